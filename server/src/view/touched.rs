//! Which rows an event may change, so that the others need not be rendered again. It may name too
//! many, never too few: a test compares with a full rendering after every event of a long storm.

use std::collections::BTreeSet;

use meeting::{Event, Fact, Meeting, meeting::Poll, poll};
use protocol::{HandId, HandKind, HandState, LinkId, PersonId, PollId, PollState};

use super::{Owner, hand};

/// Rows that are rendered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Meeting,
    Items,
    Microphones,
    Hubs,
    Floor,
    Hands,
    /// Lines, order, who is next, reasons, desk.
    Order,
    Share,
    /// The mirror and who was not heard.
    Mirror,
    Turns,
    Notes,
    /// Questions and their tallies.
    Polls,
    Sets,
    People,
    Links,
    Undo,
}

impl Group {
    const ALL: [Group; 16] = [
        Group::Meeting,
        Group::Items,
        Group::Microphones,
        Group::Hubs,
        Group::Floor,
        Group::Hands,
        Group::Order,
        Group::Share,
        Group::Mirror,
        Group::Turns,
        Group::Notes,
        Group::Polls,
        Group::Sets,
        Group::People,
        Group::Links,
        Group::Undo,
    ];
}

/// How many turns back those are looked for whose turn an event ended.
const TURNS_BACK: usize = 8;

/// The rows that one event or several may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    all: bool,
    groups: BTreeSet<Group>,
    hands: BTreeSet<HandId>,
    polls: BTreeSet<PollId>,
    people: BTreeSet<PersonId>,
    links: BTreeSet<LinkId>,
    own: BTreeSet<PersonId>,
}

/// The rows that this event may have changed; the meeting is as it is after it.
pub fn touched(event: &Event, m: &Meeting) -> Touched {
    let mut touched = Touched::default();
    touched.add(event, m);
    touched
}

impl Touched {
    /// All rows.
    pub fn all() -> Self {
        Touched { all: true, groups: Group::ALL.into(), ..Touched::default() }
    }

    /// The rows of one question.
    pub fn poll(poll: PollId) -> Self {
        let mut touched = Touched::default();
        touched.answers([&poll]);
        touched
    }

