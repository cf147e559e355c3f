//! The closed lists of the domain: roles, kinds, states. One word each, used by code, wire,
//! record and screen alike.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
        }
    )+};
}

words! {
    /// What a link lets its holder do.
    Role {
        /// Sets the meeting up: agenda, microphones, places, roster, links.
        Organiser,
        /// Runs queue, floor and polls; the chair.
        Moderator,
        /// Looks after the online participants and reads written contributions aloud.
        OnlineModerator,
        /// Adds the people who stand in line at a microphone; confirms newcomers.
        Steward,
        /// Runs a remote hub: its people, its hands, its counts.
        HubOperator,
        /// Routes audio and video lines; alone sets "on air".
        Producer,
        /// Raises a hand, answers polls.
        Participant,
        /// Keeps notes, decisions and the record; corrects it.
        Reporter,
        /// Speaks for a region or group: agrees its values, says how far a break-out is.
        Rapporteur,
        /// Sees the next speakers and their languages; signals "too fast", "no sound". Captioners too.
        Interpreter,
        /// A big screen. Reads only.
        Display,
        /// A mixer that polls the producer's feed. Reads that only.
        Mixer,
        /// Reads what is public.
        Viewer,
    }

    /// What a hand asks for.
    HandKind {
        /// To speak to the item.
        Intervention,
        /// To answer the turn that is or was just on the floor.
        DirectReply,
        /// To come back to the answer to one's own turn.
        FollowUp,
        /// To ask what was meant.
        Clarification,
        /// About the conduct of the meeting; the chair admits or reclassifies it.
        PointOfOrder,
        /// To say why one cannot live with what an objection call asked: goes before the line.
        Objection,
    }

    /// How the words will reach the meeting.
    Delivery {
        /// At a microphone in the room.
        Microphone,
        /// Over the line of a hub.
        HubLine,
        /// From the person's own call.
        OwnCall,
        /// By telephone.
        Telephone,
        /// As a text, read aloud by the online moderator.
        Written,
    }

    /// How somebody came to hold the floor. Only `called` turns enter the fairness figures.
    TurnKind {
        /// The chair, conducting the meeting.
        Chair,
        /// A presenter of the agenda.
        Presenter,
        /// A hand that was called.
        Called,
        /// A remark from the floor that nobody called.
        Interjection,
    }

    /// Why a hand was called out of turn.
    OverrideReason {
        /// Precedence of rank or protocol.
        Precedence,
        /// Balance of voices.
        Balance,
        /// To reply to what was said.
        Reply,
        /// The person has to leave.
        Leaving,
        /// The moderator gave no reason; that too is in the record.
        NoneGiven,
    }

    /// What a hand is now.
    HandState {
        /// In the queue.
        Waiting,
        /// Called; its turn is on the floor or over.
        Called,
        /// Taken back, by its owner or by staff.
        Lowered,
    /// Cleared by a last word: not heard.
    Cleared,
    }

    /// Whether the meeting is running.
    Phase {
        /// Being set up; hands and polls are closed.
        Preparing,
        /// Running.
        Running,
        /// Over; only corrections to the record are taken.
        Ended,
    }

    /// Whether hands may be raised.
    QueueGate {
        /// Anybody may raise a hand.
        Open,
        /// Only the moderator adds further hands.
        Closed,
    }

    /// The named rules by which the queue is ordered.
    Preset {
        /// Rotation of microphones, room and remote taking turns, regions rotating. The default.
        EqualFooting,
        /// Rounds of six slots: four microphones, the remote side twice.
        Netmundial,
        /// One line for all, strictly by the moment of raising.
        SingleLine,
        /// The microphone that has had the least time goes next.
        SpeakingTime,
    }

    /// How much of a person's name the public sees.
    NameShown {
        /// The name.
        Full,
        /// Initials only.
        Initials,
        /// The organisation or delegation only.
        Organisation,
    }

    /// What an interpreter or captioner signals to speaker and moderator.
    Signal {
        /// The speaker is too fast to be interpreted.
        TooFast,
        /// The speaker cannot be heard.
        NoSound,
        /// All is well again.
        Clear,
    }

    /// The four hues that tell microphones apart.
    Hue {
        /// Blue.
        Blue,
        /// Brown on light ground, orange on dark.
        Brown,
        /// Green.
        Green,
        /// Magenta.
        Magenta,
        /// Ink: the ninth microphone and further.
        Ink,
    }

    /// What a reporter's note is.
    NoteKind {
        /// Something noted.
        Note,
        /// A decision of the meeting.
        Decision,
    }

    /// The direction of a scale's meaning.
    Polarity {
        /// From disagreement over a middle to agreement.
        Bipolar,
        /// From nothing to completely; there is no neutral middle.
        Unipolar,
    }

    /// By what a poll is answered, and what a break-out divides the meeting by.
    Unit {
        /// The region of a person.
        Region,
        /// The stakeholder group of a person.
        Group,
    }

    /// Where a poll is in its life.
    PollState {
        /// Prepared, not yet shown.
        Draft,
        /// Taking answers.
        Open,
        /// Closing: a countdown runs, and may be cancelled.
        Closing,
        /// The countdown is over; answers made in time may still arrive behind a bad link.
        Grace,
        /// Final.
        Closed,
    }

    /// When the distribution of a poll is shown to the meeting.
    Showing {
        /// While it comes in.
        Live,
        /// From the moment the moderator reveals it.
        OnReveal,
        /// Once the quorum has answered, and until then not.
        OnQuorum,
        /// From the close on.
        OnClose,
    }

    /// What is asked.
    PollKind {
        /// A scale of agreement, frequency or extent.
        Likert,
        /// For, against, abstain: points 1, 2 and 3.
        Vote,
        /// One of several options.
        Choice,
        /// Several of several options.
        Choices,
        /// A quick sense of the room, which binds nobody.
        Temperature,
        /// "Can you live with it?": yes or no, points 1 and 2, counted without names.
        Objection,
    }

    /// Who may answer a question by a ballot.
    Electorate {
        /// Those on the roster, and those whom staff confirmed, when it opens: one seat each.
        Seats,
        /// One ballot for each organisation: that of the last of its people who answered.
        Organisations,
        /// Everybody who is there, also who joined without being on a roster: the open mode.
        Present,
    }

    /// What shares and majorities are taken of.
    Base {
        /// Those who answered.
        Voting,
        /// Those who are present when it closes, answers or not.
        Present,
        /// The whole electorate.
        Seats,
    }

    /// What an abstention does.
    Abstaining {
        /// It is counted apart and is not in the base.
        Apart,
        /// It is in the base, and so works as a vote against.
        InBase,
    }

    /// What carries a vote.
    Majority {
        /// More than half of the base.
        Simple,
        /// More than half of the electorate, whatever the base.
        Absolute,
        /// Two thirds of the base.
        TwoThirds,
        /// Nobody objects.
        Consensus,
    }

    /// Which of the two results counts.
    Weighting {
        /// One person, one vote.
        Person,
        /// Equal weight for each region or group.
        Unit,
    }

    /// By what a result is broken down.
    Dimension {
        /// The region.
        Region,
        /// The stakeholder group.
        Group,
        /// The place.
        Place,
    }

    /// What is attached to a result.
    StatementKind {
        /// A dissenting opinion.
        Dissent,
        /// A minority statement.
        Minority,
        /// An explanation of vote.
        Explanation,
    }

    /// How far a group of a break-out is.
    GroupState {
        /// At work.
        Working,
        /// It asks for more time.
        MoreTime,
        /// It is ready.
        Ready,
    }
}

/// A meeting is prepared first.
#[allow(clippy::derivable_impls, reason = "the lists of words share one macro")]
impl Default for Phase {
    fn default() -> Self {
        Phase::Preparing
    }
}

/// The queue is opened by the moderator.
#[allow(clippy::derivable_impls, reason = "the lists of words share one macro")]
impl Default for QueueGate {
    fn default() -> Self {
        QueueGate::Closed
    }
}
