//! Objection calls: nobody sees who objected; whoever did may raise a hand that goes before the line.

mod world;

use meeting::{Actor, evolve, next_wake, rule, tick};
use protocol::{
    Command, HandKind, PersonId, PollId, PollKind, RefusalCode, Role, command::Nothing, floor_command::CallNext,
    poll_command::*, queue_command::*,
};

use world::{World, key};

struct Story {
    w: World,
    people: Vec<Actor>,
}

impl Story {
    /// Six people who joined, the queue open.
    fn new() -> Story {
        let mut w = World::running();
        w.moderator(Command::OpenQueue(Nothing {}));
        let people = ["Ana", "Ben", "Cho", "Dia", "Eve", "Fay"].map(|name| w.join(name)).into();
        Story { w, people }
    }

    /// An objection call in which these many object, the first ones, and the others do not.
    fn call(&mut self, objectors: usize) -> PollId {
        let poll = self.open();
        for (n, who) in self.people.clone().iter().enumerate() {
            let choice = Some(if n < objectors { 2 } else { 1 });
            self.w.by(who, Command::Cast(Cast { poll, choice, choices: vec![] }));
        }
        self.close(poll);
        poll
    }

    fn open(&mut self) -> PollId {
        let question = Some("Can you live with it?".to_owned());
        self.w.moderator(Command::SetPoll(SetPoll {
            question,
            kind: Some(PollKind::Objection),
            showing: Some(protocol::Showing::OnClose),
            ..SetPoll::default()
        }));
        let poll = PollId(self.w.m.last.poll);
        self.w.moderator(Command::OpenPolls(OpenPolls { set: None, polls: vec![poll] }));
        poll
    }

    fn close(&mut self, poll: PollId) {
        self.w.moderator(Command::ClosePolls(ClosePolls { set: None, polls: vec![poll], in_ms: Some(0) }));
        let w = &mut self.w;
        while let Some(due) = next_wake(&w.m).filter(|_| w.m.polls[&poll].state != protocol::PollState::Closed) {
            w.now_ms = w.now_ms.max(due);
            let moment = w.moment();
            for event in tick(&w.m, moment) {
                evolve(&mut w.m, &event);
                w.log.push(event.write());
            }
        }
    }

    fn objects(&mut self, n: usize) -> &mut World {
        let raise = Raise { kind: Some(HandKind::Objection), microphone: Some(key("government")), ..Raise::default() };
        let who = self.people[n].clone();
        self.w.by(&who, Command::Raise(raise))
    }

    fn raises(&mut self, n: usize) -> &mut World {
        let raise = Raise { microphone: Some(key("government")), ..Raise::default() };
        let who = self.people[n].clone();
        self.w.by(&who, Command::Raise(raise))
    }

    /// Whose hands would be called, in this order; people by their number in the story.
    fn order(&self) -> Vec<usize> {
        let of = |person: PersonId| self.people.iter().position(|who| who.person() == Some(person)).expect("it is one");
        rule::order(&self.w.m).iter().filter_map(|p| self.w.m.hands[&p.hand].person).map(of).collect()
    }
}

#[test]
fn objectors_go_before_the_line_in_the_order_in_which_they_raised() {
    let mut s = Story::new();
    s.raises(4);
    s.raises(5);
    s.call(2);
    s.objects(1);
    s.objects(0);
    assert_eq!(s.order(), [1, 0, 4, 5]);
    let before = s.w.m.rotation.clone();
    s.w.moderator(Command::CallNext(CallNext::default()));
    assert_eq!(s.w.m.rotation.clock, before.clock, "the rotation does not move on by it");
    assert_eq!(s.order(), [0, 4, 5]);
    let shown: Vec<_> = rule::order(&s.w.m).into_iter().map(|p| p.reasons).collect();
    assert_eq!(shown[0], [rule::Reason::Objection]);
}

#[test]
fn no_more_hands_than_objections_and_one_for_each_person() {
    let mut s = Story::new();
    s.objects(0).refused(RefusalCode::NotEligible);
    let poll = s.open();
    s.objects(0).refused(RefusalCode::NotEligible);
    s.close(poll);
    s.objects(0).refused(RefusalCode::NotEligible);
    s.call(2);
    s.objects(0);
    s.w.moderator(Command::CallNext(CallNext::default()));
    s.objects(0).refused(RefusalCode::NotEligible);
    s.objects(3);
    s.objects(1).refused(RefusalCode::TooMany);
    let hand = s.w.m.people[&s.people[3].person().expect("joined")].hand.expect("it is up");
    let who = s.people[3].clone();
    s.w.by(&who, Command::Lower(Lower { hand }));
    s.objects(1);
}

