//! The lists that an organiser makes: agenda items, microphones, regions.

use std::collections::BTreeMap;

use protocol::{
    HandState, Hue, ItemId, Key, Ms, PollState, Refusal, limits,
    row::UndoWhat,
    setup_command::{ItemShare, RemoveItem, RemoveMicrophone, SetItem, SetMicrophone, SetRegions},
};

use super::{field, missing, settled_first, too_many};
use crate::{
    Fact, Meeting,
    event::{ItemRemoved, ItemSet, MicrophoneRemoved, MicrophoneSet, RegionEntry, RegionsSet},
    meeting::{DEFAULT_TURN_MS, Item, Microphone},
};

/// The hues of the first microphones, in turn; from the fifth on they are hollow.
const HUES: [Hue; 4] = [Hue::Blue, Hue::Brown, Hue::Green, Hue::Magenta];

pub(super) fn set_item(m: &Meeting, c: SetItem) -> Result<Vec<Fact>, Refusal> {
    let old = match c.item {
        Some(item) => Some(m.items.get(&item).ok_or_else(|| missing("item", item))?),
        None if m.items.len() >= limits::ITEMS => return Err(too_many("agenda items", limits::ITEMS)),
        None => None,
    };
    let title = match (c.title, old) {
        (Some(title), _) => field::title("title", &title)?,
        (None, Some(old)) => old.title.clone(),
        (None, None) => return Err(Refusal::field("title", "is missing")),
    };
    let shares = c.shares.or_else(|| old.map(|i| i.shares.clone())).unwrap_or_default();
    let turn_ms = c.turn_ms.or(old.map(|i| i.turn_ms)).unwrap_or(DEFAULT_TURN_MS);
    let item_ms = c.item_ms.or(old.and_then(|i| i.item_ms));
    if let Some(ms) = item_ms {
        field::within("item_ms", ms, &limits::ITEM_MS)?;
    }
    if item_ms.is_some_and(|ms| ms < turn_ms) {
        return Err(Refusal::field("item_ms", "is below turn_ms: not even one turn would fit"));
    }
    check_shares(m, &shares, turn_ms, item_ms)?;
    let last = u32::try_from(m.items.len()).unwrap_or(u32::MAX);
    Ok(vec![Fact::ItemSet(ItemSet {
        shares,
        consecutive: c.consecutive.or(old.map(|i| i.consecutive)).unwrap_or(false),
        item: c.item.unwrap_or(ItemId(m.last.item + 1)),
        title,
        turn_ms: field::within("turn_ms", turn_ms, &limits::TURN_MS)?,
        item_ms,
        position: place_in_list(c.position, old.map(|i| i.position), last)?,
    })])
}

/// Weights and budgets of an item that can work together.
fn check_shares(m: &Meeting, shares: &[ItemShare], turn_ms: Ms, item_ms: Option<Ms>) -> Result<(), Refusal> {
    for (i, share) in shares.iter().enumerate() {
        let field = |name: &str| format!("shares[{i}].{name}");
        if !m.microphones.contains_key(&share.microphone) {
            return Err(missing("microphone", &share.microphone));
        }
        if shares[..i].iter().any(|other| other.microphone == share.microphone) {
            return Err(Refusal::field(&field("microphone"), "stands twice"));
        }
        if let Some(weight) = share.weight {
            field::within(&field("weight"), weight, &limits::WEIGHT)?;
        }
        check_budget(&field("budget_ms"), share.budget_ms, turn_ms)?;
    }
    let budgets: Ms = m
        .microphones
        .iter()
        .filter_map(|(key, mic)| {
            let own = shares.iter().find(|s| s.microphone == *key).and_then(|s| s.budget_ms);
            own.or(mic.budget_ms)
        })
        .sum();
    if item_ms.is_some_and(|ms| budgets > ms) {
        return Err(Refusal::field(
            "shares",
            format!(
                "have budgets of {} s in all, more than the item's {} s",
                budgets / 1_000,
                item_ms.unwrap_or(0) / 1_000
            ),
        ));
    }
    Ok(())
}

/// A budget below one turn would stop a microphone before its first speaker is done.
fn check_budget(field: &str, budget_ms: Option<Ms>, turn_ms: Ms) -> Result<(), Refusal> {
    match budget_ms {
        Some(ms) if ms < turn_ms => {
            Err(Refusal::field(field, format!("is below one turn, which is {} s", turn_ms / 1_000)))
        }
        Some(ms) => field::within(field, ms, &limits::ITEM_MS).map(drop),
        None => Ok(()),
    }
}

pub(super) fn remove_item(m: &Meeting, c: &RemoveItem) -> Result<Vec<Fact>, Refusal> {
    if !m.items.contains_key(&c.item) {
        return Err(missing("item", c.item));
    }
    if m.item == Some(c.item) {
        return Err(Refusal::field("item", "is the current one: start another item first"));
    }
    Ok(vec![Fact::ItemRemoved(ItemRemoved { item: c.item })])
}

