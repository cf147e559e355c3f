//! The moderator's hand on the rotation: a microphone is held, or pinned.

use protocol::{
    Key, Refusal, RefusalCode,
    floor_command::{HoldMicrophone, PinMicrophone},
};

use super::{CHAIR, moved_on};
use crate::{
    Actor, Fact, Meeting,
    event::{MicrophoneHeld, MicrophonePinned},
};

pub(super) fn hold(m: &Meeting, who: &Actor, c: &HoldMicrophone) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    known(m, &c.microphone)?;
    if m.microphones[&c.microphone].held == c.held {
        return Err(moved_on(if c.held { "the microphone is held already" } else { "the microphone is not held" }));
    }
    Ok(vec![Fact::MicrophoneHeld(MicrophoneHeld { key: c.microphone.clone(), held: c.held })])
}

pub(super) fn pin(m: &Meeting, who: &Actor, c: &PinMicrophone) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    if let Some(key) = &c.microphone {
        known(m, key)?;
        if m.microphones[key].held {
            return Err(Refusal::field("microphone", "is held: release it first"));
        }
    }
    if m.pinned == c.microphone {
        return Err(moved_on("it is so already"));
    }
    Ok(vec![Fact::MicrophonePinned(MicrophonePinned { key: c.microphone.clone() })])
}

fn known(m: &Meeting, key: &Key) -> Result<(), Refusal> {
    match m.microphones.contains_key(key) {
        true => Ok(()),
        false => Err(Refusal::new(RefusalCode::NotFound, format!("there is no microphone {key}"))),
    }
}
