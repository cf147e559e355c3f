//! The state of a meeting: plain data, changed only by `evolve`.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    Delivery, GroupState, HandId, HandKind, HandState, HubId, Hue, ItemId, Key, LinkId, Ms, NameShown, NoteId,
    NoteKind, OverrideReason, PersonId, Phase, Place, PollId, PollKind, PollSetId, PollState, Preset, QueueGate, Role,
    Showing, Signal, StatementKind, TurnId, TurnKind, Unit,
    poll_command::{GroupHands, Methods, Scale},
    poll_terms::{Terms, Wording},
    setup_command::ItemShare,
};
use serde::Serialize;

use crate::{
    event::{Opening, Private, RegionEntry},
    fairness::Times,
    moment::Heard,
    poll::{Keys, SecretBox},
    rule::Rotation,
    undo::UndoEntry,
};

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Meeting {
    /// Entries of the record that this state contains.
    pub version: u64,
    /// The latest time in the record.
    pub now_ms: Ms,
    /// Its name in addresses.
    pub name: String,
    /// Settings.
    pub settings: Settings,
    /// Whether it runs.
    pub phase: Phase,
    /// The agenda.
    pub items: BTreeMap<ItemId, Item>,
    /// The current item.
    pub item: Option<ItemId>,
    /// Since when.
    pub item_started_ms: Option<Ms>,
    /// The microphones by key; the rotation goes by [`Meeting::lanes`].
    pub microphones: BTreeMap<Key, Microphone>,
    /// The regions in their order.
    pub regions: Vec<RegionEntry>,
    /// The remote hubs.
    pub hubs: BTreeMap<HubId, Hub>,
    /// The roster.
    pub people: BTreeMap<PersonId, Person>,
    /// The links.
    pub links: BTreeMap<LinkId, Link>,
    /// All hands there ever were.
    pub hands: BTreeMap<HandId, Hand>,
    /// The waiting ones among them: kept so that nothing has to search all hands.
    pub waiting: BTreeSet<HandId>,
    /// Whether hands may be raised.
    pub gate: QueueGate,
    /// When the queue opened last.
    pub opened_ms: Option<Ms>,
    /// The place that the last final hand got.
    pub last_stand: (Ms, u32),
    /// The microphone from which hands are called for now.
    pub pinned: Option<Key>,
    /// When the last rehearsal began.
    pub rehearsal_ms: Option<Ms>,
    /// How the floor has been shared between microphones, sides, regions and hubs.
    pub rotation: Rotation,
    /// All turns there were, the current one included.
    pub turns: BTreeMap<TurnId, Turn>,
    /// Who has the floor.
    pub floor: Floor,
    /// Who chairs, where it is somebody in particular.
    pub chair: Option<PersonId>,
    /// The break or break-out that the meeting is in.
    pub pause: Option<Break>,
    /// The reporter's notes.
    pub notes: BTreeMap<NoteId, Note>,
    /// Sets of questions.
    pub poll_sets: BTreeMap<PollSetId, PollSet>,
    /// Questions.
    pub polls: BTreeMap<PollId, Poll>,
    /// Moments that the floor's mirror needs.
    pub times: Times,
    /// Moderator actions that can be undone, the last one at the end.
    pub undo: Vec<UndoEntry>,
    /// The highest numbers given out so far.
    pub last: Numbers,
    /// Personal values as far as they are not erased. Not part of the state that a log determines.
    #[serde(skip)]
    pub vault: Vault,
    /// The keys of secret questions that are open. Not part of the state that a log determines.
    #[serde(skip)]
    pub keys: Keys,
}

/// The highest number given out of each kind; numbers are never used again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// Hands.
    pub hand: u32,
    /// Turns.
    pub turn: u32,
    /// People.
    pub person: u32,
    /// Hubs.
    pub hub: u32,
    /// Agenda items.
    pub item: u32,
    /// Questions.
    pub poll: u32,
    /// Sets of questions.
    pub set: u32,
    /// Links.
    pub link: u32,
    /// Notes.
    pub note: u32,
}

/// People with a seat, as spans of their numbers: a roster of thousands is a few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Seats(Vec<(PersonId, PersonId)>);

