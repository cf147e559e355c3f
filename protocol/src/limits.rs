//! Every limit in one place: sizes in bytes unless the name says otherwise, spans in milliseconds.

use crate::Ms;

/// Longest message from a client.
pub const MESSAGE_BYTES: usize = 64 * 1024;
/// Deepest nesting of a client's JSON.
pub const JSON_DEPTH: usize = 16;
/// Longest key of a microphone or region.
pub const KEY_BYTES: usize = 32;
/// Longest name of a person, place, microphone or region, in graphemes.
pub const NAME_GRAPHEMES: usize = 40;
/// Longest name in bytes: graphemes may be long in some scripts.
pub const NAME_BYTES: usize = 320;
/// Most combining marks on one letter of a name.
pub const MARKS_PER_GRAPHEME: usize = 4;
/// Longest title of a meeting, an item or a poll, in characters.
pub const TITLE_CHARS: usize = 120;
/// Longest organisation or delegation, in characters.
pub const ORGANISATION_CHARS: usize = 120;
/// Longest topic of a hand, in characters.
pub const TOPIC_CHARS: usize = 120;
/// Longest question of a poll, in characters.
pub const QUESTION_CHARS: usize = 400;
/// Longest label of a point of a scale, in characters.
pub const LABEL_CHARS: usize = 60;
/// Longest note, reason of a correction or explanation, in characters.
pub const NOTE_CHARS: usize = 2_000;
/// Longest statement of interest of a person, in characters.
pub const INTERESTS_CHARS: usize = 600;
/// Longest declaration of a conflict of interest, in characters: all of a question travel together.
pub const CONFLICT_CHARS: usize = 300;
/// How often one person may change what they declared in one question.
pub const DECLARED_AGAIN: u32 = 5;
/// Statements attached to one result.
pub const STATEMENTS: usize = 400;
/// Those of them that are kept for moderators and reporters.
pub const STATEMENTS_OF_STAFF: usize = 20;
/// Statements of one person attached to one result.
pub const STATEMENTS_EACH: usize = 3;
/// Once a result has so many, a person who has one adds no other: room for those who have none.
pub const STATEMENTS_SECOND: usize = 150;
/// Longest statement attached to a result, in characters.
pub const STATEMENT_CHARS: usize = 1_200;
/// Clarifications of one question.
pub const CLARIFICATIONS: usize = 20;
/// Longest written contribution, in characters, before the turn limit caps it further.
pub const CONTRIBUTION_CHARS: usize = 4_000;
/// Written contributions are read aloud at this rate; a turn limit caps their words by it.
pub const WORDS_PER_MINUTE: i64 = 150;

/// People on a roster.
pub const ROSTER: usize = 20_000;
/// Remote hubs of a meeting.
pub const HUBS: usize = 200;
/// Largest headcount of a hub.
pub const HEADS: u32 = 2_000;
/// Microphones of a meeting.
pub const MICROPHONES: usize = 24;
/// Regions of a meeting.
pub const REGIONS: usize = 40;
/// Agenda items of a meeting.
pub const ITEMS: usize = 100;
/// Languages of a meeting.
pub const LANGUAGES: usize = 20;
/// Languages of a person.
pub const PERSON_LANGUAGES: usize = 6;
/// Links of a meeting, personal links of participants included.
pub const LINKS: usize = 50_000;
/// Places on the roster, and links, that joins by shared links leave to those whom the organisers invite.
pub const NOT_FOR_JOINS: usize = 1_000;
/// Hands waiting at one time.
pub const WAITING_HANDS: usize = 1_000;
/// Hands raised by one "hands now".
pub const HANDS_NOW: usize = 40;
/// Questions of a meeting's polls.
pub const POLLS: usize = 500;
/// Points of a scale.
pub const SCALE_POINTS: std::ops::RangeInclusive<usize> = 2..=11;
/// Meetings on one server.
pub const MEETINGS: usize = 10_000;

/// Weight of a microphone.
pub const WEIGHT: std::ops::RangeInclusive<u32> = 1..=9;
/// Time limit of a turn.
pub const TURN_MS: std::ops::RangeInclusive<Ms> = 10_000..=3_600_000;
/// Time limit of an agenda item.
pub const ITEM_MS: std::ops::RangeInclusive<Ms> = 60_000..=86_400_000;
/// One extension of a turn.
pub const EXTEND_MS: std::ops::RangeInclusive<Ms> = 5_000..=600_000;
/// The countdown by which a poll closes.
pub const COUNTDOWN_MS: std::ops::RangeInclusive<Ms> = 0..=600_000;
/// How far ahead the end of a break may be moved.
pub const BREAK_MS: std::ops::RangeInclusive<Ms> = 0..=86_400_000;
/// The grace for ballots made in time behind a bad link.
pub const GRACE_MS: std::ops::RangeInclusive<Ms> = 0..=60_000;

/// How long the order of a new hand stays provisional: slower links may still bring hands that were raised before it.
pub const HOLD_MS: Ms = 1_000;
/// Hands raised within this span after the first of them stand equal.
pub const GROUP_MS: Ms = 25;
/// The opening batch.
pub const BATCH_MS: std::ops::RangeInclusive<Ms> = 0..=120_000;
/// What a hub's operator has to confirm the audio; 0: for ever.
pub const READY_MS: std::ops::RangeInclusive<Ms> = 0..=300_000;
/// Replies to one turn that go before the line.
pub const REPLIES: std::ops::RangeInclusive<u32> = 0..=10;
/// Newcomers that may overtake a waiting hand.
pub const NEWCOMER_CAP: std::ops::RangeInclusive<u32> = 0..=10;

/// Command ids remembered for each sender.
pub const REMEMBERED_COMMANDS: usize = 64;
/// Moderator actions that can be undone.
pub const UNDO_DEPTH: usize = 32;
/// Past turns and notes that travel as rows; the record has all.
pub const RECENT: usize = 20;
/// Ballots of one seat that a later one replaced and whose receipts are still listed.
pub const REPLACED: usize = 1_000;
