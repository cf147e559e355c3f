//! The first events of a meeting: made new with the defaults, or copied from another.

use protocol::{Hue, ItemId, Key, PollState, Preset, Refusal, limits};

use super::field;
use crate::{
    Actor, Event, Fact, Meeting, Moment,
    event::{
        HubSet, ItemSet, MeetingChanged, MeetingCreated, MicrophoneSet, PollPrepared, PollSetPrepared, RegionEntry,
        RegionsSet, RuleSet,
    },
    meeting::DEFAULT_TURN_MS,
    poll,
    rule::RULE_VERSION,
};

/// The default microphones: key, letter, colour, name.
const MICROPHONES: [(&str, &str, Hue, &str); 4] = [
    ("government", "G", Hue::Blue, "Government"),
    ("private-sector", "P", Hue::Brown, "Private sector"),
    ("civil-society", "C", Hue::Green, "Civil society"),
    ("technical-academic", "T", Hue::Magenta, "Technical and academic community"),
];

/// The one microphone of a meeting with a single line.
const SINGLE: [(&str, &str, Hue, &str); 1] = [("floor", "F", Hue::Blue, "Floor")];

/// The five ICANN regions.
const REGIONS: [(&str, &str); 5] = [
    ("africa", "Africa"),
    ("asia-pacific", "Asia, Australia and Pacific"),
    ("europe", "Europe"),
    ("latin-america", "Latin America and Caribbean"),
    ("north-america", "North America"),
];

/// The events that create a meeting: its settings, the default microphones and regions, one agenda item.
///
/// # Errors
/// A refusal that names the field which breaks its limit.
pub fn create(
    meeting_name: &str,
    title: &str,
    languages: &[String],
    preset: Preset,
    simulated: bool,
    at: Moment,
) -> Result<Vec<Event>, Refusal> {
    let title = field::title("title", title)?;
    let mut facts = vec![
        Fact::MeetingCreated(MeetingCreated {
            meeting: address(meeting_name)?,
            title: title.clone(),
            languages: field::languages("languages", languages, limits::LANGUAGES)?,
            preset,
            simulated,
        }),
        Fact::RuleSet(RuleSet {
            preset,
            newcomers_first: super::newcomers_first(preset),
            newcomer_cap: super::NEWCOMER_CAP,
            replies: super::REPLIES,
            version: RULE_VERSION,
        }),
    ];
    let microphones: &[_] = if preset == Preset::SingleLine { &SINGLE } else { &MICROPHONES };
    for (position, (id, letter, hue, name)) in (1..).zip(microphones) {
        facts.push(Fact::MicrophoneSet(MicrophoneSet {
            key: key(id),
            name: (*name).to_owned(),
            letter: (*letter).to_owned(),
            hue: *hue,
            hollow: false,
            weight: 1,
            position,
            budget_ms: None,
        }));
    }
    let regions = REGIONS.iter().map(|(id, name)| RegionEntry { key: key(id), name: (*name).to_owned() }).collect();
    facts.push(Fact::RegionsSet(RegionsSet { regions }));
    let item = ItemSet {
        item: ItemId(1),
        title,
        turn_ms: DEFAULT_TURN_MS,
        item_ms: None,
        position: 1,
        shares: Vec::new(),
        consecutive: false,
    };
    facts.push(Fact::ItemSet(item));
    Ok(at.into_events(Actor::System.by(), facts))
}

/// The events that create a meeting like another one: settings, agenda, microphones, regions, hubs and questions that
/// were not opened. People, links, hands and the record stay behind.
///
/// # Errors
/// A refusal of the new name.
pub fn copy(from: &Meeting, name: &str, mut at: Moment) -> Result<Vec<Event>, Refusal> {
    let s = &from.settings;
    let mut facts = vec![
        Fact::MeetingCreated(MeetingCreated {
            meeting: address(name)?,
            title: s.title.clone(),
            languages: s.languages.clone(),
            preset: s.preset,
            simulated: s.simulated,
        }),
        Fact::MeetingChanged(MeetingChanged {
            title: None,
            languages: None,
            public: Some(s.public),
            name_shown: Some(s.name_shown),
            on_deck: Some(s.on_deck),
            batch_ms: Some(s.batch_ms),
            ready_ms: Some(s.ready_ms),
            grace_ms: Some(s.grace_ms),
        }),
        Fact::RuleSet(RuleSet {
            preset: s.preset,
            newcomers_first: s.newcomers_first,
            newcomer_cap: s.newcomer_cap,
            replies: s.replies,
            version: RULE_VERSION,
        }),
    ];
    lists(from, &mut facts);
    hubs(from, &mut at, &mut facts);
    questions(from, &mut at, &mut facts);
    Ok(at.into_events(Actor::System.by(), facts))
}

