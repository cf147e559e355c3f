//! A small meeting, held twice by the real engine: what its record says, and that both records are the same to the byte.

use std::sync::Arc;

use meeting::Actor;
use protocol::ballot_command::Declare;
use protocol::command::Nothing;
use protocol::floor_command::*;
use protocol::poll_command::*;
use protocol::poll_terms::Terms;
use protocol::queue_command::{Raise, Skip};
use protocol::setup_command::*;
use protocol::{
    Command, HandId, ItemId, LinkId, OverrideReason, PersonId, Place, PollId, Preset, Role, TurnId, TurnKind, Unit,
};
use serde_json::{Value, json};

use super::{Source, canonical, markdown, record};
use crate::engine::{Clock, Engine, NewMeeting, Plan, Sent};
use crate::store::{MemoryStore, SharedStore};

const NAME: &str = "small";

struct Small {
    store: SharedStore,
    engine: Engine,
    clock: Arc<Clock>,
}

impl Small {
    /// A meeting with one line, two people and one question; `start_ms` is the time of its clock.
    async fn create(start_ms: i64) -> Small {
        let store: SharedStore = Arc::new(MemoryStore::new());
        let clock = Arc::new(Clock::starting_at(start_ms, 1.0));
        let engine = Engine::new(store.clone(), clock.clone());
        let plan = Plan::Fresh {
            title: "A small | meeting".to_owned(),
            languages: vec!["en".to_owned()],
            preset: Preset::SingleLine,
            simulated: true,
        };
        engine.create(NewMeeting { name: NAME.to_owned(), plan, setup: Vec::new() }).await.expect("the name is free");
        Small { store, engine, clock }
    }

    async fn does(&self, command: Command) {
        let sent = Sent { actor: Actor::System, id: None, heard: None, command };
        let reply = self.engine.command(NAME, sent).await.reply;
        assert_eq!(reply.refused, None);
    }

    async fn person(&self, name: &str) {
        let profile = Profile { name: Some(name.to_owned()), place: Some(Place::Room), ..Profile::default() };
        self.does(Command::SetPerson(SetPerson { person: None, profile })).await;
    }

    async fn turn(&self, give: GiveFloor, words: u32) {
        self.does(Command::GiveFloor(give)).await;
        self.end(words).await;
    }

    async fn end(&self, words: u32) {
        self.does(Command::StartClock(StartClock::default())).await;
        let end = EndTurn { spoken_ms: Some(i64::from(words) * 400), words: Some(words) };
        self.does(Command::EndTurn(end)).await;
    }

    /// Until the clock shows a later millisecond: who comes onto the list in the very one in which the meeting ends is
    /// not counted in its mirror, and a quick machine holds this whole meeting within one.
    async fn a_moment(&self) {
        let now_ms = self.clock.now_ms();
        while self.clock.now_ms() == now_ms {
            tokio::task::yield_now().await;
        }
    }

    async fn source(&self) -> Source {
        Source::read(self.store.as_ref(), NAME).await.expect("the log is whole")
    }
}

fn given(kind: TurnKind, person: Option<u32>) -> GiveFloor {
    GiveFloor {
        kind,
        person: person.map(PersonId),
        name: None,
        limit_ms: None,
        language: None,
        reason: None,
        to_turn: None,
        reply: None,
    }
}