pub(super) fn set_microphone(m: &Meeting, c: SetMicrophone) -> Result<Vec<Fact>, Refusal> {
    let old = m.microphones.get(&c.key);
    if old.is_none() && m.microphones.len() >= limits::MICROPHONES {
        return Err(too_many("microphones", limits::MICROPHONES));
    }
    let name = match (c.name, old) {
        (Some(name), _) => field::name("name", &name)?,
        (None, Some(old)) => old.name.clone(),
        (None, None) => return Err(Refusal::field("name", "is missing")),
    };
    let count = m.microphones.len();
    let last = u32::try_from(count).unwrap_or(u32::MAX);
    let letter = match (c.letter, old) {
        (Some(letter), _) => letter_of(m, &c.key, &letter)?,
        (None, Some(old)) => old.letter.clone(),
        (None, None) => free_letter(m, &name)?,
    };
    let budget_ms = c.budget_ms.or(old.and_then(|o| o.budget_ms)).filter(|ms| *ms != 0);
    if c.budget_ms.is_some() {
        let longest = m.items.values().map(|i| i.turn_ms).max().unwrap_or(DEFAULT_TURN_MS);
        check_budget("budget_ms", budget_ms, longest)?;
    }
    let hue = c.hue.or(old.map(|o| o.hue)).unwrap_or(if count < 8 { HUES[count % 4] } else { Hue::Ink });
    Ok(vec![Fact::MicrophoneSet(MicrophoneSet {
        name,
        letter,
        hue,
        hollow: c.hollow.or(old.map(|o| o.hollow)).unwrap_or((4..8).contains(&count)),
        weight: field::within("weight", c.weight.or(old.map(|o| o.weight)).unwrap_or(1), &limits::WEIGHT)?,
        position: place_in_list(c.position, old.map(|o| o.position), last)?,
        budget_ms,
        key: c.key,
    })])
}

/// The letter for a flag: one or two characters that no other microphone has.
fn letter_of(m: &Meeting, key: &Key, letter: &str) -> Result<String, Refusal> {
    let letter = field::name("letter", letter)?;
    if !protocol::text::is_flag(&letter) {
        return Err(Refusal::field("letter", "is longer than 2 characters"));
    }
    match holder_of(m, &letter) {
        Some((other, mic)) if other != key => {
            Err(Refusal::field("letter", format!("`{letter}` is on the flag of {}: choose another one", mic.name)))
        }
        _ => Ok(letter),
    }
}

fn holder_of<'a>(m: &'a Meeting, letter: &str) -> Option<(&'a Key, &'a Microphone)> {
    m.microphones.iter().find(|(_, mic)| mic.letter.to_lowercase() == letter.to_lowercase())
}

/// The first letter of a name that is on no flag yet.
fn free_letter(m: &Meeting, name: &str) -> Result<String, Refusal> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| c.to_uppercase().to_string())
        .find(|letter| protocol::text::is_flag(letter) && holder_of(m, letter).is_none())
        .ok_or_else(|| Refusal::field("letter", "is missing, and all letters of the name are taken: choose one"))
}

pub(super) fn remove_microphone(m: &Meeting, c: &RemoveMicrophone) -> Result<Vec<Fact>, Refusal> {
    if !m.microphones.contains_key(&c.key) {
        return Err(missing("microphone", &c.key));
    }
    if m.microphones.len() == 1 {
        return Err(Refusal::field("key", "is the last microphone: add another one first"));
    }
    if let Some(to) = &c.to {
        if *to == c.key {
            return Err(Refusal::field("to", "is the microphone that is retired"));
        }
        if !m.microphones.contains_key(to) {
            return Err(missing("microphone", to));
        }
    }
    let waiting = super::hands_waiting(m, |hand| hand.mic == c.key);
    if waiting > 0 && c.to.is_none() {
        return Err(Refusal::field("to", format!("is needed: {waiting} hands wait there, say where they go")));
    }
    let removed = Fact::MicrophoneRemoved(MicrophoneRemoved { key: c.key.clone(), to: c.to.clone() });
    Ok(settled_first(m, removed))
}

