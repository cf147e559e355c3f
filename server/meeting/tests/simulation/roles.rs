//! Which role may ask for what: every command by every role. Whoever may not is told `not_your_role`; whoever may is
//! told anything but that.

use std::collections::BTreeSet;

use meeting::{Actor, decide};
use protocol::{
    Command, Delivery, GroupState, HandId, HandKind, HubId, ItemId, LinkId, NoteKind, OverrideReason, PersonId, Place,
    PollId, Preset, RefusalCode, Role, Signal, StatementKind, TurnId, TurnKind, ballot_command::*, command::Nothing,
    floor_command::*, poll_command::*, queue_command::*, setup_command::*,
};

use crate::world::*;

use Role::*;

/// Who may: the one list to read. Participants only for themselves, hub operators only for their hub.
fn may(command: &Command) -> &'static [Role] {
    use Command as C;
    match command {
        C::SetMeeting(_) | C::SetItem(_) | C::RemoveItem(_) | C::SetMicrophone(_) | C::RemoveMicrophone(_) => {
            &[Organiser, Moderator]
        }
        C::SetRegions(_) | C::SetHub(_) | C::RemoveHub(_) | C::SetRule(_) => &[Organiser, Moderator],
        C::StartMeeting(_) | C::EndMeeting(_) | C::SetPeople(_) => &[Organiser, Moderator],
        C::SetHeadcount(_) => &[Organiser, Moderator, HubOperator],
        C::SetPerson(_) => &[Organiser, Moderator, OnlineModerator, Steward, HubOperator, Participant],
        C::ConfirmPerson(_) => &[Organiser, Moderator, OnlineModerator, Steward],
        C::RemovePerson(_) => &[Organiser, Moderator, OnlineModerator, Steward, HubOperator],
        C::Join(_) => &[],
        C::IssueLink(c) if c.role == Participant => &[Organiser, Moderator],
        C::IssueLink(_) | C::RevokeLink(_) => &[Organiser],
        C::Raise(_) | C::ChangeHand(_) | C::Lower(_) | C::Defer(_) => {
            &[Moderator, OnlineModerator, Steward, HubOperator, Participant]
        }
        C::AudioReady(_) => &[Moderator, OnlineModerator, Steward, HubOperator, Participant, Producer],
        C::NameHand(_) | C::MoveHand(_) => &[Moderator, OnlineModerator, Steward, HubOperator],
        C::HandsNow(_) => &[Moderator, OnlineModerator, HubOperator],
        C::LineUp(_) | C::OnAir(_) => &[Producer],
        C::Skip(_) | C::CloseQueue(_) | C::OpenQueue(_) | C::AdmitPointOfOrder(_) | C::Reclassify(_) => &[Moderator],
        C::CallNext(_) | C::Call(_) | C::GiveFloor(_) | C::EndTurn(_) | C::Undo(_) => &[Moderator],
        C::StartClock(_) | C::PauseClock(_) | C::ResumeClock(_) | C::Extend(_) | C::SetTurnLimit(_) => &[Moderator],
        C::HandOverChair(_) | C::StartItem(_) | C::StartBreak(_) | C::EndBreak(_) | C::MoveBreakEnd(_) => &[Moderator],
        C::SetGroupState(_) => &[Moderator, Rapporteur],
        C::LastWord(_) | C::HoldMicrophone(_) | C::PinMicrophone(_) => &[Moderator],
        C::EnterTurn(_) => &[Moderator, Reporter],
        C::CheckHub(_) => &[HubOperator, OnlineModerator, Producer],
        C::StartRehearsal(_) => &[Organiser, Moderator],
        C::AskHat(_) => &[Participant],
        C::RuleHat(_) => &[Moderator, OnlineModerator, Steward],
        C::Signal(_) => &[Interpreter],
        C::CorrectTurn(_) | C::AddNote(_) => &[Moderator, Reporter],
        C::SetPoll(_) | C::RemovePoll(_) | C::SetPollSet(_) => &[Organiser, Moderator],
        C::OpenPolls(_) | C::ClosePolls(_) | C::CancelClose(_) | C::RevealPolls(_) => &[Moderator],
        C::Cast(_) => &[Participant],
        C::Agree(_) => &[Moderator, OnlineModerator, Reporter, Organiser, Rapporteur],
        C::Count(_) => &[HubOperator, Steward, Moderator],
        C::CorrectAnswer(_) => &[Moderator, Reporter],
        C::PassBallot(_) => &[HubOperator, Steward],
        C::Declare(_) => &[Participant],
        C::ConfirmAnswer(_) => &[Participant, Moderator, OnlineModerator, Steward, HubOperator, Reporter],
        C::AddStatement(_) => &[Participant, Moderator, Reporter],
        C::Clarify(_) => &[Moderator],
    }
}

