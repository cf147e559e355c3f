//! Small makers of commands whose every field has to be said.

use meeting::{Actor, Fact};
use protocol::{
    Command, HandId, ItemId, Key, PersonId, Preset,
    command::Nothing,
    floor_command::{HoldMicrophone, PinMicrophone},
    setup_command::*,
};

use super::{
    dice::Dice,
    play::{participant, steward},
};

/// Retires a microphone.
pub fn remove_microphone(key: &Key, to: Option<Key>) -> Command {
    Command::RemoveMicrophone(RemoveMicrophone { key: key.clone(), to })
}

/// An item of which nothing is said.
pub fn set_item() -> SetItem {
    SetItem { item: None, title: None, turn_ms: None, item_ms: None, position: None, shares: None, consecutive: None }
}

/// Settings of time.
pub fn times(d: &mut Dice) -> SetMeeting {
    SetMeeting {
        batch_ms: Some(*d.pick(&[0, 5_000, 30_000])),
        on_deck: Some(d.within(1, 3) as u32),
        ready_ms: Some(*d.pick(&[0, 10_000, 30_000, 30_000])),
        ..SetMeeting::default()
    }
}

/// A microphone of which nothing is said.
pub fn same_microphone(key: &Key) -> SetMicrophone {
    SetMicrophone {
        key: key.clone(),
        name: None,
        letter: None,
        hue: None,
        hollow: None,
        weight: None,
        position: None,
        budget_ms: None,
    }
}

/// A rule with random replies.
pub fn set_rule(d: &mut Dice) -> SetRule {
    let replies = (!d.one_in(3)).then(|| d.within(0, 3) as u32);
    SetRule { preset: Preset::EqualFooting, newcomers_first: None, newcomer_cap: None, replies }
}

/// The hand of which a hub is told that it is on deck.
pub fn on_deck(fact: &Fact) -> Option<HandId> {
    match fact {
        Fact::HandOnDeck(e) => Some(e.hand),
        _ => None,
    }
}

/// A person asks for another hat, and somebody rules on it.
pub fn hat(d: &mut Dice, person: PersonId, group: &Key) -> Vec<(Actor, Command)> {
    let approve = !d.one_in(4);
    vec![
        (participant(person), Command::AskHat(AskHat { group: group.clone() })),
        (steward(), Command::RuleHat(RuleHat { person, approve })),
    ]
}

/// Another change of a list or a setting.
pub fn change(d: &mut Dice, mic: &Key, item: Option<ItemId>, turn_ms: i64) -> Command {
    match d.below(8) {
        0 | 1 => Command::SetMeeting(times(d)),
        2 => Command::HoldMicrophone(HoldMicrophone { microphone: mic.clone(), held: !d.one_in(3) }),
        3 => Command::PinMicrophone(PinMicrophone { microphone: d.one_in(2).then(|| mic.clone()) }),
        4 | 5 => {
            let budget_ms = Some(if d.one_in(3) { 0 } else { 180_000 * d.within(1, 4) });
            Command::SetMicrophone(SetMicrophone { budget_ms, ..same_microphone(mic) })
        }
        6 => {
            let weight = (!d.one_in(3)).then(|| d.within(1, 9) as u32);
            let budget_ms = d.one_in(2).then(|| turn_ms * d.within(1, 4));
            let shares = Some(vec![ItemShare { microphone: mic.clone(), weight, budget_ms }]);
            Command::SetItem(SetItem { item, shares, ..set_item() })
        }
        _ => Command::OpenQueue(Nothing {}),
    }
}