    /// Whether no row is touched.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.own.is_empty()
    }

    /// Whether this person's own rows may have changed.
    pub fn concerns(&self, m: &Meeting, person: PersonId) -> bool {
        // Positions, and the reasons for them, change with the order.
        let waits = || m.people.get(&person).is_some_and(|p| p.hand.is_some()) || has_point_of_order(m, person);
        self.all || self.own.contains(&person) || (self.groups.contains(&Group::Order) && waits())
    }

    /// Whether somebody's own rows may have changed: a rapporteur's with any question.
    pub fn concerns_owner(&self, m: &Meeting, owner: Owner) -> bool {
        match owner {
            Owner::Person(person) => self.concerns(m, person),
            Owner::Rapporteur(_) => self.all || !self.polls.is_empty(),
        }
    }

    /// Takes in what another event touched.
    pub fn join(&mut self, other: Touched) {
        self.all |= other.all;
        self.groups.extend(other.groups);
        self.hands.extend(other.hands);
        self.polls.extend(other.polls);
        self.people.extend(other.people);
        self.links.extend(other.links);
        self.own.extend(other.own);
    }

    /// Takes in what this event may have changed; the meeting is as it is after it.
    pub fn add(&mut self, event: &Event, m: &Meeting) {
        use Group as G;
        // Nearly every event may be, or may outlive, a moderator's action.
        self.groups.insert(G::Undo);
        match &event.fact {
            // Names, phases and what "has spoken" means reach into every row.
            Fact::MeetingCreated(_)
            | Fact::MeetingChanged(_)
            | Fact::MeetingStarted(_)
            | Fact::MeetingEnded(_)
            | Fact::ItemStarted(_)
            | Fact::RehearsalStarted(_)
            | Fact::MicrophoneHeld(_)
            | Fact::MicrophonePinned(_)
            | Fact::TurnEntered(_)
            | Fact::Undone(_)
            | Fact::TurnCorrected(_) => self.join(Touched::all()),
            Fact::ItemSet(_) | Fact::ItemRemoved(_) => self.groups([G::Items, G::Meeting, G::Order, G::Mirror]),
            Fact::MicrophoneSet(_) | Fact::MicrophoneRemoved(_) => {
                // A name may stand for an organisation, see `who`.
                self.join(Touched::all());
            }
            Fact::RegionsSet(_) => self.groups([G::Meeting, G::Order]),
            Fact::HubSet(_) => self.groups([G::Hubs, G::Order]),
            // Its people are of no place any more, in the roster and on their own pages.
            Fact::HubRemoved(_) => self.join(Touched::all()),
            Fact::HubChecked(_) => self.groups([G::Hubs]),
            Fact::HeadcountSet(_) => self.groups([G::Hubs]),
            Fact::RuleSet(_) => self.groups([G::Meeting, G::Order]),
            Fact::PersonSet(e) => {
                self.person(m, e.person);
                self.electorates(m);
            }
            Fact::HatAsked(e) => self.person(m, e.person),
            Fact::HatChanged(e) => {
                self.groups([G::Mirror]);
                self.person(m, e.person);
            }
            Fact::HatDeclined(e) => self.person(m, e.person),
            Fact::PersonConfirmed(e) => {
                self.person(m, e.person);
                self.electorates(m);
            }
            Fact::PersonRemoved(e) => {
                self.groups([G::Mirror]);
                self.person(m, e.person);
                self.electorates(m);
                let of_person = m.links.iter().filter(|(_, link)| link.person == Some(e.person));
                self.links.extend(of_person.map(|(id, _)| *id));
                self.groups([G::Links]);
            }
            Fact::LinkIssued(e) => {
                self.links.insert(e.link);
                self.links.extend(e.from);
                self.groups([G::Links]);
            }
            Fact::LinkRevoked(e) => {
                self.links.insert(e.link);
                self.groups([G::Links]);
            }
            Fact::HandRaised(e) => self.hand(m, e.hand),
            Fact::HandsSettled(e) => e.hands.iter().for_each(|hand| self.hand(m, *hand)),
            Fact::HandOnDeck(e) => self.hand(m, e.hand),
            Fact::HandUnready(e) => self.hand(m, e.hand),
            Fact::HandNamed(e) => {
                self.groups([G::Mirror]);
                self.unnamed_beside(m, e.hand);
                self.person(m, e.person);
                self.hand(m, e.hand);
            }
            Fact::HandChanged(e) => {
                self.groups([G::Mirror]);
                self.hand(m, e.hand);
            }
            Fact::HandLowered(e) => self.hand(m, e.hand),
            Fact::HandSkipped(e) => self.hand(m, e.hand),
            Fact::HandDeferred(e) => self.hand(m, e.hand),
            Fact::AudioReadySet(e) => self.hand(m, e.hand),
            Fact::LineUpSet(e) => self.hand(m, e.hand),
            Fact::PointOfOrderAdmitted(e) => self.hand(m, e.hand),
            Fact::HandReclassified(e) => {
                self.groups([G::Mirror]);
                self.hand(m, e.hand);
            }
            Fact::HandMoved(_) => self.groups([G::Order]),
            Fact::QueueClosed(_) | Fact::QueueOpened(_) => self.groups([G::Meeting, G::Order]),
            // All that waited are cleared.
            Fact::TurnBegan(e) if e.last_word => self.join(Touched::all()),
            Fact::TurnBegan(e) => {
                if let Some(hand) = e.hand {
                    self.hand(m, hand);
                }
                if let Some(person) = e.person {
                    self.person(m, person);
                }
                self.turn(m);
            }
            Fact::TurnEnded(_) => self.turn(m),
            Fact::ClockStarted(_) | Fact::ClockPaused(_) | Fact::ClockResumed(_) => {
                self.groups([G::Floor, G::Turns, G::Share, G::Order]);
            }
            Fact::TurnLimitSet(_) | Fact::OnAirSet(_) => self.groups([G::Floor, G::Turns]),
            Fact::ChairHandedOver(_) | Fact::BreakStarted(_) | Fact::BreakEnded(_) => self.groups([G::Meeting]),
            Fact::BreakEndMoved(_) | Fact::GroupStateSet(_) => self.groups([G::Meeting]),
            Fact::Signalled(_) => self.groups([G::Floor]),
            Fact::NoteAdded(_) => self.groups([G::Notes]),
            Fact::PollSetPrepared(_) => self.groups([G::Sets]),
            Fact::PollPrepared(e) => self.questions([&e.poll]),
            Fact::PollRemoved(e) => self.questions([&e.poll]),
            Fact::PollsOpened(e) => self.questions(&e.polls),
            Fact::PollsClosing(e) => self.questions(&e.polls),
            Fact::CloseCancelled(e) => self.questions(&e.polls),
            Fact::CountdownOver(e) => self.questions(&e.polls),
            Fact::PollsClosed(e) => self.questions(&e.polls),
            Fact::PollsRevealed(e) => self.questions(&e.polls),
            Fact::BallotCast(e) => {
                self.own.insert(e.person);
                let poll = m.polls.get(&e.poll);
                self.own.extend(poll.into_iter().flat_map(|p| poll::electorate::members(p, e.person)));
                self.answers([&e.poll]);
            }
            Fact::BallotSealed(e) => {
                self.own.insert(e.seat);
                let poll = m.polls.get(&e.poll);
                self.own.extend(poll.into_iter().flat_map(|p| poll::electorate::members(p, e.seat)));
                self.answers([&e.poll]);
            }
            Fact::BallotPassed(e) => self.answers([&e.poll]),
            Fact::SecretOpened(e) => self.answers([&e.poll]),
            Fact::SecretStepped(e) => self.answers([&e.poll]),
            Fact::SecretCounted(e) => self.answers([&e.poll]),
            Fact::ValueAgreed(e) => self.answers([&e.poll]),
            Fact::HandsCounted(e) => self.answers(e.grid.iter().map(|line| &line.poll)),
            Fact::AnswerCorrected(e) => self.answers([&e.poll]),
            Fact::AnswerConfirmed(e) => self.answers([&e.poll]),
            Fact::DeclarationMade(e) => {
                self.own.insert(e.person);
                let poll = m.polls.get(&e.poll);
                self.own.extend(poll.into_iter().flat_map(|p| poll::electorate::members(p, e.person)));
                self.answers([&e.poll]);
            }
            Fact::PollClarified(e) => self.answers([&e.poll]),
            Fact::StatementAdded(e) => self.answers([&e.poll]),
        }
    }

    fn groups<const N: usize>(&mut self, groups: [Group; N]) {
        self.groups.extend(groups);
    }

    /// A hand: its row, the order, its owner; without a name, those with which it is counted.
    fn hand(&mut self, m: &Meeting, id: HandId) {
        self.groups([Group::Hands, Group::Order, Group::Share]);
        self.hands.insert(id);
        match m.hands.get(&id).and_then(|hand| hand.person) {
            Some(person) => drop(self.own.insert(person)),
            None => self.unnamed_beside(m, id),
        }
    }

    fn unnamed_beside(&mut self, m: &Meeting, id: HandId) {
        if let Some(beside) = m.hands.get(&id) {
            self.hands.extend(hand::unnamed_beside(m, beside));
        }
    }

    /// A person: wherever the name may stand, and what goes by having spoken or being confirmed.
    fn person(&mut self, m: &Meeting, id: PersonId) {
        use Group as G;
        self.own.insert(id);
        self.people.insert(id);
        self.groups([G::People, G::Floor, G::Turns, G::Meeting, G::Order, G::Share, G::Hands]);
        // One hand of the ordinary kinds, and perhaps a point of order.
        let waiting = m.waiting.iter().filter(|hand| m.hands.get(hand).is_some_and(|h| h.person == Some(id)));
        self.hands.extend(waiting);
        self.hands.extend(m.people.get(&id).and_then(|p| p.hand));
        let beside = m.polls.iter().filter(|(_, poll)| {
            poll.declarations.contains_key(&id) || poll.statements.iter().any(|s| s.person == Some(id))
        });
        self.answers(beside.map(|(id, _)| id));
        // Who confirmed a count is named beside it, and who cast the ballot of an organisation on its people's own pages.
        let confirmed = |p: &Poll| p.counted.values().flat_map(|c| &c.confirmed).any(|c| c.person == Some(id));
        self.answers(m.polls.iter().filter(|(_, p)| confirmed(p)).map(|(poll, _)| poll));
        self.own.extend(m.polls.values().flat_map(|p| poll::electorate::members(p, id)));
        if m.hands.values().any(|hand| hand.person == Some(id) && hand.state == HandState::Cleared) {
            self.groups([G::Mirror]);
        }
    }

    /// The floor changed hands: the turn that began or ended, and those that ended by it.
    fn turn(&mut self, m: &Meeting) {
        use Group as G;
        self.groups([G::Floor, G::Turns, G::Share, G::Mirror, G::Order]);
        self.own.extend(m.turns.values().rev().take(TURNS_BACK).filter_map(|turn| turn.person));
        let interrupted = m.floor.interrupted.or(m.floor.turn).and_then(|id| m.turns.get(&id));
        self.own.extend(interrupted.and_then(|turn| turn.person));
    }

    /// Who joins or leaves counts among those who may answer.
    fn electorates(&mut self, m: &Meeting) {
        let open = m.polls.iter().filter(|(_, poll)| !matches!(poll.state, PollState::Draft | PollState::Closed));
        self.answers(open.map(|(id, _)| id));
    }

    fn questions<'a>(&mut self, polls: impl IntoIterator<Item = &'a PollId>) {
        self.groups([Group::Sets]);
        self.answers(polls);
    }

    fn answers<'a>(&mut self, polls: impl IntoIterator<Item = &'a PollId>) {
        self.groups([Group::Polls]);
        self.polls.extend(polls);
    }

    pub(super) fn is_all(&self) -> bool {
        self.all
    }

    pub(super) fn groups_touched(&self) -> &BTreeSet<Group> {
        &self.groups
    }

    /// These hands; `None`: all.
    pub(super) fn hands(&self) -> Option<&BTreeSet<HandId>> {
        (!self.all).then_some(&self.hands)
    }

    /// These questions; `None`: all.
    pub(super) fn polls(&self) -> Option<&BTreeSet<PollId>> {
        (!self.all).then_some(&self.polls)
    }

    /// These people; `None`: all.
    pub(super) fn people(&self) -> Option<&BTreeSet<PersonId>> {
        (!self.all).then_some(&self.people)
    }

    /// These links; `None`: all.
    pub(super) fn links(&self) -> Option<&BTreeSet<LinkId>> {
        (!self.all).then_some(&self.links)
    }
}

/// Points of order are few: at most one for each person, and the chair rules on them at once.
fn has_point_of_order(m: &Meeting, person: PersonId) -> bool {
    let waiting = m.waiting.iter().filter_map(|id| m.hands.get(id));
    waiting.into_iter().any(|hand| hand.kind == HandKind::PointOfOrder && hand.person == Some(person))
}
