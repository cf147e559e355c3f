//! What can happen in a meeting: the record is a list of these, for ever.
//!
//! Rules of this file, because stored events are never rewritten: a field is never renamed or
//! removed, and never changes its meaning; a new field has a default; a change of meaning is a new
//! kind or a higher `v` with an upcast in [`Event::read`]. An unknown kind or version refuses to
//! open. Names, affiliations and free text stand here as [`Private`] commitments only; value and
//! salt are kept apart and can be erased, and the chain of hashes still verifies.

mod beside;

pub use beside::*;
use protocol::{
    CommandId, Delivery, HandId, HandKind, HubId, Hue, ItemId, Key, LinkId, Ms, NameShown, NoteId, NoteKind,
    OverrideReason, PersonId, Place, PollId, PollKind, PollSetId, Preset, Role, Showing, Signal, TurnId, TurnKind,
    Unit,
    poll_command::{CountedHands, Methods, Scale},
    poll_terms::{Terms, Wording},
    setup_command::ItemShare,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{actor::By, moment::Heard, moment::hex, poll::NewKey};

mod secret;

pub use secret::{BallotPassed, BallotSealed, SecretCounted, SecretOpened, SecretPart, SecretStepped, SecretTotals};

/// A commitment to a personal value: SHA-256 over salt and value, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(pub String);

impl Private {
    /// The commitment of a value under a salt.
    pub fn of(salt: &str, text: &str) -> Self {
        Private(hex(&Sha256::new().chain_update(salt).chain_update(text).finalize()))
    }
}

/// What opens a commitment. Stored apart from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The commitment.
    pub commitment: Private,
    /// The salt, 32 hexadecimal digits.
    pub salt: String,
    /// The value.
    pub text: String,
}

/// The identity of the command that an event comes from, with a hash of the command's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Sender and number.
    #[serde(flatten)]
    pub id: CommandId,
    /// SHA-256 of the command as canonical JSON, first 16 hexadecimal digits: a repeat with another content is refused.
    pub h: String,
}

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The version of the kind.
    pub v: u32,
    /// When, on the meeting clock.
    pub at_ms: Ms,
    /// Who acted.
    pub by: By,
    /// The command that it comes from; absent for what the server does by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cmd: Option<Cause>,
    /// What happened.
    #[serde(flatten)]
    pub fact: Fact,
    /// Openings of the commitments in this and the following events of the command; never in the record.
    #[serde(skip)]
    pub openings: Vec<Opening>,
    /// Keys of secret questions that this and the following events of the command begin; never in the record.
    #[serde(skip)]
    pub keys: Vec<NewKey>,
}

