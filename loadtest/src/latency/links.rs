//! Kinds of link, and how long what travels on them takes.

use server::demo::dice::Dice;

/// A kind of link.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// Round trip, and how much one way varies, in milliseconds.
    pub round_trip_ms: f64,
    /// The most that jitter adds to one way.
    pub jitter_ms: f64,
    /// Lost packets, of a hundred.
    pub loss_percent: f64,
}

const fn kind(name: &'static str, round_trip_ms: f64, jitter_ms: f64, loss_percent: f64) -> Kind {
    Kind { name, round_trip_ms, jitter_ms, loss_percent }
}

/// The kinds that people have.
pub const KINDS: [Kind; 7] = [
    kind("LAN", 5.0, 2.0, 0.0),
    kind("fibre", 25.0, 5.0, 0.0),
    kind("4G", 60.0, 25.0, 1.0),
    kind("3G", 180.0, 80.0, 5.0),
    kind("2G", 450.0, 200.0, 5.0),
    kind("GEO", 620.0, 25.0, 1.0),
    kind("GEO+3G", 800.0, 100.0, 3.0),
];

impl Kind {
    /// Under 40 ms: the room and good lines.
    pub fn is_fast(&self) -> bool {
        self.round_trip_ms < 40.0
    }

    /// Over 400 ms: satellites and 2G.
    pub fn is_slow(&self) -> bool {
        self.round_trip_ms > 400.0
    }
}

/// One direction of a link: bytes keep their order, and a lost packet holds up what is behind it.
#[derive(Debug, Clone)]
pub struct Way {
    kind: Kind,
    /// Its part of the round trip.
    share: f64,
    /// When the last of what was sent arrives.
    last_ms: f64,
}

impl Way {
    /// When a packet arrives that is sent at this moment.
    pub fn arrives(&mut self, sent_ms: f64, dice: &mut Dice) -> f64 {
        let mut takes_ms = self.kind.round_trip_ms * self.share + self.kind.jitter_ms * fraction(dice);
        while fraction(dice) * 100.0 < self.kind.loss_percent {
            takes_ms += (1.5 * self.kind.round_trip_ms).max(200.0);
        }
        self.last_ms = self.last_ms.max(sent_ms + takes_ms);
        self.last_ms
    }
}

/// Both directions of a link; 40 to 60 per cent of its round trip is the way up.
pub fn ways(kind: Kind, dice: &mut Dice) -> (Way, Way) {
    let up = 0.4 + 0.2 * fraction(dice);
    let way = |share| Way { kind, share, last_ms: f64::MIN };
    (way(up), way(1.0 - up))
}

/// A number from 0 to below 1.
pub fn fraction(dice: &mut Dice) -> f64 {
    dice.between(0, 1 << 40) as f64 / (1_u64 << 40) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_keep_their_order_and_take_their_time() {
        let mut dice = Dice::new(1);
        for kind in KINDS {
            let (mut up, mut down) = ways(kind, &mut dice);
            let mut last = (0.0, 0.0);
            for packet in 0..1_000 {
                let sent = f64::from(packet) * 10.0;
                let there = (up.arrives(sent, &mut dice), down.arrives(sent, &mut dice));
                assert!(there.0 >= last.0 && there.1 >= last.1, "{}", kind.name);
                assert!(there.0 - sent >= 0.4 * kind.round_trip_ms && there.1 - sent >= 0.4 * kind.round_trip_ms);
                last = there;
            }
        }
    }
}