impl Seats {
    /// Whether the person has a seat.
    pub fn contains(&self, person: PersonId) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= person);
        after > 0 && person <= self.0[after - 1].1
    }
}

/// People in the order of their numbers.
impl FromIterator<PersonId> for Seats {
    fn from_iter<T: IntoIterator<Item = PersonId>>(people: T) -> Self {
        let mut spans: Vec<(PersonId, PersonId)> = Vec::new();
        for person in people {
            match spans.last_mut() {
                Some((_, last)) if last.0 + 1 == person.0 => *last = person,
                _ => spans.push((person, person)),
            }
        }
        Seats(spans)
    }
}

/// Personal values by commitment.
#[derive(Clone, Debug, Default)]
pub struct Vault(BTreeMap<Private, String>);

/// Two states are equal whatever has been forgotten.
impl PartialEq for Vault {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Vault {
    /// Keeps a value.
    pub fn keep(&mut self, opening: &Opening) {
        self.0.insert(opening.commitment.clone(), opening.text.clone());
    }

    /// The value of a commitment, unless it was forgotten.
    pub fn open(&self, private: &Private) -> Option<&str> {
        self.0.get(private).map(String::as_str)
    }

    /// Forgets a value for good.
    pub fn forget(&mut self, private: &Private) {
        self.0.remove(private);
    }
}

/// Settings of the meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Its title.
    pub title: String,
    /// Its languages, the first one is the default.
    pub languages: Vec<String>,
    /// Whether anybody may read along.
    pub public: bool,
    /// Whether all of it is simulated.
    pub simulated: bool,
    /// How much of a name the public sees.
    pub name_shown: NameShown,
    /// How many are told ahead.
    pub on_deck: u32,
    /// The opening batch, in milliseconds.
    pub batch_ms: Ms,
    /// What a hub on deck has to confirm its audio, in milliseconds; 0: for ever.
    pub ready_ms: Ms,
    /// The grace of polls, in milliseconds.
    pub grace_ms: Ms,
    /// The rule of the queue.
    pub preset: Preset,
    /// Whether newcomers go first.
    pub newcomers_first: bool,
    /// How many newcomers may overtake a waiting hand.
    pub newcomer_cap: u32,
    /// How many replies to one turn go before the line.
    pub replies: u32,
    /// The version of the rule's algorithm.
    pub rule_version: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            title: String::new(),
            languages: vec!["en".to_owned()],
            public: false,
            simulated: false,
            name_shown: NameShown::Full,
            on_deck: 2,
            batch_ms: 30_000,
            ready_ms: 30_000,
            grace_ms: 5_000,
            preset: Preset::EqualFooting,
            newcomers_first: true,
            newcomer_cap: 3,
            replies: 2,
            rule_version: 1,
        }
    }
}

macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $t:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct $name { $($(#[$fdoc])* pub $field: $t),+ }
    )+};
}