impl Event {
    /// The bytes that are stored and hashed, verbatim and for ever.
    pub fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("events are plain data")
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// A fragment that names an unknown kind or version, or what is malformed.
    pub fn read(bytes: &[u8]) -> Result<Event, String> {
        let event: Event = serde_json::from_slice(bytes).map_err(|e| format!("not an event of this version: {e}"))?;
        if event.v != 1 {
            return Err(format!("an event of version {}, this build knows version 1: use a newer build", event.v));
        }
        Ok(event)
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Fact {
    /// The meeting was created.
    MeetingCreated(MeetingCreated),
    /// Settings of the meeting changed; what is absent stayed.
    MeetingChanged(MeetingChanged),
    /// An agenda item was added or changed.
    ItemSet(ItemSet),
    /// An agenda item was removed.
    ItemRemoved(ItemRemoved),
    /// A microphone was added or changed.
    MicrophoneSet(MicrophoneSet),
    /// A microphone was retired.
    MicrophoneRemoved(MicrophoneRemoved),
    /// The moderator held a microphone, or released it.
    MicrophoneHeld(MicrophoneHeld),
    /// The moderator pinned a microphone, or let the rotation go on.
    MicrophonePinned(MicrophonePinned),
    /// The list of regions was replaced.
    RegionsSet(RegionsSet),
    /// A remote hub was added or changed.
    HubSet(HubSet),
    /// A remote hub was removed.
    HubRemoved(HubRemoved),
    /// The heads of a hub were counted.
    HeadcountSet(HeadcountSet),
    /// The operator of a hub tried its line.
    HubChecked(HubChecked),
    /// All hubs were asked to try their lines.
    RehearsalStarted(RehearsalStarted),
    /// The rule of the queue was set; the version names the algorithm that is in force from here on.
    RuleSet(RuleSet),
    /// The meeting began.
    MeetingStarted(MeetingStarted),
    /// The meeting ended.
    MeetingEnded(MeetingEnded),
    /// A person was registered or changed.
    PersonSet(PersonSet),
    /// A self-registered person was confirmed.
    PersonConfirmed(PersonConfirmed),
    /// A person was removed.
    PersonRemoved(PersonRemoved),
    /// A person asked to speak under another hat.
    HatAsked(HatAsked),
    /// A change of hat was approved.
    HatChanged(HatChanged),
    /// A change of hat was declined.
    HatDeclined(HatDeclined),
    /// A link was issued.
    LinkIssued(LinkIssued),
    /// A link was revoked.
    LinkRevoked(LinkRevoked),
    /// A hand was raised.
    HandRaised(HandRaised),
    /// An unnamed hand got its name.
    HandNamed(HandNamed),
    /// A waiting hand was changed; all its changeable parts as they are now.
    HandChanged(HandChanged),
    /// A waiting hand was lowered.
    HandLowered(HandLowered),
    /// A line was put in the order in which people stand.
    HandMoved(HandMoved),
    /// A hand was passed over; it keeps its place.
    HandSkipped(HandSkipped),
    /// A hand let one go first.
    HandDeferred(HandDeferred),
    /// The order of hands became final.
    HandsSettled(HandsSettled),
    /// The hub of a hand was told that it is on deck.
    HandOnDeck(HandOnDeck),
    /// The audio of a hand was not confirmed in time: it is passed over until it is.
    HandUnready(HandUnready),
    /// The audio of a hand was confirmed or withdrawn.
    AudioReadySet(AudioReadySet),
    /// The line of a hand was confirmed or withdrawn by the producer.
    LineUpSet(LineUpSet),
    /// The queue was closed.
    QueueClosed(QueueClosed),
    /// The queue was opened.
    QueueOpened(QueueOpened),
    /// A point of order was admitted.
    PointOfOrderAdmitted(PointOfOrderAdmitted),
    /// A point of order was made an ordinary hand.
    HandReclassified(HandReclassified),
    /// Somebody got the floor. The turn that held it ends by this, or is interrupted by it.
    TurnBegan(TurnBegan),
    /// A turn that took place while the hall was offline was entered.
    TurnEntered(TurnEntered),
    /// The first word: the clock of the turn started.
    ClockStarted(ClockStarted),
    /// The clock stopped for a while.
    ClockPaused(ClockPaused),
    /// The clock went on.
    ClockResumed(ClockResumed),
    /// The limit of a turn changed.
    TurnLimitSet(TurnLimitSet),
    /// A turn ended and nobody else got the floor (but the one that it had interrupted).
    TurnEnded(TurnEnded),
    /// The producer set a turn on air or took it off.
    OnAirSet(OnAirSet),
    /// The chair was handed over.
    ChairHandedOver(ChairHandedOver),
    /// An agenda item became the current one.
    ItemStarted(ItemStarted),
    /// The meeting went into a break or into groups.
    BreakStarted(BreakStarted),
    /// The meeting was called back to order.
    BreakEnded(BreakEnded),
    /// An interpreter or captioner signalled.
    Signalled(Signalled),
    /// A moderator action was undone.
    Undone(Undone),
    /// A past turn was corrected.
    TurnCorrected(TurnCorrected),
    /// A note was added.
    NoteAdded(NoteAdded),
    /// A question was prepared or changed.
    PollPrepared(PollPrepared),
    /// A draft question was removed.
    PollRemoved(PollRemoved),
    /// A set of questions was prepared or changed.
    PollSetPrepared(PollSetPrepared),
    /// Questions were opened.
    PollsOpened(PollsOpened),
    /// The countdown started.
    PollsClosing(PollsClosing),
    /// The countdown was cancelled.
    CloseCancelled(CloseCancelled),
    /// The countdown ended; answers made in time may still arrive until then.
    CountdownOver(CountdownOver),
    /// Questions were closed for good.
    PollsClosed(PollsClosed),
    /// Results were shown or hidden.
    PollsRevealed(PollsRevealed),
    /// A person answered.
    BallotCast(BallotCast),
    /// A region or group agreed a value.
    ValueAgreed(ValueAgreed),
    /// A show of hands was counted.
    HandsCounted(HandsCounted),
    /// An agreed or counted answer was corrected.
    AnswerCorrected(AnswerCorrected),
    /// A second person confirmed an agreed or counted answer as it stood.
    AnswerConfirmed(AnswerConfirmed),
    /// A person declared whether they have a conflict of interest in a question.
    DeclarationMade(DeclarationMade),
    /// A question was clarified.
    PollClarified(PollClarified),
    /// A statement was attached to a result.
    StatementAdded(StatementAdded),
    /// The end of a break or break-out was moved.
    BreakEndMoved(BreakEndMoved),
    /// A group of a break-out said how far it is.
    GroupStateSet(GroupStateSet),
    /// A secret question got its key with its opening.
    SecretOpened(SecretOpened),
    /// A seat answered a secret question.
    BallotSealed(BallotSealed),
    /// Somebody answered a secret question on a device that is passed round.
    BallotPassed(BallotPassed),
    /// A secret question has come a step further.
    SecretStepped(SecretStepped),
    /// A secret question was counted, and its key is destroyed.
    SecretCounted(SecretCounted),
}

/// The meeting was created.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingCreated {
    /// Its name in addresses.
    pub meeting: String,
    /// Its title.
    pub title: String,
    /// Its languages, the first one is the default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The rule of the queue.
    pub preset: Preset,
    /// Whether all of it is simulated.
    pub simulated: bool,
}

/// Settings of the meeting changed; what is absent stayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingChanged {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// Whether anybody may read along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
    /// How much of a name the public sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_shown: Option<NameShown>,
    /// How many are told ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_deck: Option<u32>,
    /// The opening batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_ms: Option<Ms>,
    /// What a hub on deck has to confirm its audio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_ms: Option<Ms>,
    /// The grace of polls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_ms: Option<Ms>,
}