#[test]
fn another_call_begins_anew_and_a_closed_queue_does_not_shut_objectors_out() {
    let mut s = Story::new();
    s.call(1);
    s.w.moderator(Command::CloseQueue(Nothing {}));
    s.objects(0);
    s.w.moderator(Command::CallNext(CallNext::default()));
    s.call(1);
    s.objects(0);
    s.call(0);
    s.objects(1).refused(RefusalCode::NotEligible);
}

#[test]
fn an_objection_goes_after_an_admitted_point_of_order_and_before_replies() {
    let mut s = Story::new();
    s.raises(5);
    s.w.moderator(Command::CallNext(CallNext::default()));
    s.call(1);
    let government = || Some(key("government"));
    let reply = Raise { kind: Some(HandKind::DirectReply), microphone: government(), ..Raise::default() };
    let point = Raise { kind: Some(HandKind::PointOfOrder), microphone: government(), ..Raise::default() };
    let (four, three) = (s.people[4].clone(), s.people[3].clone());
    s.w.by(&four, Command::Raise(reply)).by(&three, Command::Raise(point));
    let hand = protocol::HandId(s.w.m.last.hand);
    s.w.moderator(Command::AdmitPointOfOrder(AdmitPointOfOrder { hand }));
    s.objects(0);
    assert_eq!(s.order(), [3, 0, 4]);
    assert_eq!(rule::bound::of(&s.w.m, protocol::HandId(s.w.m.last.hand)), None, "it goes before the line");
}

#[test]
fn no_hand_becomes_an_objection_by_a_change() {
    let mut s = Story::new();
    s.raises(5);
    s.call(2);
    s.objects(0);
    let change = |hand, kind| {
        let nothing = (None, None, None, None);
        let (delivery, language, topic, text) = nothing;
        Command::ChangeHand(ChangeHand { hand, kind: Some(kind), delivery, language, topic, text, microphone: None })
    };
    let (own, theirs) = (protocol::HandId(1), protocol::HandId(2));
    s.w.moderator(change(own, HandKind::Objection)).refused(RefusalCode::BadField);
    s.w.moderator(change(theirs, HandKind::FollowUp)).refused(RefusalCode::BadField);
    let point = Raise { kind: Some(HandKind::PointOfOrder), microphone: Some(key("government")), ..Raise::default() };
    let four = s.people[4].clone();
    s.w.by(&four, Command::Raise(point));
    let hand = protocol::HandId(3);
    s.w.moderator(Command::Reclassify(Reclassify { hand, kind: HandKind::Objection })).refused(RefusalCode::BadField);
    let steward = s.w.staff(Role::Steward);
    s.w.by(
        &steward,
        Command::Raise(Raise {
            name: Some("Gil".into()),
            kind: Some(HandKind::Objection),
            microphone: Some(key("government")),
            ..Raise::default()
        }),
    );
}

#[test]
fn a_result_that_is_not_shown_is_told_by_no_hand_and_no_refusal() {
    let mut texts = Vec::new();
    for objectors in [0, 2] {
        let mut s = Story::new();
        let showing = Some(protocol::Showing::OnReveal);
        let question = Some("And with this?".to_owned());
        let asked = SetPoll { question, kind: Some(PollKind::Objection), showing, ..SetPoll::default() };
        s.w.moderator(Command::SetPoll(asked));
        let poll = PollId(s.w.m.last.poll);
        s.w.moderator(Command::OpenPolls(OpenPolls { set: None, polls: vec![poll] }));
        for (n, who) in s.people.clone().iter().enumerate() {
            let choice = Some(if n < objectors { 2 } else { 1 });
            s.w.by(who, Command::Cast(Cast { poll, choice, choices: vec![] }));
        }
        s.close(poll);
        texts.push(s.objects(0).refusal().text);
        s.w.moderator(Command::RevealPolls(RevealPolls { set: None, polls: vec![poll], shown: true }));
        if objectors > 0 {
            s.objects(0);
        } else {
            s.objects(0).refused(RefusalCode::NotEligible);
        }
    }
    assert!(texts[0].contains("not shown yet") && texts[0] == texts[1], "{texts:?}");
}