plain! {
    /// An agenda item.
    Item {
        /// Its title.
        title: String,
        /// Time limit of a turn.
        turn_ms: Ms,
        /// Time limit of the item.
        item_ms: Option<Ms>,
        /// Its place in the agenda, from 1.
        position: u32,
        /// Weights and time budgets on this item.
        shares: Vec<ItemShare>,
        /// Whether it is interpreted consecutively.
        consecutive: bool,
    }

    /// A microphone.
    Microphone {
        /// Its name.
        name: String,
        /// The characters on its flag.
        letter: String,
        /// The colour of its flag.
        hue: Hue,
        /// Whether the flag is hollow.
        hollow: bool,
        /// Its share in the rotation.
        weight: u32,
        /// Its place in the rotation, from 1.
        position: u32,
        /// The time that its turns may take on an item.
        budget_ms: Option<Ms>,
        /// Whether it is passed over until it is released.
        held: bool,
    }

    /// A remote hub.
    Hub {
        /// Its name.
        name: String,
        /// City.
        city: String,
        /// Country, two letters.
        country: String,
        /// Its region.
        region: Option<Key>,
        /// IANA time zone.
        time_zone: String,
        /// The most heads it may count.
        ceiling: u32,
        /// Heads now.
        heads: u32,
        /// The operator's name.
        operator: Option<Private>,
        /// The audio/video line.
        line: Option<String>,
        /// Its name in the video call.
        call_name: Option<String>,
        /// When the line was last tried, and whether sound went both ways.
        checked: Option<(Ms, bool)>,
    }

    /// A person of the roster.
    Person {
        /// The name.
        name: Private,
        /// How to say it.
        say: Option<Private>,
        /// Title.
        title: Option<Private>,
        /// Organisation or delegation.
        organisation: Option<Private>,
        /// Stakeholder group: the key of a microphone.
        group: Option<Key>,
        /// Region.
        region: Option<Key>,
        /// Where the person is.
        place: Option<Place>,
        /// Languages.
        languages: Vec<String>,
        /// How much of the name the public sees; absent: as the meeting says.
        name_shown: Option<NameShown>,
        /// The name in the video call.
        call_name: Option<Private>,
        /// The statement of interest.
        interests: Option<Private>,
        /// Whether they are who they say.
        confirmed: bool,
        /// A person of the roster whose name looks the same.
        alike: Option<PersonId>,
        /// Whether they were removed; their turns stay.
        removed: bool,
        /// Called turns on the current item.
        spoken: u32,
        /// Called turns in the whole meeting.
        spoken_in_all: u32,
        /// Their waiting hand.
        hand: Option<HandId>,
        /// The group for which the person asks to speak.
        asks_group: Option<Key>,
    }

    /// A link: one credential.
    Link {
        /// What it allows.
        role: Role,
        /// Its place.
        place: Option<Place>,
        /// Its person; absent: a shared link or a staff link.
        person: Option<PersonId>,
        /// Its microphone.
        microphone: Option<Key>,
        /// Its region or group.
        unit: Option<Key>,
        /// What the organiser calls it.
        label: Option<Private>,
        /// The shared link by which its person joined.
        from: Option<LinkId>,
        /// The hash of its secret.
        secret_sha256: String,
        /// Whether it is revoked.
        revoked: bool,
        /// How many joined by it.
        joined: u32,
    }

    /// A hand.
    Hand {
        /// Whose; absent: unnamed.
        person: Option<PersonId>,
        /// The microphone.
        mic: Key,
        /// The hat it is raised under.
        group: Option<Key>,
        /// Where from.
        place: Place,
        /// Region of the person, else of the hub: what the remote side rotates by.
        region: Option<Key>,
        /// What it asks for.
        kind: HandKind,
        /// How the words will come.
        delivery: Delivery,
        /// The language to be spoken.
        language: Option<String>,
        /// A short topic.
        topic: Option<Private>,
        /// The contribution to be read aloud.
        text: Option<Private>,
        /// The turn that it replies to.
        to_turn: Option<TurnId>,
        /// What it is now.
        state: HandState,
        /// Whether staff raised it.
        by_staff: bool,
        /// The moment that its order goes by.
        raised_ms: Ms,
        /// Its place in its line: the moment of raising and its number, unless people stand otherwise.
        stand: (Ms, u32),
        /// Whether its place is final; else slower links may still bring hands that go before it.
        settled: bool,
        /// When it arrived.
        arrived_ms: Ms,
        /// The link that raised it.
        by_link: Option<LinkId>,
        /// Whether a steward set its line as people stand.
        moved: bool,
        /// Whether it stood equal with others, so that turns, rotation and draw put it where it stands.
        drawn: bool,
        /// The measurements of its moment.
        heard: Option<Heard>,
        /// The seed that breaks ties.
        tie: String,
        /// Of a point of order: when the chair admitted it.
        admitted_ms: Option<Ms>,
        /// Newcomers of its line who were called before it though they raised later.
        overtaken: u32,
        /// It is not called before so many calls have been made in all: passed over, or deferring.
        not_before_call: u32,
        /// Whether it was passed over and not called since.
        skipped: bool,
        /// When its hub was told that it is on deck.
        told_ms: Option<Ms>,
        /// Whether it is passed over until its audio is confirmed.
        unready: bool,
        /// Whether its audio is confirmed.
        audio_ready: bool,
        /// Whether its line is up.
        line_up: bool,
    }

    /// A turn: one holding of the floor.
    Turn {
        /// How it came about.
        kind: TurnKind,
        /// The hand that was called.
        hand: Option<HandId>,
        /// Who; absent: unnamed or unidentified.
        person: Option<PersonId>,
        /// The microphone.
        mic: Option<Key>,
        /// The hat it wears.
        group: Option<Key>,
        /// Where from.
        place: Option<Place>,
        /// Its region, for the figures.
        region: Option<Key>,
        /// What kind of hand or reply.
        hand_kind: Option<HandKind>,
        /// The turn that it replies to.
        to_turn: Option<TurnId>,
        /// The language.
        language: Option<String>,
        /// The topic.
        topic: Option<Private>,
        /// Why, if it was called out of turn.
        out_of_turn: Option<OverrideReason>,
        /// The agenda item.
        item: Option<ItemId>,
        /// When it was called.
        called_ms: Ms,
        /// When the first word was spoken.
        started_ms: Option<Ms>,
        /// When it ended.
        ended_ms: Option<Ms>,
        /// Its limit.
        limit_ms: Ms,
        /// Speaking time up to `running_since_ms`, or in all when the clock stands.
        spoken_ms: Ms,
        /// Since when the clock has run without a stop.
        running_since_ms: Option<Ms>,
        /// Whether it is on air.
        on_air: bool,
        /// Its words, where known.
        words: Option<u32>,
        /// Whether a correction changed it.
        corrected: bool,
        /// Whether it was entered afterwards, with stated times.
        entered: bool,
        /// How long its hand had waited when it was called.
        waited_ms: Option<Ms>,
    }

    /// A break or break-out.
    Break {
        /// Groups by region or stakeholder group; absent: an ordinary break.
        by: Option<Unit>,
        /// What it is.
        title: Option<Private>,
        /// Since when.
        since_ms: Ms,
        /// Until when.
        until_ms: Option<Ms>,
        /// Whether the groups are called back: it is over when the time is.
        recalled: bool,
        /// The questions whose values the groups agree.
        set: Option<PollSetId>,
        /// How far each region or group is, as far as it said so.
        units: BTreeMap<Key, GroupState>,
    }

    /// A note of the reporter.
    Note {
        /// A note or a decision.
        kind: NoteKind,
        /// What it says.
        text: Private,
        /// When.
        at_ms: Ms,
        /// The agenda item.
        item: Option<ItemId>,
    }

    /// A set of questions.
    PollSet {
        /// Its title.
        title: String,
        /// The code that opens it where it is kept sealed.
        code: Option<String>,
    }

    /// A question.
    Poll {
        /// Its set.
        set: Option<PollSetId>,
        /// What is asked.
        kind: PollKind,
        /// The question.
        question: String,
        /// Its short title.
        short: String,
        /// The question in further languages.
        wordings: Vec<Wording>,
        /// Its scale; of other kinds their points, the labels of a choice being its options.
        scale: Scale,
        /// How many points may be chosen at most, where several may.
        most: Option<u32>,
        /// Its terms.
        terms: Terms,
        /// The earlier question of which this is another round.
        round_of: Option<PollId>,
        /// By what methods it is answered.
        methods: Methods,
        /// When the distribution is shown.
        showing: Showing,
        /// Its place in the set.
        position: u32,
        /// Where it is in its life.
        state: PollState,
        /// Whether the moderator shows the result.
        revealed: bool,
        /// When it opened.
        opened_ms: Option<Ms>,
        /// When the countdown ends.
        closes_ms: Option<Ms>,
        /// The end of the grace; when it became final, once closed.
        final_ms: Option<Ms>,
        /// How many may answer by a ballot; nobody where the question takes no ballots.
        electorate: u32,
        /// The highest number of a person that the electorate contains: higher ones joined since.
        newest: Option<PersonId>,
        /// Where seats answer: who has one.
        seats: Seats,
        /// Where organisations answer: the people of each, lowest number first, which is the seat of their ballot.
        delegations: Vec<Vec<PersonId>>,
        /// Whether somebody may answer who is on no roster and whom nobody confirmed.
        open_mode: bool,
        /// How many were at a place when it closed for good.
        present: Option<u32>,
        /// The headcounts, frozen at the opening.
        heads: BTreeMap<HubId, u32>,
        /// The heads of the room, frozen at the opening; absent: those that are there now.
        room: Option<u32>,
        /// The grace that was set when it opened; absent: the one that is set now.
        grace_ms: Option<Ms>,
        /// The ballots by seat: the last choice of each person, or of anybody of an organisation.
        ballots: BTreeMap<PersonId, Ballot>,
        /// How many of a place have cast a ballot themselves, by name or secret: what walking all ballots would count.
        own_at: BTreeMap<Place, u32>,
        /// Agreed values.
        agreed: BTreeMap<Key, Agreed>,
        /// Counted hands.
        counted: BTreeMap<Place, Counted>,
        /// Corrections of both, the first one first.
        corrections: Vec<Correction>,
        /// The last declaration of each person about conflicts of interest.
        declarations: BTreeMap<PersonId, Declaration>,
        /// Notes that clarify it.
        clarified: Vec<Clarification>,
        /// Statements attached to its result.
        statements: Vec<Statement>,
        /// The ballot box, where ballots are secret.
        secret: Option<SecretBox>,
    }

    /// A declaration about conflicts of interest.
    Declaration {
        /// Whether there is a conflict.
        conflict: bool,
        /// What it is.
        text: Option<Private>,
        /// When.
        at_ms: Ms,
        /// How often it was changed before.
        changes: u32,
    }

    /// A note that clarifies a question.
    Clarification {
        /// What it says.
        text: Private,
        /// When.
        at_ms: Ms,
    }

    /// A statement attached to a result.
    Statement {
        /// What it is.
        kind: StatementKind,
        /// What it says.
        text: Private,
        /// Whose.
        person: Option<PersonId>,
        /// In whose name.
        behalf: Option<Private>,
        /// When.
        at_ms: Ms,
    }

    /// A ballot.
    Ballot {
        /// The value; absent: no opinion, or several points.
        choice: Option<u32>,
        /// The points, where several may be chosen, lowest first.
        choices: Vec<u32>,
        /// Who cast it: another than the seat where an organisation has one ballot.
        by: PersonId,
        /// What makes its receipt unlike that of an equal ballot.
        nonce: String,
        /// The receipts of the ballots of this seat that it replaced, the last ones of many: 80 bits each.
        replaced: Vec<[u8; 10]>,
        /// When it counted.
        at_ms: Ms,
        /// The person's region at that moment, else that of their hub.
        region: Option<Key>,
        /// The person's group at that moment.
        group: Option<Key>,
        /// The place of the person who cast the first ballot of this seat, at that moment.
        place: Option<Place>,
    }

    /// A value that a region or group agreed.
    Agreed {
        /// The value.
        value: u32,
        /// How many were consulted.
        consulted: Option<u32>,
        /// The lowest stated.
        lowest: Option<u32>,
        /// The highest stated.
        highest: Option<u32>,
        /// What hides behind it.
        comment: Option<Private>,
        /// The value before the last correction.
        was: Option<u32>,
        /// The reason of that correction.
        reason: Option<Private>,
        /// The members who stand by it as it is now.
        confirmed: BTreeSet<PersonId>,
    }

    /// The second person who stands by a count.
    Confirmation {
        /// Who, where the link is one's own.
        person: Option<PersonId>,
        /// Their name, where it is not.
        name: Option<Private>,
    }

    /// A correction of an agreed value, or of a count.
    Correction {
        /// The region or group.
        unit: Option<Key>,
        /// The place.
        place: Option<Place>,
        /// The agreed value before.
        was_value: Option<u32>,
        /// The agreed value since.
        value: Option<u32>,
        /// The hands before.
        was_hands: Vec<u32>,
        /// The hands since.
        hands: Vec<u32>,
        /// "No opinion" before, where that was corrected too.
        was_no_opinion: Option<u32>,
        /// "No opinion" since, where it was corrected.
        no_opinion: Option<u32>,
        /// Why.
        reason: Private,
        /// The role of who corrected it.
        role: Option<Role>,
        /// Their person, where the link is one's own.
        person: Option<PersonId>,
        /// When.
        at_ms: Ms,
    }

    /// A counted show of hands.
    Counted {
        /// Hands for each point of the scale.
        hands: Vec<u32>,
        /// "No opinion".
        no_opinion: u32,
        /// The heads that the place had.
        heads: u32,
        /// The region of the hub at that moment.
        region: Option<Key>,
        /// Who counted.
        counter: Option<Private>,
        /// Whether a correction changed it.
        corrected: bool,
        /// Those hands whose stakeholder group is known.
        groups: Vec<GroupHands>,
        /// The link that entered or corrected it.
        by_link: Option<LinkId>,
        /// Who stands by it as it is now.
        confirmed: Option<Confirmation>,
    }
}

