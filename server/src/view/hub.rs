//! `hub/{hub}`: everybody sees the hubs with their heads. The operator's name, the line and the
//! name in the video call are not in it: they stand in `line/{hub}`, for staff and the hub's own operator.

use protocol::Place;
use protocol::row::{HubLineRow, HubRow};

use super::{Audience, Changes, View, who};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers_under("hub/");
    out.covers_under("line/");
    for (id, hub) in &view.m.hubs {
        let row = HubRow {
            name: hub.name.clone(),
            city: hub.city.clone(),
            country: hub.country.clone(),
            region: hub.region.clone(),
            time_zone: hub.time_zone.clone(),
            heads: hub.heads,
            ceiling: hub.ceiling,
            checked_ms: hub.checked.map(|(at_ms, _)| at_ms),
            audio_ok: hub.checked.map(|(_, audio)| audio),
        };
        out.put_at("hub", id, &row);
        if audience.minds(Place::Hub(*id)) {
            let operator = who::text(view.m, &hub.operator);
            out.put_at("line", id, &HubLineRow { operator, line: hub.line.clone(), call_name: hub.call_name.clone() });
        }
    }
}