/// One of each command, about things that exist.
fn every_command() -> Vec<Command> {
    use Command as C;
    let mut all = set_up_commands();
    all.extend(queue_commands());
    all.extend(floor_commands());
    let (poll, set, none) = (PollId(1), None, Nothing {});
    let polls = || vec![poll];
    let grid = vec![CountedHands { poll, hands: vec![1, 0, 0, 0, 0], no_opinion: 0, groups: Vec::new() }];
    let agree =
        Agree { poll, unit: key("africa"), value: 3, consulted: None, lowest: None, highest: None, comment: None };
    let reason = "misheard".to_owned();
    let unit = Some(key("africa"));
    all.extend([
        C::SetPoll(SetPoll { question: Some("Agreed?".into()), ..SetPoll::default() }),
        C::RemovePoll(RemovePoll { poll }),
        C::SetPollSet(SetPollSet { set, title: Some("Six".into()) }),
        C::OpenPolls(OpenPolls { set, polls: polls() }),
        C::ClosePolls(ClosePolls { set, polls: polls(), in_ms: None }),
        C::CancelClose(CancelClose { set, polls: polls() }),
        C::RevealPolls(RevealPolls { set, polls: polls(), shown: true }),
        C::Cast(Cast { poll, choice: Some(1), choices: Vec::new() }),
        C::Agree(agree),
        C::Count(Count { place: Place::Hub(HubId(1)), grid, counter: None }),
        C::CorrectAnswer(CorrectAnswer {
            poll,
            unit,
            place: None,
            value: Some(2),
            hands: None,
            no_opinion: None,
            reason,
        }),
        C::StartMeeting(none.clone()),
        C::EndMeeting(none),
    ]);
    all.extend(beside_commands());
    all
}

fn beside_commands() -> Vec<Command> {
    use Command as C;
    let poll = PollId(1);
    let (kind, text) = (StatementKind::Dissent, "We dissent.".to_owned());
    vec![
        C::MoveBreakEnd(MoveBreakEnd { in_ms: 120_000, recall: true }),
        C::SetGroupState(SetGroupState { unit: key("africa"), state: GroupState::Ready }),
        C::Declare(Declare { poll, conflict: false, text: None }),
        C::AddStatement(AddStatement { poll, kind, text: text.clone(), person: None, behalf: None }),
        C::Clarify(Clarify { poll, text }),
        C::PassBallot(PassBallot { poll, place: Place::Hub(HubId(1)), choice: Some(1), choices: Vec::new() }),
        C::ConfirmAnswer(ConfirmAnswer { poll, unit: Some(key("africa")), place: None, seen: vec![3], name: None }),
    ]
}

fn set_up_commands() -> Vec<Command> {
    use Command as C;
    let person = PersonId(1);
    let regions = vec![RegionName { key: key("africa"), name: "Africa".into() }];
    let rule = SetRule { preset: Preset::EqualFooting, newcomers_first: None, newcomer_cap: None, replies: None };
    let entry = SetPerson { person: None, profile: named("Bo") };
    vec![
        C::SetMeeting(SetMeeting { public: Some(true), ..SetMeeting::default() }),
        item("Debate"),
        C::RemoveItem(RemoveItem { item: ItemId(1) }),
        C::SetMicrophone(mic("youth", "Youth")),
        C::RemoveMicrophone(RemoveMicrophone { key: key("government"), to: None }),
        C::SetRegions(SetRegions { regions }),
        hub("Lima", "latin-america"),
        C::RemoveHub(RemoveHub { hub: HubId(2) }),
        C::SetHeadcount(SetHeadcount { hub: HubId(1), heads: 3 }),
        C::SetRule(rule),
        C::CheckHub(CheckHub { hub: HubId(1), audio: true }),
        C::StartRehearsal(Nothing {}),
        C::AskHat(AskHat { group: key("government") }),
        C::RuleHat(RuleHat { person, approve: true }),
        C::SetPerson(SetPerson { person: None, profile: Profile::default() }),
        C::SetPeople(SetPeople { people: vec![entry] }),
        C::ConfirmPerson(ConfirmPerson { person }),
        C::RemovePerson(RemovePerson { person }),
        join("Cy", 77),
        link(Participant, None, Some(person)),
        link(Display, None, None),
        C::RevokeLink(RevokeLink { link: LinkId(1) }),
    ]
}

