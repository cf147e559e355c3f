//! All that a person may ask for: `{"do": "raise", ...}`, one variant for each command.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ballot_command::*, floor_command::*, poll_command::*, queue_command::*, setup_command::*};

/// One thing that somebody asks the meeting to do. The sender is known from the credential, never
/// from the command. Unknown fields are refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    // The meeting and its set-up (organiser; changes while it runs: organiser and moderator).
    /// Changes title, languages and other settings of the meeting.
    SetMeeting(SetMeeting),
    /// Adds or changes an agenda item.
    SetItem(SetItem),
    /// Removes an agenda item that is not the current one.
    RemoveItem(RemoveItem),
    /// Adds or changes a microphone.
    SetMicrophone(SetMicrophone),
    /// Retires a microphone on which no hand waits.
    RemoveMicrophone(RemoveMicrophone),
    /// Replaces the list of regions.
    SetRegions(SetRegions),
    /// Adds or changes a remote hub.
    SetHub(SetHub),
    /// Removes a remote hub in which no hand waits.
    RemoveHub(RemoveHub),
    /// A hub operator's count of the heads that are in the hub now.
    SetHeadcount(SetHeadcount),
    /// A hub operator tried the line of the hub.
    CheckHub(CheckHub),
    /// Asks all hubs to try their lines: earlier answers are cleared.
    StartRehearsal(Nothing),
    /// Sets the rule of the queue and its parameters.
    SetRule(SetRule),
    /// Adds or changes a person of the roster.
    SetPerson(SetPerson),
    /// Adds or changes many people at once (roster import).
    SetPeople(SetPeople),
    /// Joins by a shared link: the joining person, who gets a personal link.
    Join(Join),
    /// Confirms a self-registered person as who they say they are.
    ConfirmPerson(ConfirmPerson),
    /// Asks to speak under another hat.
    AskHat(AskHat),
    /// Approves or declines a change of hat.
    RuleHat(RuleHat),
    /// Removes one person: their hand, their personal links.
    RemovePerson(RemovePerson),
    /// Issues a link.
    IssueLink(IssueLink),
    /// Revokes a link; a shared link takes no new joins from then on.
    RevokeLink(RevokeLink),
    /// Starts the meeting (preparing to running).
    StartMeeting(Nothing),
    /// Ends the meeting.
    EndMeeting(Nothing),

    // The queue.
    /// Raises one hand, one's own or for somebody else.
    Raise(Raise),
    /// Raises several hands of one hub at once; names may follow.
    HandsNow(HandsNow),
    /// Says whose an unnamed hand is.
    NameHand(NameHand),
    /// Changes a waiting hand.
    ChangeHand(ChangeHand),
    /// Lowers a waiting hand.
    Lower(Lower),
    /// Moves a waiting hand to just before or after another of the same line (people who stand at a microphone).
    MoveHand(MoveHand),
    /// Passes over a hand once, its place kept.
    Skip(Skip),
    /// "After the next": lets one go first.
    Defer(Defer),
    /// Confirms that the audio of a hand on deck is ready (or not any more).
    AudioReady(AudioReady),
    /// Confirms that the line of a hand on deck is up (or not any more).
    LineUp(LineUp),
    /// Closes the queue: no further hands but by the moderator.
    CloseQueue(Nothing),
    /// Opens the queue again.
    OpenQueue(Nothing),
    /// Admits a pending point of order: it goes first.
    AdmitPointOfOrder(AdmitPointOfOrder),
    /// Makes a pending point of order an ordinary hand of another kind.
    Reclassify(Reclassify),

    // The floor.
    /// Calls the hand that the rule puts first.
    CallNext(CallNext),
    /// Calls a hand out of turn.
    Call(Call),
    /// Gives somebody the last word: closes the queue and clears it.
    LastWord(LastWord),
    /// Passes over a microphone until it is released.
    HoldMicrophone(HoldMicrophone),
    /// Calls from one microphone until it is unpinned.
    PinMicrophone(PinMicrophone),
    /// Enters a call that was made while the hall was offline.
    EnterTurn(EnterTurn),
    /// Gives the floor to somebody who is not in the queue: chair, presenter, interjection.
    GiveFloor(GiveFloor),
    /// The speaker began: the clock starts.
    StartClock(StartClock),
    /// Stops the clock of the turn for a while.
    PauseClock(Nothing),
    /// Lets the clock go on.
    ResumeClock(Nothing),
    /// Gives the turn more time.
    Extend(Extend),
    /// Sets the limit of the turn on the floor.
    SetTurnLimit(SetTurnLimit),
    /// Ends the turn on the floor.
    EndTurn(EndTurn),
    /// Sets on air, or takes off air, what the producer routes.
    OnAir(OnAir),
    /// Hands the chair over to somebody else, or back.
    HandOverChair(HandOverChair),
    /// Makes an agenda item the current one.
    StartItem(StartItem),
    /// Sends the meeting into a break, or into groups by region or stakeholder group.
    StartBreak(StartBreak),
    /// Calls the groups back in a while that everybody sees, or gives them more time.
    MoveBreakEnd(MoveBreakEnd),
    /// A rapporteur's word on how far the group is.
    SetGroupState(SetGroupState),
    /// Calls the meeting back to order.
    EndBreak(Nothing),
    /// An interpreter's or captioner's signal to speaker and moderator.
    Signal(GiveSignal),
    /// Undoes the last moderator action on queue or floor, as a new entry in the record.
    Undo(Undo),
    /// Corrects who held a past turn, or notes its length in words.
    CorrectTurn(CorrectTurn),
    /// Adds a note or a decision to the record.
    AddNote(AddNote),

    // Polls.
    /// Prepares or changes one question that is not open yet.
    SetPoll(SetPoll),
    /// Removes a question that is not open yet.
    RemovePoll(RemovePoll),
    /// Prepares or changes a set of questions.
    SetPollSet(SetPollSet),
    /// Opens questions for answers.
    OpenPolls(OpenPolls),
    /// Starts the countdown that closes questions.
    ClosePolls(ClosePolls),
    /// Cancels the countdown.
    CancelClose(CancelClose),
    /// Shows the results of questions to the meeting, or hides them again.
    RevealPolls(RevealPolls),
    /// A person's own answer; until the close it may be given anew.
    Cast(Cast),
    /// The value that a region or group agreed.
    Agree(Agree),
    /// A hub's (or the room's) counted show of hands, as one grid over the open questions.
    Count(Count),
    /// A correction of an agreed or counted answer, at any time, with its reason.
    CorrectAnswer(CorrectAnswer),
    /// A secret ballot on a device that is passed round.
    PassBallot(PassBallot),
    /// A declaration about conflicts of interest.
    Declare(Declare),
    /// A second person's confirmation of an agreed value or a count.
    ConfirmAnswer(ConfirmAnswer),
    /// A dissenting opinion or minority statement beside a result.
    AddStatement(AddStatement),
    /// A clarification of a question that is open or closed.
    Clarify(Clarify),
}

/// A command that needs no further words.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<never, never>")]
pub struct Nothing {}
