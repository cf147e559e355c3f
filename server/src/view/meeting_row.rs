//! `meeting` and `regions`: everybody sees title, phase, rule, current item, break and regions. The
//! chair's name is shown as that person's name is. `settings`: staff sees what else it goes by.

use protocol::row::{BreakRow, MeetingRow, RegionRow, SettingsRow};

use super::{Audience, Changes, View, who};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    out.put("meeting", &row(view, audience));
    let m = view.m;
    let regions: Vec<RegionRow> =
        m.regions.iter().map(|r| RegionRow { key: r.key.clone(), name: r.name.clone() }).collect();
    out.put("regions", &regions);
    if audience.is_staff() {
        let settings = &m.settings;
        let (name_shown, batch_ms, grace_ms) = (settings.name_shown, settings.batch_ms, settings.grace_ms);
        out.put("settings", &SettingsRow { name_shown, batch_ms, grace_ms });
    }
}

fn row(view: &View, audience: Audience) -> MeetingRow {
    let m = view.m;
    let settings = &m.settings;
    MeetingRow {
        title: settings.title.clone(),
        languages: settings.languages.clone(),
        phase: m.phase,
        public: settings.public,
        simulated: settings.simulated,
        gate: m.gate,
        opened_ms: m.opened_ms,
        preset: settings.preset,
        newcomers_first: settings.newcomers_first,
        newcomer_cap: settings.newcomer_cap,
        replies: settings.replies,
        batch_ms: settings.batch_ms,
        ready_ms: settings.ready_ms,
        pinned: m.pinned.clone(),
        rehearsal_ms: m.rehearsal_ms,
        on_deck: settings.on_deck,
        item: m.item,
        item_started_ms: m.item_started_ms,
        chair: m.chair.and_then(|id| m.people.get(&id)).map(|p| who::name(m, audience, p)),
        pause: m.pause.as_ref().map(|pause| BreakRow {
            by: pause.by,
            title: who::text(m, &pause.title).unwrap_or_default(),
            since_ms: pause.since_ms,
            until_ms: pause.until_ms,
            recalled: pause.recalled,
            set: pause.set,
            units: pause.units.clone(),
        }),
    }
}