pub(super) fn set_regions(m: &Meeting, c: &SetRegions) -> Result<Vec<Fact>, Refusal> {
    if c.regions.len() > limits::REGIONS {
        return Err(too_many("regions", limits::REGIONS));
    }
    let mut regions: Vec<RegionEntry> = Vec::with_capacity(c.regions.len());
    for (i, region) in c.regions.iter().enumerate() {
        if regions.iter().any(|r| r.key == region.key) {
            return Err(Refusal::field(&format!("regions[{i}].key"), format!("`{}` stands twice", region.key)));
        }
        let name = field::name(&format!("regions[{i}].name"), &region.name)?;
        regions.push(RegionEntry { key: region.key.clone(), name });
    }
    for old in &m.regions {
        if !regions.iter().any(|r| r.key == old.key)
            && let Some(user) = user_of_region(m, &old.key)
        {
            return Err(Refusal::field("regions", format!("lacks `{}`, which is the region of {user}", old.key)));
        }
    }
    Ok(vec![Fact::RegionsSet(RegionsSet { regions })])
}

/// What still needs a region, in words.
fn user_of_region(m: &Meeting, key: &Key) -> Option<String> {
    if let Some(hub) = m.hubs.values().find(|h| h.region.as_ref() == Some(key)) {
        return Some(format!("the hub {}", hub.name));
    }
    let people = m.people.values().filter(|p| !p.removed && p.region.as_ref() == Some(key)).count();
    if people > 0 {
        return Some(format!("people on the roster ({people})"));
    }
    if super::hands_waiting(m, |hand| hand.region.as_ref() == Some(key)) > 0 {
        return Some("waiting hands".to_owned());
    }
    let answered = |state: PollState| !matches!(state, PollState::Draft | PollState::Closed);
    let poll = m.polls.values().any(|p| answered(p.state) && p.agreed.contains_key(key));
    poll.then(|| "an answer to an open question".to_owned())
}

/// The position of something in a list of `last`: as asked, as it was, or at the end.
fn place_in_list(asked: Option<u32>, was: Option<u32>, last: u32) -> Result<u32, Refusal> {
    let most = if was.is_some() { last } else { last + 1 };
    field::within("position", asked.or(was).unwrap_or(most), &(1..=most))
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact) {
    match fact {
        Fact::ItemSet(e) => {
            let item = Item {
                title: e.title.clone(),
                turn_ms: e.turn_ms,
                item_ms: e.item_ms,
                position: e.position,
                shares: e.shares.clone(),
                consecutive: e.consecutive,
            };
            m.items.insert(e.item, item);
            renumber(&mut m.items, Some((&e.item, e.position)), |item| &mut item.position);
            m.last.item = m.last.item.max(e.item.0);
        }
        Fact::ItemRemoved(e) => {
            m.items.remove(&e.item);
            renumber(&mut m.items, None, |item| &mut item.position);
            super::forget_undo(m, |_, entry| entry.what == UndoWhat::Item);
        }
        Fact::MicrophoneSet(e) => {
            let mic = Microphone {
                name: e.name.clone(),
                letter: e.letter.clone(),
                hue: e.hue,
                hollow: e.hollow,
                weight: e.weight,
                position: e.position,
                budget_ms: e.budget_ms,
                held: m.microphones.get(&e.key).is_some_and(|old| old.held),
            };
            m.microphones.insert(e.key.clone(), mic);
            renumber(&mut m.microphones, Some((&e.key, e.position)), |mic| &mut mic.position);
        }
        Fact::MicrophoneRemoved(e) => {
            if let Some(to) = &e.to {
                for hand in m.hands.values_mut().filter(|h| h.state == HandState::Waiting && h.mic == e.key) {
                    hand.mic = to.clone();
                    hand.moved = false;
                }
            }
            m.pinned = m.pinned.take().filter(|pinned| *pinned != e.key);
            m.microphones.remove(&e.key);
            for item in m.items.values_mut() {
                item.shares.retain(|share| share.microphone != e.key);
            }
            renumber(&mut m.microphones, None, |mic| &mut mic.position);
            super::forget_undo(m, |m, entry| {
                let before = entry.microphone_before();
                before == Some(&e.key) || entry.hand.and_then(|h| m.hands.get(&h)).is_some_and(|hand| hand.mic == e.key)
            });
        }
        Fact::RegionsSet(e) => m.regions.clone_from(&e.regions),
        _ => {}
    }
}

/// Counts positions from 1 without gaps; what was just set stands where it was asked to.
fn renumber<K: Ord + Clone, T>(
    list: &mut BTreeMap<K, T>,
    set: Option<(&K, u32)>,
    position: impl Fn(&mut T) -> &mut u32,
) {
    let others = list.iter_mut().filter(|(key, _)| set.is_none_or(|(k, _)| k != *key));
    let mut others: Vec<(u32, K)> = others.map(|(key, entry)| (*position(entry), key.clone())).collect();
    others.sort();
    let mut order: Vec<K> = others.into_iter().map(|(_, key)| key).collect();
    if let Some((key, at)) = set {
        order.insert((at.max(1) as usize - 1).min(order.len()), key.clone());
    }
    for (n, key) in (1..).zip(&order) {
        if let Some(entry) = list.get_mut(key) {
            *position(entry) = n;
        }
    }
}
