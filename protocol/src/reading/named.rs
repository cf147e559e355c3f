//! The commands once more, each under its name: `{"raise": {...}}`. Only for finding the fault in one that cannot be read.
//!
//! In a command as it is sent the name stands among the fields, so that serde has to put these aside until it knows
//! the command, and then does not know any more where it is. The compiler refuses a list that lacks a command.

use serde::Deserialize;

use crate::command::Nothing;
use crate::{Command, Ms};
use crate::{ballot_command::*, floor_command::*, poll_command::*, queue_command::*, setup_command::*};

/// A message with a command, its kind taken out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is read for its faults alone")]
pub struct Numbered {
    n: u64,
    #[serde(default)]
    pressed_ms: Option<Ms>,
    command: Named,
}

macro_rules! named {
    ($($name:ident($fields:ty))+) => {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[expect(dead_code, reason = "it is read for its faults alone")]
        enum Named { $($name($fields)),+ }

        const _: fn(Command) -> Named = |command| match command { $(Command::$name(fields) => Named::$name(fields)),+ };
    };
}

named! {
    SetMeeting(SetMeeting) SetItem(SetItem) RemoveItem(RemoveItem) SetMicrophone(SetMicrophone)
    RemoveMicrophone(RemoveMicrophone) SetRegions(SetRegions) SetHub(SetHub) RemoveHub(RemoveHub)
    SetHeadcount(SetHeadcount) CheckHub(CheckHub) StartRehearsal(Nothing) SetRule(SetRule) SetPerson(SetPerson)
    SetPeople(SetPeople) Join(Join) ConfirmPerson(ConfirmPerson) AskHat(AskHat) RuleHat(RuleHat)
    RemovePerson(RemovePerson) IssueLink(IssueLink) RevokeLink(RevokeLink) StartMeeting(Nothing) EndMeeting(Nothing)
    Raise(Raise) HandsNow(HandsNow) NameHand(NameHand) ChangeHand(ChangeHand) Lower(Lower) MoveHand(MoveHand)
    Skip(Skip) Defer(Defer) AudioReady(AudioReady) LineUp(LineUp) CloseQueue(Nothing) OpenQueue(Nothing)
    AdmitPointOfOrder(AdmitPointOfOrder) Reclassify(Reclassify) CallNext(CallNext) Call(Call) LastWord(LastWord)
    HoldMicrophone(HoldMicrophone) PinMicrophone(PinMicrophone) EnterTurn(EnterTurn) GiveFloor(GiveFloor)
    StartClock(StartClock) PauseClock(Nothing) ResumeClock(Nothing) Extend(Extend) SetTurnLimit(SetTurnLimit)
    EndTurn(EndTurn) OnAir(OnAir) HandOverChair(HandOverChair) StartItem(StartItem) StartBreak(StartBreak)
    MoveBreakEnd(MoveBreakEnd) SetGroupState(SetGroupState) EndBreak(Nothing) Signal(GiveSignal) Undo(Undo)
    CorrectTurn(CorrectTurn) AddNote(AddNote) SetPoll(SetPoll) RemovePoll(RemovePoll) SetPollSet(SetPollSet)
    OpenPolls(OpenPolls) ClosePolls(ClosePolls) CancelClose(CancelClose) RevealPolls(RevealPolls) Cast(Cast)
    Agree(Agree) Count(Count) CorrectAnswer(CorrectAnswer) PassBallot(PassBallot) Declare(Declare)
    ConfirmAnswer(ConfirmAnswer) AddStatement(AddStatement) Clarify(Clarify)
}