/// An agenda item was added or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemSet {
    /// Which.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// Time limit of a turn.
    pub turn_ms: Ms,
    /// Time limit of the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_ms: Option<Ms>,
    /// Its place in the agenda, from 1.
    pub position: u32,
    /// Weights and time budgets on this item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ItemShare>,
    /// Whether it is interpreted consecutively.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consecutive: bool,
}

/// An agenda item was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemRemoved {
    /// Which.
    pub item: ItemId,
}

/// A microphone was added or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MicrophoneSet {
    /// Which.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// The characters on its flag.
    pub letter: String,
    /// The colour of its flag.
    pub hue: Hue,
    /// Whether the flag is hollow.
    pub hollow: bool,
    /// Its share in the rotation.
    pub weight: u32,
    /// Its place in the rotation, from 1.
    pub position: u32,
    /// The time that its turns may take on an item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<Ms>,
}

/// A microphone was retired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MicrophoneRemoved {
    /// Which.
    pub key: Key,
    /// Where its waiting hands went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Key>,
}

/// The list of regions was replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionsSet {
    /// The regions in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionEntry>,
}

/// A remote hub was added or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HubSet {
    /// Which.
    pub hub: HubId,
    /// Its name.
    pub name: String,
    /// City.
    pub city: String,
    /// Country, two letters.
    pub country: String,
    /// Its region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Key>,
    /// IANA time zone.
    pub time_zone: String,
    /// The most heads.
    pub ceiling: u32,
    /// The operator's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Private>,
    /// The audio/video line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Its name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_name: Option<String>,
}

/// A remote hub was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HubRemoved {
    /// Which.
    pub hub: HubId,
}

/// The heads of a hub were counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeadcountSet {
    /// Which.
    pub hub: HubId,
    /// How many.
    pub heads: u32,
}

/// The rule of the queue was set; the version names the algorithm that is in force from here on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Which rule.
    pub preset: Preset,
    /// Whether newcomers go first.
    pub newcomers_first: bool,
    /// How many may overtake a waiting hand.
    pub newcomer_cap: u32,
    /// How many replies to one turn go before the line.
    pub replies: u32,
    /// The version of the algorithm.
    pub version: u32,
}

