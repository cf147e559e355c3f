//! Adversaries who try to make somebody wait as long as the bound allows: nobody breaks a rule or a limit, but every lane that
//! may go before the victim is always full, and every newcomer that may overtake it does.

use std::collections::BTreeMap;

use meeting::{Actor, rule::bound};
use protocol::{
    Command, HandId, HubId, Key, PersonId, Place, Preset,
    queue_command::Raise,
    setup_command::{Profile, RegionName, SetMicrophone, SetPerson, SetRegions},
};

use super::{
    extra,
    plan::key,
    play::{Play, Watch, moderator},
    scenes::{Nobody, call, meeting_with_hubs},
};

/// A way to make somebody wait.
#[derive(Clone, Copy, Debug)]
struct Plot {
    /// Where the victim is.
    victim: Place,
    /// Whether the victim has spoken on the item already, so that newcomers may overtake.
    has_spoken: bool,
    /// The weight of the other microphones; the victim's is 1.
    weight: u32,
    /// Hands that stand at the victim's microphone before it.
    ahead: u32,
}

/// The turn's limit that a new meeting has.
const TURN_MS: i64 = 120_000;
/// Nobody waits for so many calls.
const MOST_CALLS: u32 = 3_000;

/// The longest wait over its bound that any plot reaches, for each preset.
pub fn worst(seed: u64) -> BTreeMap<String, f64> {
    let mut worst = BTreeMap::new();
    for preset in Preset::ALL {
        let mut most = 0.0_f64;
        for victim in [Place::Room, Place::Hub(HubId(1))] {
            for (weight, ahead) in [(1, 0), (1, 6), (3, 0), (3, 6), (9, 2)] {
                for has_spoken in [false, true] {
                    most = most.max(waited(*preset, Plot { victim, has_spoken, weight, ahead }, seed));
                }
            }
        }
        let name = serde_json::to_value(preset).ok().and_then(|v| v.as_str().map(str::to_owned));
        worst.insert(name.unwrap_or_default(), most);
    }
    worst
}

/// Carries a plot out; the wait over its bound.
fn waited(preset: Preset, plot: Plot, seed: u64) -> f64 {
    let regions = ["africa", "africa", "europe"];
    let mut play = meeting_with_hubs(preset, seed, &regions, Nobody);
    let named = |k: &str| RegionName { key: key(k), name: k.to_owned() };
    let regions = vec![named("africa"), named("europe")];
    play.must(&Actor::System, Command::SetRegions(SetRegions { regions }));
    let mics: Vec<Key> = play.m.lanes().into_iter().cloned().collect();
    for other in &mics[1..] {
        let weight = Some(plot.weight);
        let set = SetMicrophone { weight, ..extra::same_microphone(other) };
        play.must(&Actor::System, Command::SetMicrophone(set));
    }
    let mine = &mics[0];
    play.open();
    play.until(play.now_ms + 40_000);
    let victim = person(&mut play, "Victim", plot.victim, mine);
    if plot.has_spoken {
        raise(&mut play, Some(victim), plot.victim, mine);
        call(&mut play, 2_000);
    }
    for _ in 0..plot.ahead {
        raise(&mut play, None, plot.victim, mine);
    }
    play.until(play.now_ms + 2_000);
    let hand = raise(&mut play, Some(victim), plot.victim, mine);
    play.until(play.now_ms + 2_000);
    let Some(bound) = bound::of(&play.m, hand) else { return 0.0 };
    let (mut turns, mut ms) = (0, 0);
    loop {
        crowd(&mut play, &mics);
        call(&mut play, TURN_MS);
        if !play.m.waiting.contains(&hand) || turns > MOST_CALLS {
            break;
        }
        turns += 1;
        ms += TURN_MS;
    }
    match bound.turns {
        Some(0) => f64::from(turns),
        Some(most) => f64::from(turns) / f64::from(most),
        None if bound.ms == 0 => f64::from(turns),
        None => ms as f64 / bound.ms as f64,
    }
}

/// A person who is known.
fn person<W: Watch>(play: &mut Play<W>, name: &str, place: Place, mic: &Key) -> PersonId {
    let region = Some(key("africa"));
    let profile = Profile {
        name: Some(name.to_owned()),
        group: Some(mic.clone()),
        region,
        place: Some(place),
        ..Profile::default()
    };
    play.must(&Actor::System, Command::SetPerson(SetPerson { person: None, profile }));
    PersonId(play.m.last.person)
}

fn raise<W: Watch>(play: &mut Play<W>, person: Option<PersonId>, place: Place, mic: &Key) -> HandId {
    let raise = Raise { person, place: Some(place), microphone: Some(mic.clone()), ..Raise::default() };
    play.must(&moderator(), Command::Raise(raise));
    HandId(play.m.last.hand)
}

/// Somebody new waits in every lane: at every microphone, in the room, in every hub, online with a region and without.
fn crowd<W: Watch>(play: &mut Play<W>, mics: &[Key]) {
    let places = [Place::Room, Place::Hub(HubId(1)), Place::Hub(HubId(2)), Place::Hub(HubId(3)), Place::Online];
    for mic in mics {
        for place in places {
            let new = |h: &meeting::meeting::Hand| h.mic == *mic && h.place == place && play.m.is_newcomer(h);
            let wait = play.m.waiting.iter().map(|id| &play.m.hands[id]).filter(|h| new(h));
            let (named, unnamed): (Vec<_>, Vec<_>) = wait.partition(|h| h.person.is_some());
            let (named, unnamed) = (named.is_empty(), unnamed.is_empty());
            if unnamed {
                raise(play, None, place, mic);
            }
            if named && place == Place::Online {
                let name = format!("Person {}", play.m.last.person);
                let person = person(play, &name, place, mic);
                raise(play, Some(person), place, mic);
            }
        }
    }
    play.until(play.now_ms + 1_500);
}