/// Who has the floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Floor {
    /// The turn on the floor.
    pub turn: Option<TurnId>,
    /// The turn that it interrupted and that goes on afterwards.
    pub interrupted: Option<TurnId>,
    /// What the interpreters last signalled.
    pub signal: Option<Signal>,
    /// When.
    pub signal_ms: Option<Ms>,
}

/// The time limit of a turn where no agenda item sets one.
pub const DEFAULT_TURN_MS: Ms = 120_000;

impl Meeting {
    /// The microphones in rotation order: the index is the lane.
    pub fn lanes(&self) -> Vec<&Key> {
        let mut keys: Vec<_> = self.microphones.iter().collect();
        keys.sort_by_key(|(key, mic)| (mic.position, *key));
        keys.into_iter().map(|(key, _)| key).collect()
    }

    /// The turn on the floor.
    pub fn current_turn(&self) -> Option<(TurnId, &Turn)> {
        let id = self.floor.turn?;
        self.turns.get(&id).map(|turn| (id, turn))
    }

    /// The time limit of a turn of this language on the current item: twice the usual one where it is interpreted
    /// consecutively.
    pub fn limit_ms_in(&self, language: Option<&str>) -> Ms {
        let consecutive = self.item.and_then(|i| self.items.get(&i)).is_some_and(|i| i.consecutive);
        let first = self.settings.languages.first().map(String::as_str);
        let doubled = consecutive && language.is_some() && language != first;
        (self.turn_limit_ms() * if doubled { 2 } else { 1 }).min(*protocol::limits::TURN_MS.end())
    }