/// The meeting began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingStarted {}

/// The meeting ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingEnded {}

/// A person was registered or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonSet {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: Private,
    /// How to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<Private>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Private>,
    /// Organisation or delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Private>,
    /// Stakeholder group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Key>,
    /// Place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// How much of the name the public sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_shown: Option<NameShown>,
    /// The name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_name: Option<Private>,
    /// The statement of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<Private>,
    /// Whether staff knows the person.
    pub confirmed: bool,
    /// A person of the roster whose name looks the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<PersonId>,
}

/// A self-registered person was confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonConfirmed {
    /// Who.
    pub person: PersonId,
}

/// A person was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRemoved {
    /// Who.
    pub person: PersonId,
}

/// A link was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkIssued {
    /// Which.
    pub link: LinkId,
    /// What it allows.
    pub role: Role,
    /// Its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Its person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Its microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microphone: Option<Key>,
    /// Its region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
    /// What the organiser calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Private>,
    /// The shared link by which its person joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LinkId>,
    /// The hash of its secret.
    pub secret_sha256: String,
}

/// A link was revoked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkRevoked {
    /// Which.
    pub link: LinkId,
}

/// A hand was raised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandRaised {
    /// Which.
    pub hand: HandId,
    /// Whose; absent: unnamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The microphone.
    pub mic: Key,
    /// The hat it is raised under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Where from.
    pub place: Place,
    /// What it asks for.
    pub kind: HandKind,
    /// How the words will come.
    pub delivery: Delivery,
    /// The language to be spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A short topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Private>,
    /// The contribution to be read aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Private>,
    /// The turn that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_turn: Option<TurnId>,
    /// Whether staff raised it.
    pub by_staff: bool,
    /// Whether the queue was closed and the moderator added it.
    pub after_close: bool,
    /// The moment that the order goes by.
    pub raised_ms: Ms,
    /// The measurements from which that moment can be recomputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
    /// What puts it among equals, 16 hexadecimal digits: [`crate::moment::draw`] of a hash of the record and its number.
    pub tie: String,
    /// The entry of whose hash it was drawn.
    pub drawn_from: u64,
}

/// An unnamed hand got its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandNamed {
    /// Which.
    pub hand: HandId,
    /// Whose it is.
    pub person: PersonId,
}

/// A waiting hand was changed; all its changeable parts as they are now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandChanged {
    /// Which.
    pub hand: HandId,
    /// The microphone.
    pub mic: Key,
    /// What it asks for.
    pub kind: HandKind,
    /// How the words will come.
    pub delivery: Delivery,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Private>,
    /// The contribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Private>,
    /// The turn that it replies to, where it became a reply; absent: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_turn: Option<TurnId>,
}

/// A waiting hand was lowered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandLowered {
    /// Which.
    pub hand: HandId,
}

/// A line was put in the order in which people stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandMoved {
    /// The hand that was moved.
    pub hand: HandId,
    /// The whole line as it stands now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<HandId>,
}

/// A hand was passed over; it keeps its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandSkipped {
    /// Which.
    pub hand: HandId,
}

/// A hand let one go first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandDeferred {
    /// Which.
    pub hand: HandId,
    /// The hand of its line that goes first; absent: whoever is called next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<HandId>,
}

/// The order of hands became final.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandsSettled {
    /// In the order in which they stand; all behind those that were final before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<HandId>,
}

/// The hub of a hand was told that it is on deck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOnDeck {
    /// Which.
    pub hand: HandId,
}

/// The audio of a hand was not confirmed in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandUnready {
    /// Which.
    pub hand: HandId,
}

/// The moderator held a microphone, or released it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MicrophoneHeld {
    /// Which.
    pub key: Key,
    /// Whether it is held.
    pub held: bool,
}

/// The moderator pinned a microphone, or let the rotation go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MicrophonePinned {
    /// Which; absent: none any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
}

/// The operator of a hub tried its line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HubChecked {
    /// Which.
    pub hub: HubId,
    /// Whether sound went both ways.
    pub audio: bool,
}

/// All hubs were asked to try their lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RehearsalStarted {}

/// A person asked to speak under another hat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HatAsked {
    /// Who.
    pub person: PersonId,
    /// The group.
    pub group: Key,
}