/// Agenda, microphones and regions, in their order: each is put at the end of what there is.
fn lists(from: &Meeting, facts: &mut Vec<Fact>) {
    let mut items: Vec<_> = from.items.iter().collect();
    items.sort_by_key(|(_, item)| item.position);
    facts.extend((1..).zip(items).map(|(n, (_, item))| {
        Fact::ItemSet(ItemSet {
            item: ItemId(n),
            title: item.title.clone(),
            turn_ms: item.turn_ms,
            item_ms: item.item_ms,
            position: n,
            shares: item.shares.clone(),
            consecutive: item.consecutive,
        })
    }));
    for (position, id) in (1..).zip(from.lanes()) {
        let mic = &from.microphones[id];
        facts.push(Fact::MicrophoneSet(MicrophoneSet {
            key: id.clone(),
            name: mic.name.clone(),
            letter: mic.letter.clone(),
            hue: mic.hue,
            hollow: mic.hollow,
            weight: mic.weight,
            position,
            budget_ms: mic.budget_ms,
        }));
    }
    facts.push(Fact::RegionsSet(RegionsSet { regions: from.regions.clone() }));
}

fn hubs(from: &Meeting, at: &mut Moment, facts: &mut Vec<Fact>) {
    for (id, hub) in &from.hubs {
        let operator = hub.operator.as_ref().and_then(|o| from.vault.open(o)).map(str::to_owned);
        facts.push(Fact::HubSet(HubSet {
            hub: *id,
            name: hub.name.clone(),
            city: hub.city.clone(),
            country: hub.country.clone(),
            region: hub.region.clone(),
            time_zone: hub.time_zone.clone(),
            ceiling: hub.ceiling,
            operator: at.seal_some(operator),
            line: hub.line.clone(),
            call_name: hub.call_name.clone(),
        }));
    }
}

fn questions(from: &Meeting, at: &mut Moment, facts: &mut Vec<Fact>) {
    let mut drafts: Vec<_> = from.polls.iter().filter(|(_, poll)| poll.state == PollState::Draft).collect();
    // Each takes its place in its set as it comes: only in their order does the order stay.
    drafts.sort_by_key(|(id, poll)| (poll.position, **id));
    for (id, set) in &from.poll_sets {
        if drafts.iter().any(|(_, poll)| poll.set == Some(*id)) {
            facts.push(Fact::PollSetPrepared(PollSetPrepared {
                set: *id,
                title: set.title.clone(),
                code: Some(poll::set_code(at)),
            }));
        }
    }
    for (id, poll) in drafts {
        facts.push(Fact::PollPrepared(PollPrepared {
            poll: *id,
            set: poll.set,
            question: poll.question.clone(),
            short: poll.short.clone(),
            scale: poll.scale.clone(),
            methods: poll.methods.clone(),
            showing: poll.showing,
            position: poll.position,
            kind: poll.kind,
            most: poll.most,
            terms: poll.terms.clone(),
            wordings: poll.wordings.clone(),
            round_of: poll.round_of,
        }));
    }
}

/// The name of a meeting as it stands in addresses.
fn address(name: &str) -> Result<String, Refusal> {
    let name: Key = name.parse().map_err(|_| {
        let most = limits::KEY_BYTES;
        Refusal::field("meeting", format!("has 1 to {most} lower-case letters, digits or hyphens, as `igf-2027`"))
    })?;
    Ok(name.as_str().to_owned())
}

fn key(text: &str) -> Key {
    text.parse().expect("the keys of this file are good keys")
}
