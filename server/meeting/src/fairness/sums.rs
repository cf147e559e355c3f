//! Hands and turns added up by side, microphone, region and hub.

use std::collections::BTreeMap;

use protocol::{HubId, Key, Ms, OverrideReason, Place};

use super::{MicShare, Share, for_weight, median, ratio, seen::Asked, time_ms};
use crate::{Meeting, meeting::Turn};

/// A share being added up.
#[derive(Default)]
pub(super) struct Sum {
    share: Share,
    spans: Vec<Ms>,
}

impl Sum {
    pub fn hand(&mut self, one: &Asked) {
        let waits = &mut self.share.waits;
        waits.raised += 1;
        waits.called += u32::from(one.called);
        waits.lowered += u32::from(one.lowered);
        if one.in_line() {
            self.spans.push(one.wait_ms());
        }
    }

    pub fn turn(&mut self, turn: &Turn, first: bool) {
        self.share.turns += 1;
        self.share.ms += time_ms(turn);
        self.share.newcomers += u32::from(first);
    }

    pub fn done(mut self) -> Share {
        self.share.waits.median_ms = median(&self.spans);
        self.share.waits.longest_ms = self.spans.iter().copied().max();
        self.share
    }
}

#[derive(Default)]
pub(super) struct MicSum {
    all: Sum,
    room: Sum,
    remote: Sum,
    weighted_ms: f64,
}

impl MicSum {
    pub fn done(self) -> MicShare {
        let (room, remote) = (self.room.done().waits, self.remote.done().waits);
        let parity = ratio(remote.median_ms, room.median_ms);
        MicShare { share: self.all.done(), weighted_ms: self.weighted_ms, room, remote, parity }
    }
}

#[derive(Default)]
pub(super) struct Sums {
    pub all: Sum,
    pub room: Sum,
    pub hubs: Sum,
    pub online: Sum,
    pub mics: BTreeMap<Key, MicSum>,
    pub regions: BTreeMap<Option<Key>, Sum>,
    pub each_hub: BTreeMap<HubId, Sum>,
    pub out_of_turn: BTreeMap<OverrideReason, u32>,
}

impl Sums {
    /// The sums that a place is in.
    fn of_place(&mut self, place: Place) -> Vec<&mut Sum> {
        match place {
            Place::Room => vec![&mut self.room],
            Place::Online => vec![&mut self.online],
            Place::Hub(hub) => vec![&mut self.hubs, self.each_hub.entry(hub).or_default()],
        }
    }

    pub fn hand(&mut self, one: &Asked) {
        let hand = one.hand;
        self.all.hand(one);
        self.regions.entry(hand.region.clone()).or_default().hand(one);
        let mic = self.mics.entry(hand.mic.clone()).or_default();
        mic.all.hand(one);
        if hand.place == Place::Room { &mut mic.room } else { &mut mic.remote }.hand(one);
        self.of_place(hand.place).into_iter().for_each(|sum| sum.hand(one));
    }

    pub fn turn(&mut self, m: &Meeting, turn: &Turn, first: bool) {
        self.all.turn(turn, first);
        self.regions.entry(turn.region.clone()).or_default().turn(turn, first);
        if let Some(key) = &turn.mic {
            let mic = self.mics.entry(key.clone()).or_default();
            mic.all.turn(turn, first);
            mic.weighted_ms += for_weight(m, key, turn);
        }
        if let Some(place) = turn.place {
            self.of_place(place).into_iter().for_each(|sum| sum.turn(turn, first));
        }
        if let Some(reason) = turn.out_of_turn {
            *self.out_of_turn.entry(reason).or_default() += 1;
        }
    }
}