/// A change of hat was approved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HatChanged {
    /// Who.
    pub person: PersonId,
    /// The group for which the person speaks from now on.
    pub group: Key,
}

/// A change of hat was declined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HatDeclined {
    /// Who.
    pub person: PersonId,
}

/// The audio of a hand was confirmed or withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudioReadySet {
    /// Which.
    pub hand: HandId,
    /// Whether it is ready.
    pub ready: bool,
}

/// The line of a hand was confirmed or withdrawn by the producer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineUpSet {
    /// Which.
    pub hand: HandId,
    /// Whether it is up.
    pub up: bool,
}

/// The queue was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueClosed {}

/// The queue was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueOpened {}

/// A point of order was admitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PointOfOrderAdmitted {
    /// Which.
    pub hand: HandId,
}

/// A point of order was made an ordinary hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandReclassified {
    /// Which.
    pub hand: HandId,
    /// What it is instead.
    pub kind: HandKind,
    /// The turn that it replies to, where it became a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_turn: Option<TurnId>,
}

/// Somebody got the floor. The turn that held it ends by this, or is interrupted by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnBegan {
    /// The new turn.
    pub turn: TurnId,
    /// How it came about.
    pub kind: TurnKind,
    /// The hand that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<HandId>,
    /// Who; absent: unnamed or unidentified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mic: Option<Key>,
    /// The hat it wears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Where from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What kind of hand or reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_kind: Option<HandKind>,
    /// The turn that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_turn: Option<TurnId>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Private>,
    /// Why, if it was called out of turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_turn: Option<OverrideReason>,
    /// Its limit.
    pub limit_ms: Ms,
    /// Whether the turn on the floor goes on afterwards.
    pub interrupts: bool,
    /// Whether it is the last word: the queue is closed by it, and cleared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub last_word: bool,
}

/// A turn that took place while the hall was offline was entered, with stated times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnEntered {
    /// The new turn.
    pub turn: TurnId,
    /// The hand that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<HandId>,
    /// Who; absent: unnamed or unidentified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mic: Option<Key>,
    /// The hat it wears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Where from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When the floor was given, as stated.
    pub called_ms: Ms,
    /// How long it took, as stated.
    pub spoken_ms: Ms,
}

/// The first word: the clock of the turn started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockStarted {
    /// Which.
    pub turn: TurnId,
    /// Its limit.
    pub limit_ms: Ms,
}

/// The clock stopped for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockPaused {
    /// Which.
    pub turn: TurnId,
}

/// The clock went on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockResumed {
    /// Which.
    pub turn: TurnId,
}

/// The limit of a turn changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnLimitSet {
    /// Which.
    pub turn: TurnId,
    /// Its limit now.
    pub limit_ms: Ms,
    /// Whether it was an extension.
    pub extended: bool,
}

/// A turn ended and nobody else got the floor (but the one that it had interrupted).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnEnded {
    /// Which.
    pub turn: TurnId,
    /// The stated speaking time; absent: as the clock measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken_ms: Option<Ms>,
    /// Its words, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<u32>,
}

/// The producer set a turn on air or took it off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnAirSet {
    /// Which.
    pub turn: TurnId,
    /// Whether it is on air.
    pub on: bool,
}

/// The chair was handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChairHandedOver {
    /// To whom; absent: to nobody in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// An agenda item became the current one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemStarted {
    /// Which.
    pub item: ItemId,
}

/// The meeting went into a break or into groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakStarted {
    /// Groups by region or stakeholder group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Unit>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Private>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<Ms>,
    /// The questions whose values the groups agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<PollSetId>,
}

/// The meeting was called back to order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakEnded {}

/// An interpreter or captioner signalled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signalled {
    /// What.
    pub signal: Signal,
}

/// A moderator action was undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Undone {
    /// The entry that is undone, counting from 1.
    pub seq: u64,
}

/// A past turn was corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnCorrected {
    /// Which.
    pub turn: TurnId,
    /// Who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How many words it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<u32>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
}

/// A note was added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// Which.
    pub note: NoteId,
    /// A note or a decision.
    pub kind: NoteKind,
    /// What it says.
    pub text: Private,
}

