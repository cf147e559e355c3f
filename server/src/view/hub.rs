//! `hub/{hub}`: everybody sees the hubs with their heads. The operator's name, the line and the
//! name in the video call are not in it: they stand in `desk` rows, for those who route.

use protocol::row::HubRow;

use super::{Changes, View};

pub fn rows(view: &View, out: &mut Changes) {
    out.covers_under("hub/");
    for (id, hub) in &view.m.hubs {
        let row = HubRow {
            name: hub.name.clone(),
            city: hub.city.clone(),
            country: hub.country.clone(),
            region: hub.region.clone(),
            time_zone: hub.time_zone.clone(),
            heads: hub.heads,
            ceiling: hub.ceiling,
        };
        out.put_at("hub", id, &row);
    }
}
