//! Who was called when and how long they spoke, and what follows from it: which microphone, side, region and hub is
//! due. Nothing is kept as a running sum: every answer is counted out from the list of what has happened.

use protocol::{Ms, Place, Preset};

use super::board::{Board, Hand, Name};

/// One call of a microphone of weight 1; any number that all weights divide.
const SHARE: u64 = 2520;

/// What has happened.
#[derive(Clone, Default)]
pub struct Past {
    deeds: Vec<Deed>,
    /// The calls among them.
    calls: Vec<Call>,
}

#[derive(Clone, Copy)]
enum Deed {
    Call(Call),
    Spent(Name, Ms),
    Item,
}

/// A call.
#[derive(Clone, Copy)]
pub struct Call {
    mic: Name,
    place: Place,
    region: Option<Name>,
    /// The share of the microphone when it was called.
    weight: u32,
    /// Whether the rule called it out of the line.
    in_turn: bool,
    /// The slot of the round that it served.
    slot: Option<usize>,
}

/// Times of the rotation after some deeds.
#[derive(Default)]
pub struct Times {
    /// When each microphone is due; those that were never called are due at once.
    due: Vec<u64>,
    /// The present: when the last call in turn was due.
    now: u64,
    had: Vec<Ms>,
    /// The present in speaking time: what the microphone that was served last had had.
    had_now: Ms,
}

impl Times {
    /// When a microphone is due: whoever comes back after silence starts at the present.
    pub fn due(&self, mic: Name) -> u64 {
        self.due.get(mic).copied().unwrap_or(0).max(self.now)
    }

    /// The time that a microphone has had by its weight, in the same way.
    pub fn had_by_weight(&self, mic: Name, weight: u32) -> Ms {
        (self.had.get(mic).copied().unwrap_or(0) / i64::from(weight)).max(self.had_now)
    }
}

fn of<T: Copy + Default>(list: &mut Vec<T>, mic: Name) -> &mut T {
    if list.len() <= mic {
        list.resize(mic + 1, T::default());
    }
    &mut list[mic]
}

impl Call {
    /// A call of this hand, as things stand.
    pub fn of(board: &Board, past: &Past, hand: &Hand, in_turn: bool) -> Self {
        let slot = if in_turn { slot_of(board, past, hand) } else { None };
        let weight = board.weight(hand.mic);
        Call { mic: hand.mic, place: hand.place, region: hand.region, weight, in_turn, slot }
    }
}

/// The slots of a round of `netmundial`: the room at each microphone, and the remote side (none) twice: after the first
/// half of the microphones and at the end.
fn slots(board: &Board) -> Vec<Option<Name>> {
    let mics: Vec<Name> = board.mics.iter().map(|m| m.name).collect();
    let (first, second) = mics.split_at(mics.len().div_ceil(2));
    let mut slots: Vec<Option<Name>> = first.iter().copied().map(Some).collect();
    slots.push(None);
    slots.extend(second.iter().copied().map(Some));
    slots.push(None);
    slots
}

/// The slots from the one after the last that was served, once around, with their numbers.
pub fn round(board: &Board, past: &Past) -> Vec<(usize, Option<Name>)> {
    let slots: Vec<(usize, Option<Name>)> = slots(board).into_iter().enumerate().collect();
    let next = past.last_slot().map_or(0, |s| s + 1) % slots.len();
    slots[next..].iter().chain(&slots[..next]).copied().collect()
}

fn slot_of(board: &Board, past: &Past, hand: &Hand) -> Option<usize> {
    if board.preset != Some(Preset::Netmundial) {
        return None;
    }
    let fits = |slot: &Option<Name>| match slot {
        Some(mic) => hand.place == Place::Room && *mic == hand.mic,
        None => hand.place != Place::Room,
    };
    round(board, past).into_iter().find(|(_, slot)| fits(slot)).map(|(n, _)| n)
}

impl Past {
    pub fn called(&mut self, call: Call) {
        self.deeds.push(Deed::Call(call));
        self.calls.push(call);
    }

    pub fn spent(&mut self, mic: Name, ms: Ms) {
        self.deeds.push(Deed::Spent(mic, ms));
    }

    pub fn item_started(&mut self) {
        self.deeds.push(Deed::Item);
    }

    /// The time that a microphone has had on the item.
    pub fn had_on_item(&self, mic: Name) -> Ms {
        let on_item = self.deeds.iter().rev().take_while(|deed| !matches!(deed, Deed::Item));
        on_item
            .map(|deed| {
                if let Deed::Spent(of, ms) = deed
                    && *of == mic
                {
                    *ms
                } else {
                    0
                }
            })
            .sum()
    }

    /// How many calls were made in all.
    pub fn count(&self) -> usize {
        self.calls.len()
    }

    /// The microphone that the rotation called last.
    pub fn last_mic(&self) -> Option<Name> {
        self.calls.iter().rev().find(|c| c.in_turn).map(|c| c.mic)
    }

    fn last_slot(&self) -> Option<usize> {
        self.calls.iter().rev().find_map(|c| c.slot)
    }

    /// Whether the remote side was called last at a microphone.
    pub fn last_was_remote(&self, mic: Name) -> Option<bool> {
        self.calls.iter().rev().find(|c| c.mic == mic).map(|c| c.place != Place::Room)
    }

    /// The number of the last call of the remote side that this is true of, at one microphone or (none) anywhere, counting
    /// from 1; 0: none yet.
    fn last_call(&self, mic: Option<Name>, is: impl Fn(&Call) -> bool) -> usize {
        let remote = |c: &Call| c.place != Place::Room && mic.is_none_or(|m| c.mic == m);
        self.calls.iter().rposition(|c| remote(c) && is(c)).map_or(0, |n| n + 1)
    }

    /// When a region of the remote side was called last.
    pub fn region_called(&self, mic: Option<Name>, region: Option<Name>) -> usize {
        self.last_call(mic, |c| c.region == region)
    }

    /// When a hub was called last; the people of a region who are online count together as one.
    pub fn hub_called(&self, mic: Option<Name>, hand: &Hand) -> usize {
        self.last_call(mic, |c| same_hub((c.place, c.region), (hand.place, hand.region)))
    }

    pub fn times(&self) -> Times {
        let mut times = Times::default();
        for deed in &self.deeds {
            match deed {
                Deed::Item => {}
                Deed::Spent(mic, ms) => *of(&mut times.had, *mic) += ms,
                Deed::Call(call) => {
                    let start = (*of(&mut times.due, call.mic)).max(times.now);
                    *of(&mut times.due, call.mic) = start + SHARE / u64::from(call.weight);
                    let had = of(&mut times.had, call.mic);
                    *had = (*had).max(times.had_now * i64::from(call.weight));
                    if call.in_turn {
                        times.now = start;
                        let had = *of(&mut times.had, call.mic) / i64::from(call.weight);
                        times.had_now = times.had_now.max(had);
                    }
                }
            }
        }
        times
    }
}

/// Whether two remote places are one hub, as the rotation counts.
pub fn same_hub(a: (Place, Option<Name>), b: (Place, Option<Name>)) -> bool {
    a.0 == b.0 && (a.0 != Place::Online || a.1 == b.1)
}
