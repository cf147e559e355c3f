//! Who sits where, and what each device of a seat sends. Everything comes from the seed and from the number of the seat, so
//! that nothing has to be kept.

use protocol::poll_command::Scale;
use protocol::{HubId, Place, Polarity};
use server::demo::dice::Dice;

/// A connection of a participant may send sixty messages at one go; more would be refused as too fast.
const FRAMES_OF_LINE_MOST: u32 = 40;
/// A phone with its second connection after a cut, another tab, another device.
const LINES_LEAST: u32 = 4;
/// One command in so many is a new one, the others repeat one that was sent before.
const NEW_ONE_IN: u64 = 5;
/// A hub has about so many seats.
const HUB_SEATS: u32 = 100;
/// The points of the question, from 1.
pub const POINTS: u32 = 5;

/// The whole plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many seats.
    pub seats: u32,
    /// How many commands each of them sends.
    pub duplicates: u32,
    /// The seats of each hub, from 0.
    pub hubs: Vec<std::ops::Range<u32>>,
    seed: u64,
}

/// What one connection sends: the numbers of commands, in their order.
#[derive(Debug)]
pub struct Script {
    /// Which device: its commands are numbered together, whatever connection brings them.
    pub device: u32,
    /// The commands.
    pub numbers: Vec<u64>,
    /// The connection is cut after so many answers.
    pub cut_after: Option<usize>,
}

impl Plan {
    /// A fifth of the seats is in hubs; of the others two in five are in the room and three online.
    pub fn new(seats: u32, duplicates: u32, seed: u64) -> Self {
        let in_hubs = seats / 5;
        let hubs = (in_hubs / HUB_SEATS).max(2);
        let bound = |hub: u32| in_hubs * hub / hubs;
        Plan { seats, duplicates, hubs: (0..hubs).map(|hub| bound(hub)..bound(hub + 1)).collect(), seed }
    }

    /// The seats that are in no hub.
    pub fn elsewhere(&self) -> std::ops::Range<u32> {
        self.hubs.last().map_or(0, |hub| hub.end)..self.seats
    }

    /// Where a seat is. Hubs are numbered from 1.
    pub fn place(&self, seat: u32) -> Place {
        match (1..).zip(&self.hubs).find(|(_, seats)| seats.contains(&seat)) {
            Some((hub, _)) => Place::Hub(HubId(hub)),
            None if seat % 5 < 2 => Place::Room,
            None => Place::Online,
        }
    }

    /// The question's scale.
    pub fn scale() -> Scale {
        let labels = vec!["not at all".to_owned(), "completely".to_owned()];
        Scale { first: 1, points: POINTS, polarity: Polarity::Unipolar, labels, no_opinion: true }
    }

    /// What a command of a seat says; the same command says the same again.
    pub fn choice(&self, seat: u32, device: u32, n: u64) -> Option<u32> {
        let mut dice = self.dice(seat, (u64::from(device) << 32) | n);
        match dice.between(0, 20) {
            0 => None,
            rolled => u32::try_from(rolled % u64::from(POINTS)).ok().map(|point| point + 1),
        }
    }

    /// How somebody raises a hand who could not answer by a ballot.
    pub fn by_hand(&self, seat: u32) -> Option<u32> {
        self.choice(seat, u32::MAX, 0)
    }

    /// What the connections of a seat send. The first two are the phone's, before and after a cut.
    pub fn scripts(&self, seat: u32) -> Vec<Script> {
        let mut dice = self.dice(seat, u64::MAX);
        let lines = self.duplicates.div_ceil(FRAMES_OF_LINE_MOST).max(LINES_LEAST);
        let share = |line: u32| self.duplicates * (line + 1) / lines - self.duplicates * line / lines;
        let mut next_of_phone = 1;
        let mut scripts = Vec::new();
        for line in 0..lines {
            let frames = u64::from(share(line));
            let device = line.saturating_sub(1);
            let mut next = if line == 1 { next_of_phone } else { 1 };
            // After the cut the page asks again for everything that it asked for before.
            let mut numbers: Vec<u64> = (1..next).take(share(line) as usize).collect();
            while (numbers.len() as u64) < frames {
                let is_new = next == 1 || dice.between(0, NEW_ONE_IN) == 0;
                numbers.push(if is_new { next } else { dice.between(1, next) });
                next += u64::from(is_new);
            }
            if line == 0 {
                next_of_phone = next;
            }
            let cut_after = (line == 0).then(|| dice.between(0, frames) as usize);
            scripts.push(Script { device, numbers, cut_after });
        }
        scripts
    }

    /// Chance of its own for a purpose at a seat.
    pub fn dice(&self, seat: u32, purpose: u64) -> Dice {
        let mut mixed = Dice::new(self.seed ^ (u64::from(seat) << 1 | 1).wrapping_mul(0xA076_1D64_78BD_642F));
        Dice::new(mixed.roll() ^ purpose.wrapping_mul(0xE703_7ED1_A0B4_28DB))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_sends_as_many_commands_as_asked_for_and_no_connection_too_many() {
        for (seats, duplicates) in [(50, 8), (300, 20), (10_000, 100), (1_000, 400)] {
            let plan = Plan::new(seats, duplicates, 7);
            for seat in [0, seats / 5, seats - 1] {
                let scripts = plan.scripts(seat);
                let frames: usize = scripts.iter().map(|script| script.numbers.len()).sum();
                assert_eq!(frames, duplicates as usize);
                assert!(scripts.iter().all(|script| script.numbers.len() <= FRAMES_OF_LINE_MOST as usize));
                assert_eq!((scripts[0].device, scripts[1].device, scripts[2].device), (0, 0, 1));
                let last = scripts[0].numbers.iter().max();
                assert!(last <= scripts[1].numbers.iter().max(), "everything is asked for again");
            }
        }
    }

    #[test]
    fn everybody_has_one_place() {
        let plan = Plan::new(10_000, 100, 1);
        assert_eq!(plan.hubs.len(), 20);
        assert_eq!((plan.hubs[0].clone(), plan.elsewhere()), (0..100, 2_000..10_000));
        assert_eq!(plan.place(1_999), Place::Hub(HubId(20)));
        assert_eq!((plan.place(2_000), plan.place(2_002)), (Place::Room, Place::Online));
    }
}