/// Three turns, one of them unidentified and named later, one question with a corrected value.
async fn held(start_ms: i64) -> Small {
    let small = Small::create(start_ms).await;
    let microphone = SetMicrophone {
        key: "floor".parse().expect("a key"),
        name: Some("Line".to_owned()),
        letter: None,
        hue: None,
        hollow: None,
        weight: None,
        position: None,
        budget_ms: None,
    };
    small.does(Command::SetMicrophone(microphone)).await;
    let region = RegionName { key: "europe".parse().expect("a key"), name: "Europe".to_owned() };
    small.does(Command::SetRegions(SetRegions { regions: vec![region] })).await;
    let item = SetItem {
        item: Some(ItemId(1)),
        title: Some("The matter".to_owned()),
        turn_ms: None,
        item_ms: None,
        position: None,
        shares: None,
        consecutive: None,
    };
    small.does(Command::SetItem(item)).await;
    small.person("Zoë Öztürk").await;
    small.person("林晓岚").await;
    small.a_moment().await;
    let methods = Methods { agreed_by: Some(Unit::Region), ..Methods::default() };
    let question = Some("Is it so?".to_owned());
    small.does(Command::SetPoll(SetPoll { question, methods: Some(methods), ..SetPoll::default() })).await;
    small.does(Command::StartMeeting(Default::default())).await;
    small.does(Command::StartItem(StartItem { item: ItemId(1) })).await;
    small.does(Command::OpenQueue(Default::default())).await;
    small.turn(given(TurnKind::Chair, Some(1)), 12).await;
    small.does(Command::Raise(Raise { person: Some(PersonId(2)), ..Raise::default() })).await;
    small.does(Command::CallNext(CallNext { expected: Some(HandId(1)), after: None })).await;
    small.end(40).await;
    small.turn(given(TurnKind::Interjection, None), 3).await;
    small.does(Command::OpenPolls(OpenPolls { set: None, polls: vec![PollId(1)] })).await;
    let agree = Agree {
        poll: PollId(1),
        unit: "europe".parse().expect("a key"),
        value: 3,
        consulted: Some(4),
        lowest: None,
        highest: None,
        comment: None,
    };
    small.does(Command::Agree(agree)).await;
    let right = CorrectAnswer {
        poll: PollId(1),
        unit: Some("europe".parse().expect("a key")),
        place: None,
        value: Some(2),
        hands: None,
        no_opinion: None,
        reason: "misheard".to_owned(),
    };
    small.does(Command::CorrectAnswer(right)).await;
    small
}

fn speakers(record: &Value) -> Vec<Value> {
    record["turns"].as_array().expect("a list").iter().map(|turn| turn["speaker"].clone()).collect()
}

#[tokio::test]
async fn a_record_says_who_spoke_how_long_and_what_was_answered() {
    let small = held(1_000_000).await;
    let told = record(&small.source().await);
    assert_eq!(speakers(&told), ["Zoë Öztürk", "林晓岚", "Unidentified"]);
    assert_eq!(told["turns"][1]["words"], 40);
    assert_eq!(told["turns"][1]["spoken_ms"], 16_000);
    assert_eq!(told["turns"][1]["kind"], "called");
    let question = &told["questions"][0];
    assert_eq!((&question["results"][0]["value"], &question["results"][0]["n"]), (&json!(2), &json!(4)));
    assert_eq!(question["corrections"][0]["from"], 3);
    assert_eq!(question["corrections"][0]["reason"], "misheard");
    assert!(!told.to_string().contains("secret_sha256"), "secrets of links are not in a record");
}

#[tokio::test]
async fn an_unidentified_voice_is_named_by_a_correction() {
    let small = held(1_000_000).await;
    let named = CorrectTurn { turn: TurnId(3), person: Some(PersonId(1)), name: None, words: None, reason: None };
    small.does(Command::CorrectTurn(named)).await;
    let told = record(&small.source().await);
    assert_eq!(speakers(&told), ["Zoë Öztürk", "林晓岚", "Zoë Öztürk"]);
    assert_eq!(told["turns"][2]["corrected"], true);
}