    /// What a microphone has on the current item.
    fn share(&self, mic: &Key) -> Option<&ItemShare> {
        self.item.and_then(|i| self.items.get(&i))?.shares.iter().find(|s| s.microphone == *mic)
    }

    /// The share of a microphone in the rotation, on the current item.
    pub fn weight(&self, mic: &Key) -> u32 {
        let own = || self.microphones.get(mic).map(|m| m.weight);
        self.share(mic).and_then(|s| s.weight).or_else(own).unwrap_or(1).max(1)
    }

    /// The time budget of a microphone on the current item, if it has one.
    pub fn budget_ms(&self, mic: &Key) -> Option<Ms> {
        let own = || self.microphones.get(mic).and_then(|m| m.budget_ms);
        self.share(mic).and_then(|s| s.budget_ms).or_else(own)
    }

    /// The time limit of a turn on the current item.
    pub fn turn_limit_ms(&self) -> Ms {
        self.item.and_then(|i| self.items.get(&i)).map_or(DEFAULT_TURN_MS, |i| i.turn_ms)
    }

    /// A person of the roster who was not removed.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id).filter(|p| !p.removed)
    }

    /// The full name of a person; empty when it was forgotten.
    pub fn name_of(&self, id: PersonId) -> &str {
        self.people.get(&id).and_then(|p| self.vault.open(&p.name)).unwrap_or_default()
    }

    /// The region of a place: that of the hub.
    pub fn region_of(&self, place: Place) -> Option<&Key> {
        match place {
            Place::Hub(hub) => self.hubs.get(&hub).and_then(|h| h.region.as_ref()),
            Place::Room | Place::Online => None,
        }
    }

    /// Whether a hand's owner has not spoken on the current item; unnamed hands count as new.
    /// A self-registered name counts as new only once staff confirmed it.
    pub fn is_newcomer(&self, hand: &Hand) -> bool {
        match hand.person.and_then(|p| self.people.get(&p)) {
            Some(person) => person.confirmed && person.spoken == 0,
            None => true,
        }
    }
}