/// A question was prepared or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollPrepared {
    /// Which.
    pub poll: PollId,
    /// Its set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<PollSetId>,
    /// The question.
    pub question: String,
    /// Its short title.
    pub short: String,
    /// Its scale.
    pub scale: Scale,
    /// By what methods it is answered.
    pub methods: Methods,
    /// When the distribution is shown.
    pub showing: Showing,
    /// Its place in the set.
    pub position: u32,
    /// What is asked.
    #[serde(default = "likert", skip_serializing_if = "is_likert")]
    pub kind: PollKind,
    /// How many points may be chosen at most, where several may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// The terms.
    #[serde(default)]
    pub terms: Terms,
    /// The question in further languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<Wording>,
    /// The earlier question of which this is another round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_of: Option<PollId>,
}

fn likert() -> PollKind {
    PollKind::Likert
}

fn is_likert(kind: &PollKind) -> bool {
    *kind == PollKind::Likert
}

/// A draft question was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollRemoved {
    /// Which.
    pub poll: PollId,
}

/// A set of questions was prepared or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollSetPrepared {
    /// Which.
    pub set: PollSetId,
    /// Its title.
    pub title: String,
    /// The code that opens it where it is kept sealed; absent: the one that it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Questions were opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollsOpened {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
    /// How many may answer by a ballot.
    pub electorate: u32,
    /// The headcounts, frozen as ceilings of the counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<(HubId, u32)>,
    /// The heads of the room, frozen as well; absent in older entries: those that are there when it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<u32>,
    /// The grace that follows the close, in milliseconds, whatever is set later; absent in older entries: the one that is
    /// set then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_ms: Option<Ms>,
    /// Where organisations answer: the people of each, lowest number first, which is the seat of their ballot. Who belongs
    /// together is not seen from the record alone, because names of organisations are kept apart from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegations: Vec<Vec<PersonId>>,
}

/// The countdown started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollsClosing {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
    /// When it ends.
    pub closes_ms: Ms,
}

/// The countdown was cancelled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloseCancelled {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
}

/// The countdown ended; answers made in time may still arrive until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountdownOver {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
    /// The end of the grace.
    pub until_ms: Ms,
}

/// Questions were closed for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollsClosed {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
}

/// Results were shown or hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollsRevealed {
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub polls: Vec<PollId>,
    /// Whether they are shown.
    pub shown: bool,
}

/// A person answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotCast {
    /// Which question.
    pub poll: PollId,
    /// Who.
    pub person: PersonId,
    /// The value; absent: no opinion, or several points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<u32>,
    /// The moment of the press, as measured.
    pub pressed_ms: Ms,
    /// The points, where several may be chosen, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<u32>,
    /// What makes its receipt unlike that of an equal ballot: 32 hexadecimal digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nonce: String,
}

/// A region or group agreed a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueAgreed {
    /// Which question.
    pub poll: PollId,
    /// The region or group.
    pub unit: Key,
    /// The value.
    pub value: u32,
    /// How many were consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consulted: Option<u32>,
    /// The lowest stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<u32>,
    /// The highest stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<u32>,
    /// What hides behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Private>,
    /// The moment of the press, where it came after the close and within its grace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed_ms: Option<Ms>,
}

/// A show of hands was counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandsCounted {
    /// Where.
    pub place: Place,
    /// A line for each question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grid: Vec<CountedHands>,
    /// The heads that the place had.
    pub heads: u32,
    /// Who counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<Private>,
    /// The moment of the press, where it came after the close and within its grace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed_ms: Option<Ms>,
}

/// A second person confirmed an agreed or counted answer as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerConfirmed {
    /// Which question.
    pub poll: PollId,
    /// The region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
    /// The place of a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Who, where the link is one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Their name, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Private>,
}

/// An agreed or counted answer was corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerCorrected {
    /// Which question.
    pub poll: PollId,
    /// The region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The agreed value before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_value: Option<u32>,
    /// The right agreed value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// The count before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was_hands: Vec<u32>,
    /// The right count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<u32>,
    /// "No opinion" before, where that is corrected too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_no_opinion: Option<u32>,
    /// The right number of "no opinion", where it is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_opinion: Option<u32>,
    /// Why.
    pub reason: Private,
}

/// One region in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionEntry {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
}