#[tokio::test]
async fn two_runs_of_one_meeting_have_the_same_canonical_record() {
    let one = canonical(&held(1_000_000).await.source().await);
    let two = canonical(&held(9_999_999).await.source().await);
    assert_eq!(one.to_string(), two.to_string());
    let log = one["log"].to_string();
    assert!(log.contains("林晓岚") && log.contains("misheard") && log.contains(r#""polls":["Is it so?"]"#), "{log}");
    assert!(!log.contains("at_ms") && !log.contains("raised_ms") && !log.contains("tie"), "{log}");
    let other = held(1_000_000).await;
    other.turn(given(TurnKind::Chair, Some(1)), 5).await;
    assert_ne!(canonical(&other.source().await).to_string(), one.to_string());
}

#[tokio::test]
async fn what_was_forgotten_is_gone_from_the_record_and_the_chain_still_holds() {
    let small = held(1_000_000).await;
    let name = small.source().await.meeting.people[&PersonId(2)].name.0.clone();
    small.store.forget(NAME, vec![name]).await.expect("the store works");
    let told = record(&small.source().await);
    assert_eq!(told["turns"][1]["speaker"], "(forgotten)");
    assert!(!told.to_string().contains("林晓岚"));
}

#[tokio::test]
async fn markdown_holds_the_tables_and_nothing_breaks_out_of_them() {
    let small = held(1_000_000).await;
    let note = AddNote { kind: protocol::NoteKind::Decision, text: "agreed *all*\nof it".to_owned() };
    small.does(Command::AddNote(note)).await;
    let give = GiveFloor { reason: Some(OverrideReason::Reply), ..given(TurnKind::Called, Some(1)) };
    small.turn(give, 10).await;
    let page = markdown(&small.source().await);
    assert!(page.starts_with("# A small \\| meeting\n"), "{page}");
    assert!(page.contains("| 2 | 林晓岚 | called |  | room | 0:16 | 40 |"), "{page}");
    assert!(page.contains("| 4 | Zoë Öztürk | called | reply | room |"), "{page}");
    assert!(page.contains("- Europe: 2, agreed; consulted: 4"), "{page}");
    assert!(page.contains("- Correction, Europe: from 3 to 2, by server: misheard"), "{page}");
    assert!(page.contains("- decision: agreed \\*all\\* of it"), "{page}");
}

#[tokio::test]
async fn the_record_tells_how_even_it_was_and_who_was_not_heard() {
    let small = held(1_000_000).await;
    small.does(Command::Raise(Raise { person: Some(PersonId(1)), ..Raise::default() })).await;
    let hand = *small.source().await.meeting.hands.keys().next_back().expect("the hand is up");
    small.does(Command::Skip(Skip { hand })).await;
    small.does(Command::EndMeeting(Default::default())).await;
    let source = small.source().await;
    let told = record(&source);
    assert_eq!(told["not_heard"], json!(["Zoë Öztürk"]));
    assert_eq!((&told["mirror"]["hands"], &told["mirror"]["called"]), (&json!(2), &json!(1)));
    assert_eq!((&told["mirror"]["jain"], &told["mirror"]["wait_parity"]), (&json!(null), &json!(null)));
    let page = markdown(&source);
    assert!(page.contains("- Hands raised: 2; called 1, taken down 0, not called 1\n"), "{page}");
    assert!(page.contains("- Gini over the 2 people on the list, silent ones included: 0.50; 1 had half"), "{page}");
    assert!(!page.contains("Wait parity"), "nobody asked from afar: {page}");
    assert!(page.contains("after the beginning: Zoë Öztürk (room), by the moderator\n"), "{page}");
    assert!(page.contains("## Not heard, and invited to write\n"), "{page}");
    assert!(page.ends_with("\n- Zoë Öztürk\n"), "{page}");
}

#[tokio::test]
async fn who_declared_what_beside_a_secret_question_is_not_in_the_record() {
    let small = Small::create(0).await;
    small.person("Amina").await;
    small.does(Command::StartMeeting(Nothing {})).await;
    for secret in [false, true] {
        let terms = Some(Terms { secret, declare: true, ..Terms::default() });
        small.does(Command::SetPoll(SetPoll { question: Some("Whom?".into()), terms, ..SetPoll::default() })).await;
    }
    let polls = vec![PollId(1), PollId(2)];
    small.does(Command::OpenPolls(OpenPolls { set: None, polls: polls.clone() })).await;
    for poll in polls {
        let (link, person) = (LinkId(7), Some(PersonId(1)));
        let actor = Actor::Link { link, role: Role::Participant, person, place: None, microphone: None, unit: None };
        let command = Command::Declare(Declare { poll, conflict: true, text: Some(format!("Reason {poll}")) });
        let reply = small.engine.command(NAME, Sent { actor, id: None, heard: None, command }).await.reply;
        assert_eq!(reply.refused, None);
    }
    let told = record(&small.source().await);
    let log = told["log"].as_array().expect("there is a log");
    let made: Vec<_> = log.iter().filter(|entry| entry["what"] == "declaration_made").collect();
    assert_eq!((&made[0]["by"]["person_id"], &made[0]["body"]["text"]), (&json!(1), &json!("Reason 1")), "by name");
    assert_eq!((&made[1]["by"], &made[1]["body"]), (&json!({ "role": "participant" }), &json!({ "poll": 2 })));
    assert!(!told.to_string().contains("Reason 2"), "{told:#}");
}