fn queue_commands() -> Vec<Command> {
    use Command as C;
    let hand = HandId(1);
    let change = ChangeHand {
        hand,
        kind: None,
        delivery: Some(Delivery::Telephone),
        language: None,
        topic: None,
        text: None,
        microphone: None,
    };
    let raise = Raise { microphone: Some(key("government")), ..Raise::default() };
    vec![
        C::Raise(raise),
        C::HandsNow(HandsNow { hub: HubId(1), people: vec![], unnamed: 1, microphone: Some(key("government")) }),
        C::NameHand(NameHand { hand, person: None, name: Some("Di".into()) }),
        C::ChangeHand(change),
        C::Lower(Lower { hand }),
        C::MoveHand(MoveHand { hand, before: None }),
        C::Skip(Skip { hand }),
        C::Defer(Defer { hand }),
        C::AudioReady(AudioReady { hand, ready: true }),
        C::LineUp(LineUp { hand, up: true }),
        C::CloseQueue(Nothing {}),
        C::OpenQueue(Nothing {}),
        C::AdmitPointOfOrder(AdmitPointOfOrder { hand }),
        C::Reclassify(Reclassify { hand, kind: HandKind::Intervention }),
    ]
}

fn floor_commands() -> Vec<Command> {
    use Command as C;
    let turn = TurnId(1);
    let give = GiveFloor {
        kind: TurnKind::Chair,
        person: None,
        name: None,
        limit_ms: None,
        language: None,
        reason: None,
        to_turn: None,
        reply: None,
    };
    vec![
        C::CallNext(CallNext::default()),
        C::Call(Call { hand: HandId(1), reason: OverrideReason::Balance, after: None }),
        C::LastWord(LastWord { hand: HandId(1), after: None }),
        C::HoldMicrophone(HoldMicrophone { microphone: key("government"), held: true }),
        C::PinMicrophone(PinMicrophone { microphone: None }),
        C::EnterTurn(EnterTurn { hand: None, person: None, name: None, called_ms: 0, spoken_ms: 0 }),
        C::GiveFloor(give),
        C::StartClock(StartClock::default()),
        C::PauseClock(Nothing {}),
        C::ResumeClock(Nothing {}),
        C::Extend(Extend { by_ms: 30_000 }),
        C::SetTurnLimit(SetTurnLimit { limit_ms: 60_000 }),
        C::EndTurn(EndTurn::default()),
        C::OnAir(OnAir { turn, on: true }),
        C::HandOverChair(HandOverChair::default()),
        C::StartItem(StartItem { item: ItemId(1) }),
        C::StartBreak(StartBreak { by: None, minutes: None, title: None, set: None }),
        C::EndBreak(Nothing {}),
        C::Signal(GiveSignal { signal: Signal::TooFast }),
        C::Undo(Undo::default()),
        C::CorrectTurn(CorrectTurn { turn, person: None, name: None, words: Some(9), reason: None }),
        C::AddNote(AddNote { kind: NoteKind::Note, text: "noted".into() }),
    ]
}

fn kind(command: &Command) -> String {
    let json = serde_json::to_value(command).expect("commands are plain data");
    json["do"].as_str().expect("a command says what to do").to_owned()
}

#[test]
fn every_role_may_do_what_is_its_own_and_nothing_else() {
    let mut w = World::running();
    let participant = w.join("Ana");
    w.moderator(Command::OpenQueue(Nothing {}));
    let raise = Raise { microphone: Some(key("government")), place: Some(Place::Hub(HubId(1))), ..Raise::default() };
    w.moderator(Command::Raise(raise));
    for command in every_command() {
        for role in Role::ALL {
            let who = match role {
                HubOperator => World::operator(1),
                Participant => participant.clone(),
                _ => w.staff(*role),
            };
            let at = w.moment();
            let refused = decide(&w.m, &who, command.clone(), at).err().map(|refusal| refusal.code);
            let may = may(&command).contains(role);
            let told = refused == Some(RefusalCode::NotYourRole);
            assert_eq!(told, !may, "{role:?} asks for {}: {refused:?}", kind(&command));
        }
    }
}

#[test]
fn the_matrix_holds_every_command_there_is() {
    let told = serde_json::from_str::<Command>(r#"{"do":"?"}"#).expect_err("there is no such command").to_string();
    let all: BTreeSet<String> = told.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    let here: BTreeSet<String> = every_command().iter().map(kind).collect();
    assert_eq!(here, all);
}

#[test]
fn the_server_itself_is_refused_no_command_for_its_role() {
    let mut w = World::running();
    for command in every_command().into_iter().filter(|c| !matches!(c, Command::Join(_))) {
        let at = w.moment();
        let refused = decide(&w.m, &Actor::System, command.clone(), at).err().map(|refusal| refusal.code);
        assert_ne!(refused, Some(RefusalCode::NotYourRole), "{}", kind(&command));
    }
}
