// Generated from the crate `protocol`. Do not edit: change the Rust types.

/**
 * What an abstention does.
 */
export type Abstaining = "apart" | "in_base";

/**
 * Agreement across regions or groups (Small et al. 2021): a divided one does not hide in a pooled share.
 */
export type Across = { 
/**
 * The product of (1 + agreeing) / (2 + answers) over all of them.
 */
product: number, 
/**
 * The least share of agreeing answers among them.
 */
least: number, };

/**
 * A note for the record.
 */
export type AddNote = { 
/**
 * A note or a decision.
 */
kind: NoteKind, 
/**
 * What it says.
 */
text: string, };

/**
 * A dissenting opinion, a minority statement or an explanation, attached to a question that was closed, and exported with it.
 */
export type AddStatement = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * What it is.
 */
kind: StatementKind, 
/**
 * What it says.
 */
text: string, 
/**
 * Whose it is, where staff enters it; a participant states their own.
 */
person?: PersonId, 
/**
 * In whose name, as "the delegation of ..."; absent: the person's.
 */
behalf?: string, };

/**
 * Admits a pending point of order.
 */
export type AdmitPointOfOrder = { 
/**
 * The hand.
 */
hand: HandId, };

/**
 * The value that a region or group agreed, by its rapporteur or by staff. May be given anew until the close.
 */
export type Agree = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * The region or group.
 */
unit: Key, 
/**
 * The agreed value.
 */
value: number, 
/**
 * How many were consulted.
 */
consulted?: number, 
/**
 * The lowest value stated.
 */
lowest?: number, 
/**
 * The highest value stated.
 */
highest?: number, 
/**
 * What hides behind the number, as "4 or 5 in some countries, 1 in others".
 */
comment?: string, };

/**
 * A value that a region or group agreed. It has no spread of its own.
 */
export type AgreedRow = { 
/**
 * The value.
 */
value: number, 
/**
 * How many were consulted.
 */
consulted?: number, 
/**
 * The lowest value stated.
 */
lowest?: number, 
/**
 * The highest value stated.
 */
highest?: number, 
/**
 * What hides behind the number.
 */
comment?: string, 
/**
 * The value before the last correction.
 */
was?: number, 
/**
 * The reason of that correction.
 */
reason?: string, 
/**
 * How many members have confirmed it as it is now.
 */
confirmed?: number, };

/**
 * A participant asks to speak under another hat; somebody else approves it.
 */
export type AskHat = { 
/**
 * The stakeholder group: the key of a microphone.
 */
group: Key, };

/**
 * Confirms or withdraws that the audio of a hand on deck works.
 */
export type AudioReady = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * True: the audio is ready.
 */
ready: boolean, };

/**
 * My ballot. Of a secret one only that it is there: its choice cannot be read by anybody.
 */
export type BallotRow = { 
/**
 * My answer; absent: no opinion, or secret.
 */
choice?: number, 
/**
 * My answers, where several may be chosen.
 */
choices?: Array<number>, 
/**
 * When it counted.
 */
at_ms: number, 
/**
 * The receipt: it proves after the close that this ballot is contained in the result, and nothing else.
 */
receipt?: string, 
/**
 * Who of my organisation cast it, where an organisation has one ballot and it was not I.
 */
cast_by?: string, };

/**
 * What shares and majorities are taken of.
 */
export type Base = "voting" | "present" | "seats";

/**
 * A break or break-out.
 */
export type BreakRow = { 
/**
 * Groups by region or stakeholder group; absent: an ordinary break.
 */
by?: Unit, 
/**
 * What it is; may be empty.
 */
title: string, 
/**
 * Since when.
 */
since_ms: number, 
/**
 * Until when.
 */
until_ms?: number, 
/**
 * Whether the groups are called back: it is over when the time is.
 */
recalled?: boolean, 
/**
 * The questions whose values the groups agree.
 */
set?: PollSetId, 
/**
 * How far each region or group is; those that have said nothing are not among them.
 */
units?: { [key in Key]: GroupState }, };

/**
 * The last message before the server closes.
 */
export type Bye = { 
/**
 * Why, for a person.
 */
why: string, 
/**
 * When to come back, in real milliseconds; absent: not at all.
 */
back_in_ms?: number, };

/**
 * Calls a hand out of turn.
 */
export type Call = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * Why; `none_given` is recorded too.
 */
reason: OverrideReason, 
/**
 * As in `call_next`.
 */
after?: TurnId, };

/**
 * Calls the hand that the rule puts first. Ends the turn on the floor, if there is one.
 */
export type CallNext = { 
/**
 * The hand that the page shows as next: if another is next by now, nothing is done and the refusal is `moved_on`. Absent: not looked at.
 */
expected?: HandId, 
/**
 * The turn that the page shows on the floor: if another one is there by now, or none, nothing is done and the refusal is `moved_on`. Absent: not looked at; with an empty floor send `expected`. Guards against two moderators pressing at the same moment.
 */
after?: TurnId, };

/**
 * Cancels a running countdown.
 */
export type CancelClose = { 
/**
 * All of a set, and
 */
set?: PollSetId, 
/**
 * these ones.
 */
polls?: Array<PollId>, };

/**
 * A person's own answer.
 */
export type Cast = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * The value on the scale, or the point; absent: no opinion, where the question has it.
 */
choice?: number, 
/**
 * The points, where several may be chosen.
 */
choices?: Array<number>, };

/**
 * Changes a waiting hand; what is absent stays.
 */
export type ChangeHand = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * Not from or to a point of order.
 */
kind?: HandKind, 
/**
 * How the words will come.
 */
delivery?: Delivery, 
/**
 * The language that the person will speak.
 */
language?: string, 
/**
 * A short topic.
 */
topic?: string, 
/**
 * The contribution to be read aloud.
 */
text?: string, 
/**
 * Another microphone; staff only, since a person's group is fixed at registration.
 */
microphone?: Key, };

/**
 * A hub operator's answer in a rehearsal, or at any time before and during the meeting: the line was tried.
 */
export type CheckHub = { 
/**
 * Which.
 */
hub: HubId, 
/**
 * Whether sound goes both ways.
 */
audio: boolean, };

/**
 * A note that clarifies a question.
 */
export type ClarificationRow = { 
/**
 * What it says.
 */
text: string, 
/**
 * When.
 */
at_ms: number, };

/**
 * A clarification of a question after it was opened: a note that everybody sees beside it, never an edit.
 */
export type Clarify = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * What it says.
 */
text: string, };

/**
 * What a client sends.
 */
export type ClientFrame = { "t": "hello" } & Hello | { "t": "command" } & CommandFrame | { "t": "time" } & TimeAsk | { "t": "resync" } & Nothing;

/**
 * Starts the countdown that closes questions.
 */
export type ClosePolls = { 
/**
 * All open ones of a set, and
 */
set?: PollSetId, 
/**
 * these ones.
 */
polls?: Array<PollId>, 
/**
 * The countdown: 0 to 600,000; default 10,000.
 */
in_ms?: number, };

/**
 * One thing that somebody asks the meeting to do. The sender is known from the credential, never
 * from the command. Unknown fields are refused.
 */
export type Command = { "do": "set_meeting" } & SetMeeting | { "do": "set_item" } & SetItem | { "do": "remove_item" } & RemoveItem | { "do": "set_microphone" } & SetMicrophone | { "do": "remove_microphone" } & RemoveMicrophone | { "do": "set_regions" } & SetRegions | { "do": "set_hub" } & SetHub | { "do": "remove_hub" } & RemoveHub | { "do": "set_headcount" } & SetHeadcount | { "do": "check_hub" } & CheckHub | { "do": "start_rehearsal" } & Nothing | { "do": "set_rule" } & SetRule | { "do": "set_person" } & SetPerson | { "do": "set_people" } & SetPeople | { "do": "join" } & Join | { "do": "confirm_person" } & ConfirmPerson | { "do": "ask_hat" } & AskHat | { "do": "rule_hat" } & RuleHat | { "do": "remove_person" } & RemovePerson | { "do": "issue_link" } & IssueLink | { "do": "revoke_link" } & RevokeLink | { "do": "start_meeting" } & Nothing | { "do": "end_meeting" } & Nothing | { "do": "raise" } & Raise | { "do": "hands_now" } & HandsNow | { "do": "name_hand" } & NameHand | { "do": "change_hand" } & ChangeHand | { "do": "lower" } & Lower | { "do": "move_hand" } & MoveHand | { "do": "skip" } & Skip | { "do": "defer" } & Defer | { "do": "audio_ready" } & AudioReady | { "do": "line_up" } & LineUp | { "do": "close_queue" } & Nothing | { "do": "open_queue" } & Nothing | { "do": "admit_point_of_order" } & AdmitPointOfOrder | { "do": "reclassify" } & Reclassify | { "do": "call_next" } & CallNext | { "do": "call" } & Call | { "do": "last_word" } & LastWord | { "do": "hold_microphone" } & HoldMicrophone | { "do": "pin_microphone" } & PinMicrophone | { "do": "enter_turn" } & EnterTurn | { "do": "give_floor" } & GiveFloor | { "do": "start_clock" } & StartClock | { "do": "pause_clock" } & Nothing | { "do": "resume_clock" } & Nothing | { "do": "extend" } & Extend | { "do": "set_turn_limit" } & SetTurnLimit | { "do": "end_turn" } & EndTurn | { "do": "on_air" } & OnAir | { "do": "hand_over_chair" } & HandOverChair | { "do": "start_item" } & StartItem | { "do": "start_break" } & StartBreak | { "do": "move_break_end" } & MoveBreakEnd | { "do": "set_group_state" } & SetGroupState | { "do": "end_break" } & Nothing | { "do": "signal" } & GiveSignal | { "do": "undo" } & Undo | { "do": "correct_turn" } & CorrectTurn | { "do": "add_note" } & AddNote | { "do": "set_poll" } & SetPoll | { "do": "remove_poll" } & RemovePoll | { "do": "set_poll_set" } & SetPollSet | { "do": "open_polls" } & OpenPolls | { "do": "close_polls" } & ClosePolls | { "do": "cancel_close" } & CancelClose | { "do": "reveal_polls" } & RevealPolls | { "do": "cast" } & Cast | { "do": "agree" } & Agree | { "do": "count" } & Count | { "do": "correct_answer" } & CorrectAnswer | { "do": "pass_ballot" } & PassBallot | { "do": "declare" } & Declare | { "do": "confirm_answer" } & ConfirmAnswer | { "do": "add_statement" } & AddStatement | { "do": "clarify" } & Clarify;

/**
 * A command with its number and the moment of the press.
 */
export type CommandFrame = { 
/**
 * The number; the sender is that of `hello`.
 */
n: number, 
/**
 * The page's monotonic clock at the press, in milliseconds.
 */
pressed_ms?: number, 
/**
 * What to do.
 */
command: Command, };

/**
 * A second person's confirmation of an agreed value (a member of the region or group) or of a count (not who entered it).
 */
export type ConfirmAnswer = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * The region or group whose value is confirmed, or
 */
unit?: Key, 
/**
 * the place whose count is confirmed.
 */
place?: Place, 
/**
 * The value or the hands as the confirming person saw them: what changed meanwhile is not confirmed by it.
 */
seen: Array<number>, 
/**
 * The name of the person who confirms a count, where the link is not a person's own.
 */
name?: string, };

/**
 * Confirms a self-registered person.
 */
export type ConfirmPerson = { 
/**
 * Who.
 */
person: PersonId, };

/**
 * A conflict of interest that was declared in a question by name.
 */
export type ConflictRow = { 
/**
 * Whose, by the person's wish.
 */
name: string, 
/**
 * What it is.
 */
text: string, };

/**
 * Corrects an agreed or counted answer, also after the close, as a new entry.
 */
export type CorrectAnswer = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * The region or group whose agreed value is corrected, or
 */
unit?: Key, 
/**
 * the place whose count is corrected.
 */
place?: Place, 
/**
 * The right agreed value.
 */
value?: number, 
/**
 * The right count.
 */
hands?: Array<number>, 
/**
 * The right number of "no opinion" in the count; absent: it stays.
 */
no_opinion?: number, 
/**
 * Why it is corrected.
 */
reason: string, };

/**
 * A correction to a past turn, as a new entry.
 */
export type CorrectTurn = { 
/**
 * The turn.
 */
turn: TurnId, 
/**
 * Who it was: a person of the roster, or
 */
person?: PersonId, 
/**
 * a name, which adds the person.
 */
name?: string, 
/**
 * How many words it had.
 */
words?: number, 
/**
 * Why it is corrected.
 */
reason?: string, };

/**
 * A counted show of hands. May be given anew until the close.
 */
export type Count = { 
/**
 * The hub, or the room.
 */
place: Place, 
/**
 * A line for each question.
 */
grid: Array<CountedHands>, 
/**
 * Who counted.
 */
counter?: string, };

/**
 * One line of the grid: one question.
 */
export type CountedHands = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * Hands for each point of the scale, in its order.
 */
hands: Array<number>, 
/**
 * Hands for "no opinion".
 */
no_opinion: number, 
/**
 * Those hands whose stakeholder group is known; the others are shown as "group not stated".
 */
groups?: Array<GroupHands>, };

/**
 * A counted show of hands.
 */
export type CountedRow = { 
/**
 * For each point of the scale.
 */
hands: Array<number>, 
/**
 * "No opinion".
 */
no_opinion: number, 
/**
 * The heads that the place had.
 */
heads: number, 
/**
 * Who counted.
 */
counter?: string, 
/**
 * Whether a correction changed it.
 */
corrected: boolean, 
/**
 * The hands whose group is known.
 */
groups?: Array<GroupHands>, 
/**
 * Whether a second person has confirmed it as it is now.
 */
confirmed?: boolean, 
/**
 * Who confirmed it.
 */
confirmer?: string, };

/**
 * My declaration about conflicts of interest in a question.
 */
export type DeclarationRow = { 
/**
 * Whether there is a conflict.
 */
conflict: boolean, 
/**
 * What it is.
 */
text?: string, };

/**
 * A declaration about conflicts of interest in one question; made before the ballot where the terms ask for it. May be made
 * anew until the close.
 */
export type Declare = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * Whether there is a conflict of interest.
 */
conflict: boolean, 
/**
 * What it is; needed where there is one.
 */
text?: string, };

/**
 * Lets one go first ("after the next").
 */
export type Defer = { 
/**
 * The hand.
 */
hand: HandId, };

/**
 * How the words will reach the meeting.
 */
export type Delivery = "microphone" | "hub_line" | "own_call" | "telephone" | "written";

/**
 * What producer and staff need of a hand on deck or a turn on the floor.
 */
export type DeskRow = { 
/**
 * The hand.
 */
hand?: HandId, 
/**
 * The line: the hub's line, or the delivery.
 */
line?: string, 
/**
 * The name in the video call.
 */
call_name?: string, 
/**
 * The contribution to be read aloud.
 */
text?: string, };

/**
 * By what a result is broken down.
 */
export type Dimension = "region" | "group" | "place";

/**
 * A distribution over the points of the scale.
 */
export type Distribution = { 
/**
 * Answers, without "no opinion".
 */
n: number, 
/**
 * For each point of the scale, in its order.
 */
counts: Array<number>, 
/**
 * "No opinion".
 */
no_opinion: number, };

/**
 * Who may answer a question by a ballot.
 */
export type Electorate = "seats" | "organisations" | "present";

/**
 * Ends the turn on the floor.
 */
export type EndTurn = { 
/**
 * The stated speaking time, for turns that are entered afterwards; default: as the clock measured.
 */
spoken_ms?: number, 
/**
 * The number of words spoken, where a captioner or a transcript knows it.
 */
words?: number, };

/**
 * A call that was made while the hall was offline, entered afterwards with stated times.
 */
export type EnterTurn = { 
/**
 * The hand that was called, or
 */
hand?: HandId, 
/**
 * a person of the roster, or
 */
person?: PersonId, 
/**
 * a name, which adds the person; none of the three: somebody unidentified.
 */
name?: string, 
/**
 * When the floor was given, as stated.
 */
called_ms: number, 
/**
 * How long the turn took, as stated.
 */
spoken_ms: number, };

/**
 * When hands may expect to be called.
 */
export type ExpectedRow = { 
/**
 * As of when.
 */
at_ms: number, 
/**
 * For each waiting hand in calling order: the span from `at_ms` until its call, expected.
 */
from_ms: Array<number>, 
/**
 * How far the call may come earlier or later than expected: four times in five it does not.
 */
give_ms: Array<number>, 
/**
 * The most speaking time before its call, if limits hold and no exceptions are made; null: no bound is stated for it.
 */
worst_ms: Array<number | null>, 
/**
 * The most turns before its call, on the same condition.
 */
worst_turns: Array<number | null>, };

/**
 * Gives the turn more time.
 */
export type Extend = { 
/**
 * How much, 5 s to 10 min.
 */
by_ms: number, };

/**
 * Who has the floor.
 */
export type FloorRow = { 
/**
 * The turn on the floor.
 */
turn?: TurnRow, 
/**
 * The turn that a point of order interrupted.
 */
interrupted?: TurnId, 
/**
 * What the interpreters last signalled about this turn.
 */
signal?: Signal, 
/**
 * When.
 */
signal_ms?: number, };

/**
 * Gives the floor to somebody who is not in the queue.
 */
export type GiveFloor = { 
/**
 * `chair`, `presenter` or `interjection`; with `called`, somebody called by name without a waiting hand, out of turn.
 */
kind: TurnKind, 
/**
 * A person of the roster, or
 */
person?: PersonId, 
/**
 * a name, which adds the person; neither: somebody unidentified, to be named later by a correction.
 */
name?: string, 
/**
 * The limit of this turn; default: that of the agenda item.
 */
limit_ms?: number, 
/**
 * The language spoken.
 */
language?: string, 
/**
 * Why, where `kind` is `called`.
 */
reason?: OverrideReason, 
/**
 * The turn that this one replies to or follows up.
 */
to_turn?: TurnId, 
/**
 * `direct_reply`, `follow_up` or `clarification`, with `to_turn`.
 */
reply?: HandKind, };

/**
 * A signal to speaker and moderator.
 */
export type GiveSignal = { 
/**
 * Which.
 */
signal: Signal, };

/**
 * The hands of one stakeholder group within a count.
 */
export type GroupHands = { 
/**
 * The group.
 */
group: Key, 
/**
 * Hands for each point of the scale, in its order.
 */
hands: Array<number>, };

/**
 * How far a group of a break-out is.
 */
export type GroupState = "working" | "more_time" | "ready";

/**
 * A hand: one request to speak.
 */
export type HandId = number;

/**
 * What a hand asks for.
 */
export type HandKind = "intervention" | "direct_reply" | "follow_up" | "clarification" | "point_of_order" | "objection";

/**
 * Hands the chair over.
 */
export type HandOverChair = { 
/**
 * To a person of the roster, or
 */
person?: PersonId, 
/**
 * to a name, which adds the person; neither: back to nobody in particular.
 */
name?: string, };

/**
 * A waiting hand.
 */
export type HandRow = { 
/**
 * Whose it is.
 */
who: WhoRow, 
/**
 * For an unnamed hand: which of how many unnamed of its hub, as hand 2 of 3.
 */
of?: [number, number], 
/**
 * The microphone.
 */
mic: Key, 
/**
 * The hat it is raised under.
 */
group?: Key, 
/**
 * Where the person is.
 */
place: Place, 
/**
 * What it asks for.
 */
kind: HandKind, 
/**
 * How the words will come.
 */
delivery: Delivery, 
/**
 * The language to be spoken.
 */
language?: string, 
/**
 * A short topic.
 */
topic?: string, 
/**
 * The turn that it replies to.
 */
to_turn?: TurnId, 
/**
 * The moment of raising that its order goes by.
 */
raised_ms: number, 
/**
 * Whether the person has not spoken on this item yet.
 */
new: boolean, 
/**
 * Of a point of order: whether the chair admitted it; absent for other kinds.
 */
admitted?: boolean, 
/**
 * Whether it was passed over and keeps its place.
 */
skipped?: boolean, 
/**
 * Whether slower links may still bring hands that go before it: its order is final a second after it was raised.
 */
provisional?: boolean, 
/**
 * Whether it is passed over until its audio is confirmed.
 */
unready?: boolean, 
/**
 * When it arrived, if it was raised during an outage of its hub that the server saw.
 */
arrived_ms?: number, 
/**
 * Whether the person registered themselves and nobody confirmed them yet.
 */
unconfirmed?: boolean, };

/**
 * "Hands now": several hands of one hub, stamped once, in the order given.
 */
export type HandsNow = { 
/**
 * The hub.
 */
hub: HubId, 
/**
 * People of the hub's list.
 */
people?: Array<PersonId>, 
/**
 * Further hands without a name yet.
 */
unnamed: number, 
/**
 * For people without a stakeholder group, and unnamed hands.
 */
microphone?: Key, };

/**
 * The first message of a client.
 */
export type Hello = { 
/**
 * The sender of this page instance's commands.
 */
sender: string, 
/**
 * The position of the rows that the client holds; absent: none.
 */
at?: Position, 
/**
 * The build of the page.
 */
build?: string, };

/**
 * Passes over a microphone until it is released; its hands keep their places.
 */
export type HoldMicrophone = { 
/**
 * Which.
 */
microphone: Key, 
/**
 * True: hold it; false: release it.
 */
held: boolean, };

/**
 * A remote hub.
 */
export type HubId = number;

/**
 * How a hub is brought to air.
 */
export type HubLineRow = { 
/**
 * Its operator's name.
 */
operator?: string, 
/**
 * Its audio/video line.
 */
line?: string, 
/**
 * Its name in the video call.
 */
call_name?: string, };

/**
 * A remote hub.
 */
export type HubRow = { 
/**
 * Its name.
 */
name: string, 
/**
 * City.
 */
city: string, 
/**
 * Country, two letters.
 */
country: string, 
/**
 * Its region.
 */
region?: Key, 
/**
 * IANA time zone.
 */
time_zone: string, 
/**
 * Heads now.
 */
heads: number, 
/**
 * The most heads it may count.
 */
ceiling: number, 
/**
 * When its operator last tried the line, since the rehearsal began.
 */
checked_ms?: number, 
/**
 * Whether sound went both ways then.
 */
audio_ok?: boolean, };

/**
 * The four hues that tell microphones apart.
 */
export type Hue = "blue" | "brown" | "green" | "magenta" | "ink";

/**
 * Issues a link. The server makes the secret and stores only its hash.
 */
export type IssueLink = { 
/**
 * What it allows.
 */
role: Role, 
/**
 * The hub of a hub operator; the place that people join at by a shared participant link.
 */
place?: Place, 
/**
 * The person of a personal link; absent: a shared link.
 */
person?: PersonId, 
/**
 * What the organiser calls it, as "steward, microphone 2".
 */
label?: string, 
/**
 * The microphone of a steward.
 */
microphone?: Key, 
/**
 * The region or group of a rapporteur.
 */
unit?: Key, 
/**
 * Set by the server: the hash of the secret, 64 hexadecimal digits.
 */
secret_sha256: string, };

/**
 * An agenda item.
 */
export type ItemId = number;

/**
 * An agenda item.
 */
export type ItemRow = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its place in the agenda, from 1.
 */
position: number, 
/**
 * Time limit of a turn.
 */
turn_ms: number, 
/**
 * Time limit of the item.
 */
item_ms?: number, 
/**
 * Weights and time budgets of microphones on this item.
 */
shares?: Array<ItemShare>, 
/**
 * Whether it is interpreted consecutively: a turn in another language than the first gets twice the limit.
 */
consecutive?: boolean, };

/**
 * What a microphone has on an agenda item.
 */
export type ItemShare = { 
/**
 * The microphone.
 */
microphone: Key, 
/**
 * Its share in the rotation, 1 to 9; absent: as the microphone has it.
 */
weight?: number, 
/**
 * The time that its turns may take on the item, at least one turn; absent: as the microphone has it.
 */
budget_ms?: number, };

/**
 * Who joins by a shared link. Names on the roster cannot be claimed this way: a look-alike is marked.
 */
export type Join = { 
/**
 * What the person says of themselves; the place comes from the link.
 */
profile: Profile, 
/**
 * Set by the server: the hash of the new personal link's secret, 64 hexadecimal digits.
 */
secret_sha256: string, };

/**
 * The name of a microphone, of a region or of another list that the organiser makes: lower-case
 * letters, digits and hyphens, 1 to 32 of them, as `civil-society` or `latin-america`.
 */
export type Key = string;

/**
 * Gives somebody the last word: calls the hand, closes the queue and clears it. The cleared hands count as not heard.
 */
export type LastWord = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * As in `call_next`.
 */
after?: TurnId, };

/**
 * Confirms or withdraws, by the producer, that the line of a hand is up.
 */
export type LineUp = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * True: the line is up.
 */
up: boolean, };

/**
 * A link: one credential with its role and scope.
 */
export type LinkId = number;

/**
 * The link of a hub's operator page.
 */
export type LinkQualityRow = { 
/**
 * Whether it is connected.
 */
online: boolean, 
/**
 * Whether it has been connected at all since the server started: if not, it is not there yet rather than lost.
 */
was_here: boolean, 
/**
 * Since when it is so.
 */
since_ms: number, 
/**
 * Round trip, the median of the last ones.
 */
rtt_ms?: number, };

/**
 * A link, without its secret.
 */
export type LinkRow = { 
/**
 * What it allows.
 */
role: Role, 
/**
 * Its place.
 */
place?: Place, 
/**
 * Its person.
 */
person?: PersonId, 
/**
 * Its microphone.
 */
microphone?: Key, 
/**
 * Its region or group.
 */
unit?: Key, 
/**
 * What the organiser calls it.
 */
label?: string, 
/**
 * How many joined by it.
 */
joined: number, 
/**
 * Whether it is revoked.
 */
revoked: boolean, };

/**
 * Live rows. Lost ones are not repeated; a new connection gets them all.
 */
export type Live = { 
/**
 * A counter of its own; ignore what is not newer.
 */
n: number, 
/**
 * Rows to assign.
 */
set?: Record<string, unknown>, 
/**
 * Rows to delete.
 */
removed?: Array<string>, };

/**
 * Lowers a waiting hand.
 */
export type Lower = { 
/**
 * The hand.
 */
hand: HandId, };

/**
 * What carries a vote.
 */
export type Majority = "simple" | "absolute" | "two_thirds" | "consensus";

/**
 * Who I am.
 */
export type MeRow = { 
/**
 * My number.
 */
person: PersonId, 
/**
 * My name.
 */
name: string, 
/**
 * My stakeholder group.
 */
group?: Key, 
/**
 * My region.
 */
region?: Key, 
/**
 * My place.
 */
place?: Place, 
/**
 * Whether staff knows me.
 */
confirmed: boolean, 
/**
 * The group for which I ask to speak; absent again once staff has approved or declined it.
 */
asks_group?: Key, 
/**
 * My statement of interest.
 */
interests?: string, };

/**
 * The meeting.
 */
export type MeetingRow = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its languages, the first one is the default.
 */
languages: Array<string>, 
/**
 * Whether it runs.
 */
phase: Phase, 
/**
 * Whether anybody may read along.
 */
public: boolean, 
/**
 * Whether all of it is simulated.
 */
simulated: boolean, 
/**
 * Whether the queue is open.
 */
gate: QueueGate, 
/**
 * When the queue opened last.
 */
opened_ms?: number, 
/**
 * The rule of the queue.
 */
preset: Preset, 
/**
 * Whether who has not spoken on this item goes first.
 */
newcomers_first: boolean, 
/**
 * How many newcomers may overtake a waiting hand.
 */
newcomer_cap: number, 
/**
 * How many replies to one turn go before the line.
 */
replies: number, 
/**
 * The opening batch: hands raised so long after the queue opened stand equal; 0: off.
 */
batch_ms: number, 
/**
 * How long a hub on deck has to confirm its audio; 0: for ever.
 */
ready_ms: number, 
/**
 * The microphone from which hands are called for now, whatever the rotation says.
 */
pinned?: Key, 
/**
 * When the last rehearsal began.
 */
rehearsal_ms?: number, 
/**
 * How many are told ahead.
 */
on_deck: number, 
/**
 * The current agenda item.
 */
item?: ItemId, 
/**
 * Since when.
 */
item_started_ms?: number, 
/**
 * Who chairs, where it is somebody in particular.
 */
chair?: string, 
/**
 * The break or the groups that the meeting is in.
 */
pause?: BreakRow, };

/**
 * By what methods a question is answered; at least one. All that are chosen are shown with the result.
 */
export type Methods = { 
/**
 * Every person's ballot.
 */
ballots?: boolean, 
/**
 * One value agreed by each region or group.
 */
agreed_by?: Unit, 
/**
 * Counted shows of hands, of hubs and of the room.
 */
counted?: boolean, 
/**
 * Secret ballots on a device that is passed round.
 */
passed?: boolean, };

/**
 * A microphone.
 */
export type MicrophoneRow = { 
/**
 * Its name.
 */
name: string, 
/**
 * The one or two characters on its flag.
 */
letter: string, 
/**
 * The colour of its flag.
 */
hue: Hue, 
/**
 * Whether the flag is hollow.
 */
hollow: boolean, 
/**
 * Its share in the rotation.
 */
weight: number, 
/**
 * Its place in the rotation, from 0: the index that `order` uses, as one character of base 36.
 */
lane: number, 
/**
 * The time that its turns may take on an agenda item.
 */
budget_ms?: number, 
/**
 * Whether the moderator holds it: it is passed over.
 */
held?: boolean, };

/**
 * The furthest that one microphone got ahead of another while both waited.
 */
export type MirrorGap = { 
/**
 * By how much speaking time, for each unit of weight.
 */
ms: number, 
/**
 * The microphone that got ahead.
 */
ahead: Key, 
/**
 * The one that fell behind.
 */
behind: Key, };

/**
 * What a microphone asked for and had.
 */
export type MirrorMic = { 
/**
 * Its hands in the room.
 */
room: MirrorWaits, 
/**
 * Its remote hands: hubs and online.
 */
remote: MirrorWaits, 
/**
 * The median wait of the remote hands over that of the room's.
 */
parity?: number, 
/**
 * Called turns, the one on the floor included.
 */
turns: number, 
/**
 * Speaking time of those that have ended.
 */
ms: number, 
/**
 * Turns of people who spoke for the first time in the meeting.
 */
newcomers: number, 
/**
 * Hands raised.
 */
raised: number, 
/**
 * Of these, called.
 */
called: number, 
/**
 * Of these, lowered before they were called.
 */
lowered: number, 
/**
 * The median wait, hands that were not called included with their wait so far; without points of order and answers to a turn.
 */
median_ms?: number, 
/**
 * The longest of these waits.
 */
longest_ms?: number, };

/**
 * People and what they had, the silent ones included.
 */
export type MirrorPeople = { 
/**
 * People on the roster.
 */
known: number, 
/**
 * Of these, those who had a called turn.
 */
spoke: number, 
/**
 * Gini over their times, 0 (all the same) to 1 (one had all).
 */
gini?: number, 
/**
 * The least number of people who together had half of the time.
 */
half_by?: number, 
/**
 * Called turns of people whom nobody has named: they are not in these figures.
 */
unnamed_turns: number, 
/**
 * Their time.
 */
unnamed_ms: number, };

/**
 * How the floor has been shared. Changes when a turn begins or ends, not with every hand. Absent
 * before anybody has had the floor.
 */
export type MirrorRow = { 
/**
 * The moment from which it looks back: hands that wait still count with their wait until then.
 */
as_of_ms: number, 
/**
 * The whole meeting.
 */
all: MirrorShare, 
/**
 * The room.
 */
room: MirrorShare, 
/**
 * Remote hubs.
 */
hubs: MirrorShare, 
/**
 * People online on their own.
 */
online: MirrorShare, 
/**
 * By microphone, those that were asked for.
 */
mics: { [key in Key]: MirrorMic }, 
/**
 * By region, those that asked or spoke.
 */
regions: { [key in Key]: MirrorShare }, 
/**
 * Of hands and turns whose region is not known.
 */
no_region?: MirrorShare, 
/**
 * By hub, those that asked or spoke.
 */
hubs_each: { [key in HubId]: MirrorShare }, 
/**
 * Jain's index over the microphones that were asked for, by time for weight, 1/n to 1.
 */
jain?: number, 
/**
 * The furthest that one microphone got ahead of another while both waited.
 */
gap?: MirrorGap, 
/**
 * The longest called turn that has ended.
 */
longest_turn_ms?: number, 
/**
 * The median wait of remote hands over that of room hands at the same microphone; 1 is equal, above 1 the remote side waits longer.
 */
parity?: number, 
/**
 * People, the silent ones included.
 */
people: MirrorPeople, 
/**
 * Calls out of turn, by reason.
 */
out_of_turn: { [key in OverrideReason]?: number }, 
/**
 * Points of order raised.
 */
points_raised: number, 
/**
 * Points of order that were given the floor.
 */
points_called: number, 
/**
 * Direct replies, follow-ups and clarifications that had the floor.
 */
replies: number, };

/**
 * What a side, microphone, region or hub asked for and had.
 */
export type MirrorShare = { 
/**
 * Called turns, the one on the floor included.
 */
turns: number, 
/**
 * Speaking time of those that have ended.
 */
ms: number, 
/**
 * Turns of people who spoke for the first time in the meeting.
 */
newcomers: number, 
/**
 * Hands raised.
 */
raised: number, 
/**
 * Of these, called.
 */
called: number, 
/**
 * Of these, lowered before they were called.
 */
lowered: number, 
/**
 * The median wait, hands that were not called included with their wait so far; without points of order and answers to a turn.
 */
median_ms?: number, 
/**
 * The longest of these waits.
 */
longest_ms?: number, };

/**
 * Hands, and how long they waited.
 */
export type MirrorWaits = { 
/**
 * Hands raised.
 */
raised: number, 
/**
 * Of these, called.
 */
called: number, 
/**
 * Of these, lowered before they were called.
 */
lowered: number, 
/**
 * The median wait, hands that were not called included with their wait so far; without points of order and answers to a turn.
 */
median_ms?: number, 
/**
 * The longest of these waits.
 */
longest_ms?: number, };

/**
 * Moves the end of a break or break-out: "back in two minutes", "ten minutes more".
 */
export type MoveBreakEnd = { 
/**
 * From now until its end: 0 to 86,400,000.
 */
in_ms: number, 
/**
 * True: the groups are called back, everybody sees it, and it is over when the time is.
 */
recall: boolean, };

/**
 * Moves a waiting hand within its line, so that the line is as people stand.
 */
export type MoveHand = { 
/**
 * The hand that moves.
 */
hand: HandId, 
/**
 * To just before this hand of the same microphone and place; absent: to the end of the line.
 */
before?: HandId, };

/**
 * My hand.
 */
export type MyHandRow = { 
/**
 * Which.
 */
hand: HandId, 
/**
 * Where it stands.
 */
state: MyHandState, 
/**
 * The microphone.
 */
mic: Key, 
/**
 * What it asks for.
 */
kind: HandKind, 
/**
 * How the words will come.
 */
delivery: Delivery, 
/**
 * The language.
 */
language?: string, 
/**
 * The topic.
 */
topic?: string, 
/**
 * The written contribution.
 */
text?: string, 
/**
 * The moment that the order goes by.
 */
raised_ms: number, 
/**
 * The place in the calling order of the whole meeting, from 1.
 */
position?: number, 
/**
 * The reason for it.
 */
why?: Why, 
/**
 * Whether my audio is confirmed.
 */
audio_ready: boolean, 
/**
 * Whether staff raised it for me.
 */
by_staff?: boolean, };

/**
 * Where my hand stands.
 */
export type MyHandState = "waiting" | "on_deck" | "on_floor";

/**
 * Says whose an unnamed hand is; the name is due when the hand is on deck.
 */
export type NameHand = { 
/**
 * The unnamed hand.
 */
hand: HandId, 
/**
 * A person of the roster, or
 */
person?: PersonId, 
/**
 * a name, which adds the person.
 */
name?: string, };

/**
 * How much of a person's name the public sees.
 */
export type NameShown = "full" | "initials" | "organisation";

/**
 * A hand on deck.
 */
export type NextHand = { 
/**
 * Which.
 */
hand: HandId, 
/**
 * Why this one.
 */
why: Why, 
/**
 * Whether its audio is confirmed.
 */
audio_ready: boolean, 
/**
 * Whether its line is up.
 */
line_up: boolean, 
/**
 * When its hub was told that it is on deck, where the audio has to be confirmed.
 */
told_ms?: number, };

/**
 * Who is next: the first `on_deck` hands of the order.
 */
export type NextRow = { 
/**
 * In calling order.
 */
deck: Array<NextHand>, };

/**
 * A hand that was not heard.
 */
export type NotHeardHand = { 
/**
 * Which.
 */
hand: HandId, 
/**
 * Whose it is.
 */
who: WhoRow, 
/**
 * The microphone.
 */
mic: Key, 
/**
 * Where the person was.
 */
place: Place, 
/**
 * What it asked for.
 */
kind: HandKind, 
/**
 * A short topic.
 */
topic?: string, 
/**
 * Whether the person had spoken earlier in the meeting.
 */
spoke: boolean, };

/**
 * Whose hands were not heard: they are invited to write. Absent where nobody is.
 */
export type NotHeardRow = { 
/**
 * Hands with a name, in the order in which they came.
 */
hands: Array<NotHeardHand>, 
/**
 * How many hands without a name, by place: `room`, `online`, `hub/3`.
 */
unnamed: { [key in string]: number }, };

/**
 * What a reporter's note is.
 */
export type NoteKind = "note" | "decision";

/**
 * A note.
 */
export type NoteRow = { 
/**
 * A note or a decision.
 */
kind: NoteKind, 
/**
 * What it says.
 */
text: string, 
/**
 * When.
 */
at_ms: number, 
/**
 * The agenda item.
 */
item?: ItemId, };

/**
 * A command that needs no further words.
 */
export type Nothing = Record<never, never>;

/**
 * What the producer routes to air.
 */
export type OnAir = { 
/**
 * The turn on the floor.
 */
turn: TurnId, 
/**
 * True: on air.
 */
on: boolean, };

/**
 * Opens questions at one stroke. From now on text, scale and methods are fixed, and headcounts are frozen as ceilings of the counts.
 */
export type OpenPolls = { 
/**
 * All drafts of a set, and
 */
set?: PollSetId, 
/**
 * these ones.
 */
polls?: Array<PollId>, };

/**
 * How the microphones' lines interleave in the calling order of the whole meeting.
 */
export type OrderRow = { 
/**
 * One character for each waiting hand, in calling order: the `lane` of its microphone in base 36. The k-th `2` stands for the k-th hand of `order/{key}` of lane 2.
 */
lanes: string, };

/**
 * What a vote, a choice or an objection call came to by its terms.
 */
export type Outcome = { 
/**
 * Those of whom shares are taken.
 */
base: number, 
/**
 * How many had to be for it; absent where only objections matter.
 */
needed?: number, 
/**
 * How many took part, abstentions included.
 */
part: number, 
/**
 * Whether the quorum took part; absent: there is none.
 */
quorum_met?: boolean, 
/**
 * Whether it is carried; absent for kinds that decide nothing.
 */
carried?: boolean, };

/**
 * Why a hand was called out of turn.
 */
export type OverrideReason = "precedence" | "balance" | "reply" | "leaving" | "none_given";

/**
 * One group, region or place of a tally.
 */
export type Part = { 
/**
 * Its answers, ballots and counted hands together.
 */
votes: Distribution, 
/**
 * Whether only n is shown, because the distribution would tell who chose what: the counts are empty then.
 */
hidden?: boolean, 
/**
 * Absent where there are no answers.
 */
stats?: Stats, };

/**
 * One ballot on a device that is passed round in a hub or in the room: of a person who has no device of their own. Only for
 * secret questions; it counts within the heads of the place, less those who answered themselves.
 */
export type PassBallot = { 
/**
 * The question.
 */
poll: PollId, 
/**
 * The hub, or the room.
 */
place: Place, 
/**
 * The point of the scale; absent: no opinion, where the question has it.
 */
choice?: number, 
/**
 * The points, where several may be chosen.
 */
choices?: Array<number>, };

/**
 * A person of the roster, registered beforehand or on joining.
 */
export type PersonId = number;

/**
 * A person of the roster.
 */
export type PersonRow = { 
/**
 * The name; empty when the person was forgotten.
 */
name: string, 
/**
 * How to say it.
 */
say?: string, 
/**
 * Title.
 */
title?: string, 
/**
 * Organisation or delegation.
 */
organisation?: string, 
/**
 * Stakeholder group.
 */
group?: Key, 
/**
 * Region.
 */
region?: Key, 
/**
 * Where.
 */
place?: Place, 
/**
 * Languages.
 */
languages?: Array<string>, 
/**
 * How much of the name the public sees, where it is not as the meeting has it.
 */
name_shown?: NameShown, 
/**
 * The name in the video call.
 */
call_name?: string, 
/**
 * The statement of interest.
 */
interests?: string, 
/**
 * Whether they are who they say: from the roster, or confirmed by staff.
 */
confirmed: boolean, 
/**
 * A person of the roster whose name looks the same.
 */
alike?: PersonId, 
/**
 * Called turns on the current item.
 */
spoken: number, 
/**
 * The group for which the person asks to speak.
 */
asks_group?: Key, };

/**
 * Whether the meeting is running.
 */
export type Phase = "preparing" | "running" | "ended";

/**
 * Calls from one microphone while hands wait there, until it is unpinned.
 */
export type PinMicrophone = { 
/**
 * Which; absent: the rotation goes on.
 */
microphone?: Key, };

/**
 * Where a person is, by check-in and not by device. On the wire `room`, `online` or `hub/3`.
 */
export type Place = "room" | "online" | `hub/${number}`;

/**
 * The direction of a scale's meaning.
 */
export type Polarity = "bipolar" | "unipolar";

/**
 * One question of a poll.
 */
export type PollId = number;

/**
 * What is asked.
 */
export type PollKind = "likert" | "vote" | "choice" | "choices" | "temperature" | "objection";

/**
 * A question.
 */
export type PollRow = { 
/**
 * The set that it belongs to.
 */
set?: PollSetId, 
/**
 * What is asked.
 */
kind: PollKind, 
/**
 * The question in full.
 */
question: string, 
/**
 * A short title for tables and big screens.
 */
short: string, 
/**
 * The question in further languages.
 */
wordings?: Array<Wording>, 
/**
 * The scale; of other kinds their points, the labels of a choice being its options.
 */
scale: Scale, 
/**
 * How many points may be chosen at most, where several may.
 */
most?: number, 
/**
 * The terms.
 */
terms: Terms, 
/**
 * The earlier question of which this is another round.
 */
round_of?: PollId, 
/**
 * Clarifications since it was opened.
 */
clarified?: Array<ClarificationRow>, 
/**
 * Whether people who are on no roster may answer, so that one person one ballot rests on their word.
 */
open_mode?: boolean, 
/**
 * Declarations about conflicts of interest so far, and those with a conflict.
 */
declared?: [number, number], 
/**
 * Whether the quorum has taken part; absent: there is none.
 */
quorum_met?: boolean, 
/**
 * Whether the key of this secret question was lost before its close, so that nothing could be counted.
 */
lost?: boolean, 
/**
 * By what methods it is answered.
 */
methods: Methods, 
/**
 * When the distribution is shown.
 */
showing: Showing, 
/**
 * Where it is in its life.
 */
state: PollState, 
/**
 * Whether the result is shown to the meeting now.
 */
shown: boolean, 
/**
 * When it opened.
 */
opened_ms?: number, 
/**
 * When the countdown ends, while one runs.
 */
closes_ms?: number, 
/**
 * Until when answers made in time may arrive, in the grace; when it became final, once closed.
 */
final_ms?: number, 
/**
 * How many may answer by a ballot.
 */
electorate: number, 
/**
 * How many answers are in (ballots, agreed values and counted places); leaks no direction.
 */
in: number, };

/**
 * A set of questions that are opened, closed and shown together.
 */
export type PollSetId = number;

/**
 * A set of questions.
 */
export type PollSetRow = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its questions in order.
 */
polls: Array<PollId>, 
/**
 * The code that opens the sealed set: staff knows it before, everybody once no draft is left in the set.
 */
code?: string, };

/**
 * Where a poll is in its life.
 */
export type PollState = "draft" | "open" | "closing" | "grace" | "closed";

/**
 * Which state of which history somebody has. A new epoch begins when a backup is restored or a
 * cut log recovered: positions of other epochs mean nothing.
 */
export type Position = { 
/**
 * The history.
 */
epoch: number, 
/**
 * Entries of the record that the state contains.
 */
version: number, };

/**
 * Who is connected.
 */
export type PresenceRow = { 
/**
 * Participants' pages in the room.
 */
room: number, 
/**
 * Hubs whose operator is connected.
 */
hubs: number, 
/**
 * Participants' pages online.
 */
online: number, 
/**
 * All pages.
 */
watching: number, };

/**
 * The named rules by which the queue is ordered.
 */
export type Preset = "equal_footing" | "netmundial" | "single_line" | "speaking_time";

/**
 * What is known of a person; what is absent stays.
 */
export type Profile = { 
/**
 * The name.
 */
name?: string, 
/**
 * How to say it.
 */
say?: string, 
/**
 * Title, as "Minister".
 */
title?: string, 
/**
 * Organisation or delegation.
 */
organisation?: string, 
/**
 * Stakeholder group: the key of a microphone.
 */
group?: Key, 
/**
 * Region.
 */
region?: Key, 
/**
 * Where the person is.
 */
place?: Place, 
/**
 * Languages the person speaks (BCP 47).
 */
languages?: Array<string>, 
/**
 * How much of the name the public sees.
 */
name_shown?: NameShown, 
/**
 * The person's name in the video call, for the producer.
 */
call_name?: string, 
/**
 * The statement of interest: whom the person works for and speaks for; public.
 */
interests?: string, };

/**
 * Whether hands may be raised.
 */
export type QueueGate = "open" | "closed";

/**
 * Raises one hand. A participant raises their own; steward, online moderator, hub operator and moderator raise for somebody else, with a `person`, a `name`, or neither (an unnamed hand).
 */
export type Raise = { 
/**
 * Whose hand, when staff raises it for a person of the roster.
 */
person?: PersonId, 
/**
 * Whose hand, when staff raises it for somebody who is not on the roster; adds the person.
 */
name?: string, 
/**
 * Where the person is, when staff raises; default: the person's place, or the place of the staff's link.
 */
place?: Place, 
/**
 * Which microphone; default: the person's stakeholder group, or the only microphone there is.
 */
microphone?: Key, 
/**
 * Default: intervention.
 */
kind?: HandKind, 
/**
 * Default: by the place (room: microphone, hub: hub line, online: own call).
 */
delivery?: Delivery, 
/**
 * The language that the person will speak (BCP 47, as `es` or `zh-Hant`).
 */
language?: string, 
/**
 * A short topic.
 */
topic?: string, 
/**
 * The contribution to be read aloud, with delivery `written`; its words are capped by the turn limit.
 */
text?: string, 
/**
 * The turn that a direct reply, follow-up or clarification attaches to; default: the turn on the floor, else the last one.
 */
to_turn?: TurnId, 
/**
 * By a steward or online moderator: the named person is known to be who they say.
 */
confirmed?: boolean, };

/**
 * Who is on deck and cannot be told: somebody should walk over or call.
 */
export type ReachRow = { 
/**
 * Hands on deck whose person has a link of their own and no page open with it.
 */
unreachable: Array<HandId>, };

/**
 * Makes a pending point of order an ordinary hand.
 */
export type Reclassify = { 
/**
 * The hand.
 */
hand: HandId, 
/**
 * What it is instead.
 */
kind: HandKind, };

/**
 * Why a command was not carried out. The socket stays open and the meeting is as it was.
 */
export type Refusal = { 
/**
 * Stable, for programs.
 */
code: RefusalCode, 
/**
 * A lower-case fragment for people: what is wrong and what to do.
 */
text: string, 
/**
 * The field of the command that is meant, where one is.
 */
field?: string, };

/**
 * The stable codes of refusals.
 */
export type RefusalCode = "malformed" | "bad_field" | "not_your_role" | "not_your_place" | "not_yours" | "bad_link" | "no_such_meeting" | "not_found" | "not_running" | "meeting_ended" | "queue_closed" | "hand_already_up" | "hand_not_waiting" | "nobody_waiting" | "floor_taken" | "floor_empty" | "moved_on" | "no_turn_to_reply_to" | "point_of_order_pending" | "cannot_undo" | "poll_not_open" | "poll_not_draft" | "outside_scale" | "not_eligible" | "above_heads" | "declare_first" | "quorum_above" | "bad_headcount" | "too_many" | "too_fast" | "id_reused" | "already_settled" | "read_only" | "stopping" | "internal";

/**
 * One region.
 */
export type RegionName = { 
/**
 * Its key, as `europe`.
 */
key: Key, 
/**
 * Its name.
 */
name: string, };

/**
 * A region.
 */
export type RegionRow = { 
/**
 * Its key.
 */
key: Key, 
/**
 * Its name.
 */
name: string, };

/**
 * Removes a hub.
 */
export type RemoveHub = { 
/**
 * Which.
 */
hub: HubId, };

/**
 * Removes an agenda item.
 */
export type RemoveItem = { 
/**
 * Which.
 */
item: ItemId, };

/**
 * Retires a microphone.
 */
export type RemoveMicrophone = { 
/**
 * Which.
 */
key: Key, 
/**
 * Where the hands go that wait there; needed while hands wait.
 */
to?: Key, };

/**
 * Removes a person.
 */
export type RemovePerson = { 
/**
 * Who.
 */
person: PersonId, };

/**
 * Removes a draft question.
 */
export type RemovePoll = { 
/**
 * Which.
 */
poll: PollId, };

/**
 * The answer to a command. A repeat of an accepted command gets the same bytes.
 */
export type Reply = { 
/**
 * The command's number.
 */
n: number, 
/**
 * Done: the version whose state contains it.
 */
done?: number, 
/**
 * What it made, as `hand/17`, `link/4`.
 */
made?: Array<string>, 
/**
 * Not done, and why.
 */
refused?: Refusal, };

/**
 * Shows or hides results.
 */
export type RevealPolls = { 
/**
 * All of a set, and
 */
set?: PollSetId, 
/**
 * these ones.
 */
polls?: Array<PollId>, 
/**
 * True: the results are shown.
 */
shown: boolean, };

/**
 * Revokes a link at once.
 */
export type RevokeLink = { 
/**
 * Which.
 */
link: LinkId, };

/**
 * What a link lets its holder do.
 */
export type Role = "organiser" | "moderator" | "online_moderator" | "steward" | "hub_operator" | "producer" | "participant" | "reporter" | "rapporteur" | "interpreter" | "display" | "mixer" | "viewer";

/**
 * Approves or declines a change of hat.
 */
export type RuleHat = { 
/**
 * Who asked.
 */
person: PersonId, 
/**
 * Whether the person speaks for the other group from now on.
 */
approve: boolean, };

/**
 * A Likert scale.
 */
export type Scale = { 
/**
 * The value of its first point: 0 or 1.
 */
first: number, 
/**
 * How many points: 2 to 11.
 */
points: number, 
/**
 * What its direction means.
 */
polarity: Polarity, 
/**
 * Labels: none, the two ends, or one for every point.
 */
labels: Array<string>, 
/**
 * Whether "no opinion" may be answered; it stands outside n.
 */
no_opinion?: boolean, };

/**
 * A set of questions, sealed: a hub has it before it is opened, and can read it with the code, also without a link.
 */
export type SealedSetRow = { 
/**
 * AES-256-GCM: a nonce of 12 bytes, the sealed JSON list of the questions' rows by number, the tag; in base64. The key is
 * SHA-256 over the code without its dashes.
 */
sealed: string, };

/**
 * What the server sends.
 */
export type ServerFrame = { "t": "welcome" } & Welcome | { "t": "snapshot" } & Snapshot | { "t": "update" } & Update | { "t": "own_snapshot" } & Snapshot | { "t": "own" } & Update | { "t": "live" } & Live | { "t": "reply" } & Reply | { "t": "time" } & TimeTold | { "t": "bye" } & Bye;

/**
 * What is the matter with the server.
 */
export type ServerRow = { 
/**
 * Whether nothing can be changed for now, because its disk is full.
 */
read_only: boolean, };

/**
 * How far a group of a break-out is.
 */
export type SetGroupState = { 
/**
 * The region or group; a rapporteur's own.
 */
unit: Key, 
/**
 * How far it is.
 */
state: GroupState, };

/**
 * How many heads are in the hub.
 */
export type SetHeadcount = { 
/**
 * Which.
 */
hub: HubId, 
/**
 * The count: at most the ceiling, at least those of the hub who have voted.
 */
heads: number, };

/**
 * Adds (without `hub`) or changes a remote hub; what is absent stays.
 */
export type SetHub = { 
/**
 * Which one to change.
 */
hub?: HubId, 
/**
 * Its name, as "Nairobi".
 */
name?: string, 
/**
 * City.
 */
city?: string, 
/**
 * Country, as ISO 3166-1 two letters (`KE`).
 */
country?: string, 
/**
 * Its region.
 */
region?: Key, 
/**
 * IANA time zone (`Africa/Nairobi`).
 */
time_zone?: string, 
/**
 * The most heads that it may count.
 */
ceiling?: number, 
/**
 * The operator's name.
 */
operator?: string, 
/**
 * The audio/video line, as "SIP 3".
 */
line?: string, 
/**
 * The hub's name in the video call.
 */
call_name?: string, };

/**
 * Adds (without `item`) or changes an agenda item.
 */
export type SetItem = { 
/**
 * Which one to change.
 */
item?: ItemId, 
/**
 * Its title.
 */
title?: string, 
/**
 * Time limit of a turn; default 120,000.
 */
turn_ms?: number, 
/**
 * Time limit of the item as a whole.
 */
item_ms?: number, 
/**
 * Its place in the agenda, from 1.
 */
position?: number, 
/**
 * Weights and time budgets of microphones on this item; replaces the list. What is not in it is as the microphone has it.
 */
shares?: Array<ItemShare>, 
/**
 * Whether the item is interpreted consecutively: a turn in another language than the meeting's first gets twice the limit.
 */
consecutive?: boolean, };

/**
 * Changes settings of the meeting; what is absent stays.
 */
export type SetMeeting = { 
/**
 * The title.
 */
title?: string, 
/**
 * The languages of the meeting (BCP 47), the first one is the default.
 */
languages?: Array<string>, 
/**
 * Whether anybody may read along without a link.
 */
public?: boolean, 
/**
 * How much of a name the public sees, where a person says nothing else.
 */
name_shown?: NameShown, 
/**
 * How many are told ahead that they are next: 1 to 3.
 */
on_deck?: number, 
/**
 * The opening batch: hands raised so long after the queue opened stand equal, 0 (off) to 120,000.
 */
batch_ms?: number, 
/**
 * How long an operator of a hub on deck has to confirm the audio before the hand is passed over: 0 (never) to 300,000.
 */
ready_ms?: number, 
/**
 * How long ballots made in time may still arrive after a poll closed: 0 to 60,000.
 */
grace_ms?: number, };

/**
 * Adds or changes a microphone.
 */
export type SetMicrophone = { 
/**
 * Its key, fixed for ever.
 */
key: Key, 
/**
 * Its name, as "Civil society".
 */
name?: string, 
/**
 * The one or two characters on its flag, unique in the meeting.
 */
letter?: string, 
/**
 * The colour of its flag.
 */
hue?: Hue, 
/**
 * Whether the flag is hollow (the fifth microphone and further).
 */
hollow?: boolean, 
/**
 * Its share in the rotation, 1 to 9.
 */
weight?: number, 
/**
 * Its place in the rotation, from 1.
 */
position?: number, 
/**
 * The time that its turns may take on an agenda item, at least one turn; 0: no budget.
 */
budget_ms?: number, };

/**
 * Adds or changes many people at once.
 */
export type SetPeople = { 
/**
 * One entry for each person.
 */
people: Array<SetPerson>, };

/**
 * Adds (without `person`) or changes a person.
 */
export type SetPerson = { 
/**
 * Which one to change.
 */
person?: PersonId, 
/**
 * What is said of them.
 */
profile: Profile, };

/**
 * Prepares (without `poll`) or changes a question; what is absent stays. Refused once it is open.
 */
export type SetPoll = { 
/**
 * Which one to change.
 */
poll?: PollId, 
/**
 * The set that it belongs to.
 */
set?: PollSetId, 
/**
 * The question in full.
 */
question?: string, 
/**
 * A short title for tables and big screens.
 */
short?: string, 
/**
 * What is asked; default: Likert.
 */
kind?: PollKind, 
/**
 * The scale of a Likert question (default 1 to 5, unipolar) or of a temperature check; other kinds have their own points.
 */
scale?: Scale, 
/**
 * The options of a choice, 2 to 11.
 */
options?: Array<string>, 
/**
 * How many options may be chosen at most, where several may.
 */
most?: number, 
/**
 * The terms: these and no others.
 */
terms?: Terms, 
/**
 * The question in further languages: these and no others.
 */
wordings?: Array<Wording>, 
/**
 * The earlier question of which this is another round; what is not given is taken over from it.
 */
round_of?: PollId, 
/**
 * By what methods it is answered: these and no others; default: every person's ballot.
 */
methods?: Methods, 
/**
 * When the distribution is shown; default: on reveal.
 */
showing?: Showing, 
/**
 * Its place in the set, from 1.
 */
position?: number, };

/**
 * Prepares (without `set`) or changes a set of questions.
 */
export type SetPollSet = { 
/**
 * Which one to change.
 */
set?: PollSetId, 
/**
 * Its title.
 */
title?: string, };

/**
 * Replaces the list of regions, in their order of rotation. A region that is in use stays in the list.
 */
export type SetRegions = { 
/**
 * The regions.
 */
regions: Array<RegionName>, };

/**
 * The rule of the queue. Changing it mid-meeting reorders the queue by the new rule.
 */
export type SetRule = { 
/**
 * Which rule.
 */
preset: Preset, 
/**
 * Whether who has not spoken on this item goes before those who have; default: true but for `single_line`.
 */
newcomers_first?: boolean, 
/**
 * How many newcomers at most may overtake a waiting hand: 0 to 10, default 3.
 */
newcomer_cap?: number, 
/**
 * How many direct replies and follow-ups to one turn go before the line: 0 to 10, default 2; more wait in their line.
 */
replies?: number, };

/**
 * Sets the limit of the turn on the floor, up or down.
 */
export type SetTurnLimit = { 
/**
 * The new limit, counted from the first word.
 */
limit_ms: number, };

/**
 * Settings that those who run the meeting go by.
 */
export type SettingsRow = { 
/**
 * How much of a name the public sees, where a person says nothing else.
 */
name_shown: NameShown, 
/**
 * Hands raised within this time after the queue opens form one batch.
 */
batch_ms: number, 
/**
 * How long ballots made in time may still arrive after a poll closed.
 */
grace_ms: number, };

/**
 * What has been shared so far; called turns only.
 */
export type ShareRow = { 
/**
 * The room.
 */
room: Sum, 
/**
 * Remote hubs.
 */
hubs: Sum, 
/**
 * People online on their own.
 */
online: Sum, 
/**
 * Each hub that has had a turn.
 */
hubs_each: { [key in HubId]: Sum }, 
/**
 * By microphone.
 */
mics: { [key in Key]: Sum }, 
/**
 * Hands raised.
 */
raised: number, 
/**
 * Hands called.
 */
called: number, 
/**
 * Calls out of turn.
 */
out_of_turn: number, };

/**
 * When the distribution of a poll is shown to the meeting.
 */
export type Showing = "live" | "on_reveal" | "on_quorum" | "on_close";

/**
 * What an interpreter or captioner signals to speaker and moderator.
 */
export type Signal = "too_fast" | "no_sound" | "clear";

/**
 * Passes over a hand: the next one is called before it, and it keeps its place.
 */
export type Skip = { 
/**
 * The hand, as a rule the one that would be next.
 */
hand: HandId, };

/**
 * All rows at a position.
 */
export type Snapshot = { 
/**
 * The history.
 */
epoch: number, 
/**
 * The version of these rows.
 */
version: number, 
/**
 * The rows by key.
 */
rows: Record<string, unknown>, };

/**
 * A break, or groups.
 */
export type StartBreak = { 
/**
 * Groups by region or stakeholder group; absent: an ordinary break.
 */
by?: Unit, 
/**
 * How long, 1 to 1,440 minutes; absent: until called back.
 */
minutes?: number, 
/**
 * What it is, as "coffee" or "three numbers for each question".
 */
title?: string, 
/**
 * The questions whose values the groups agree.
 */
set?: PollSetId, };

/**
 * The first word: the clock starts.
 */
export type StartClock = { 
/**
 * Another limit for this turn.
 */
limit_ms?: number, };

/**
 * Makes an agenda item the current one: "has not spoken on this item" counts anew.
 */
export type StartItem = { 
/**
 * The item.
 */
item: ItemId, };

/**
 * What is attached to a result.
 */
export type StatementKind = "dissent" | "minority" | "explanation";

/**
 * A dissenting opinion or minority statement beside a result.
 */
export type StatementRow = { 
/**
 * What it is.
 */
kind: StatementKind, 
/**
 * Whose, by the person's wish; in whose name, where that was said.
 */
name: string, 
/**
 * What it says.
 */
text: string, 
/**
 * When.
 */
at_ms: number, };

/**
 * Statistics of a distribution (formulas: docs/statistics.md).
 */
export type Stats = { 
/**
 * The interpolated median, in values of the scale.
 */
median: number, 
/**
 * The lower quartile, interpolated likewise.
 */
lower: number, 
/**
 * The upper quartile.
 */
upper: number, 
/**
 * Agreement A (van der Eijk 2001), from -1 to 1.
 */
agreement: number, 
/**
 * The mean; never to be shown without the distribution.
 */
mean: number, 
/**
 * Net agreement, bipolar scales only: share above the middle minus share below it.
 */
net?: number, 
/**
 * Whether the variation is wild: A below 0, or both ends hold a fifth or more.
 */
wild: boolean, };

/**
 * Turns and time.
 */
export type Sum = { 
/**
 * Called turns.
 */
turns: number, 
/**
 * Their speaking time.
 */
ms: number, };

/**
 * The result of a question, live or final.
 */
export type TallyRow = { 
/**
 * Ballots and counted hands together.
 */
all: Part, 
/**
 * How many of these are persons' ballots.
 */
ballots: number, 
/**
 * How many were made on a device that was passed round.
 */
passed?: number, 
/**
 * Whether these are the totals of a secret question that still runs: they go in steps, and lag behind.
 */
in_steps?: boolean, 
/**
 * What it came to, of votes, choices and objection calls.
 */
outcome?: Outcome, 
/**
 * The result with equal weights; absent where no region or group has enough answers, or one of them is hidden.
 */
weighted?: Weighted, 
/**
 * Agreement across regions or groups; absent likewise.
 */
across?: Across, 
/**
 * Ballots among the electorate, 0 to 1.
 */
turnout?: number, 
/**
 * By region.
 */
regions: { [key in Key]: Part }, 
/**
 * By stakeholder group.
 */
groups: { [key in Key]: Part }, 
/**
 * By place: `room`, `online`, `hub/3`.
 */
places: { [key in string]: Part }, 
/**
 * Agreed values, by region or group.
 */
agreed: { [key in Key]: AgreedRow }, 
/**
 * What the agreed values are by.
 */
agreed_by?: Unit, 
/**
 * Counted hands, by place.
 */
counted: { [key in string]: CountedRow }, 
/**
 * Whether two groups' or regions' medians lie far apart (two points of five).
 */
wild_groups: boolean, };

/**
 * The terms of a question. Fixed when it opens; every result states them.
 */
export type Terms = { 
/**
 * Who may answer by a ballot.
 */
electorate: Electorate, 
/**
 * What shares and majorities are taken of.
 */
base: Base, 
/**
 * Whether abstentions belong to the base.
 */
abstaining: Abstaining, 
/**
 * How many have to take part, abstentions included; absent: no quorum.
 */
quorum?: number, 
/**
 * What carries a vote; other kinds have none.
 */
majority?: Majority, 
/**
 * Which result counts: one person one vote, or equal weight for each region or group. Both are computed.
 */
weighting: Weighting, 
/**
 * What equal weight is given to, and agreement across groups is taken over.
 */
weigh_by: Unit, 
/**
 * A region or group with fewer answers has no weight, 1 to 1,000.
 */
least_n?: number, 
/**
 * Secret ballots: nothing that is kept links a person and a choice.
 */
secret: boolean, 
/**
 * The one breakdown that a secret result has; absent: none.
 */
breakdown?: Dimension, 
/**
 * Whether each ballot needs a declaration about conflicts of interest first.
 */
declare: boolean, 
/**
 * Whether agreed values and counts need the confirmation of a second person.
 */
confirm: boolean, };

/**
 * A time message.
 */
export type TimeAsk = { 
/**
 * The page's monotonic clock, in milliseconds.
 */
c: number, };

/**
 * The answer to a time message.
 */
export type TimeTold = { 
/**
 * As asked.
 */
c: number, 
/**
 * The meeting clock.
 */
now_ms: number, };

/**
 * A turn: one holding of the floor.
 */
export type TurnId = number;

/**
 * How somebody came to hold the floor. Only `called` turns enter the fairness figures.
 */
export type TurnKind = "chair" | "presenter" | "called" | "interjection";

/**
 * A turn.
 */
export type TurnRow = { 
/**
 * Its number, counting from 1.
 */
turn: TurnId, 
/**
 * How it came about.
 */
kind: TurnKind, 
/**
 * Who holds or held the floor.
 */
who: WhoRow, 
/**
 * The hand that was called.
 */
hand?: HandId, 
/**
 * The kind of that hand, or of a reply without one.
 */
hand_kind?: HandKind, 
/**
 * The turn that it replies to.
 */
to_turn?: TurnId, 
/**
 * The microphone.
 */
mic?: Key, 
/**
 * The hat it wore.
 */
group?: Key, 
/**
 * Where from.
 */
place?: Place, 
/**
 * The language spoken.
 */
language?: string, 
/**
 * The topic.
 */
topic?: string, 
/**
 * Why, if it was called out of turn.
 */
out_of_turn?: OverrideReason, 
/**
 * The agenda item.
 */
item?: ItemId, 
/**
 * When it was called.
 */
called_ms: number, 
/**
 * When the first word was spoken.
 */
started_ms?: number, 
/**
 * When it ended.
 */
ended_ms?: number, 
/**
 * Its limit, counted from the first word.
 */
limit_ms: number, 
/**
 * The speaking time up to `running_since_ms` (or in all, when it does not run).
 */
spoken_ms: number, 
/**
 * Since when the clock has run without a stop; absent: it stands.
 */
running_since_ms?: number, 
/**
 * Whether the producer has it on air.
 */
on_air: boolean, 
/**
 * Its words, where known.
 */
words?: number, 
/**
 * Whether a correction changed it.
 */
corrected?: boolean, 
/**
 * Whether it was entered afterwards, with stated times.
 */
entered?: boolean, };

/**
 * Undoes the last moderator action that is not undone yet.
 */
export type Undo = { 
/**
 * The entry that the page shows as the one to undo; if another is last by now, nothing is done.
 */
seq?: number, };

/**
 * The moderator action that would be undone.
 */
export type UndoRow = { 
/**
 * Its entry in the record; absent: nothing to undo.
 */
seq?: number, 
/**
 * What it was.
 */
what?: UndoWhat, 
/**
 * When.
 */
at_ms?: number, 
/**
 * The hand concerned.
 */
hand?: HandId, 
/**
 * The name concerned.
 */
name?: string, };

/**
 * Which moderator action can be undone.
 */
export type UndoWhat = "called" | "gave" | "ended" | "skipped" | "lowered" | "closed" | "opened" | "limit" | "clock" | "ruled" | "chair" | "item" | "last_word" | "held" | "pinned";

/**
 * By what a poll is answered, and what a break-out divides the meeting by.
 */
export type Unit = "region" | "group";

/**
 * What changed. A client applies it iff `from <= mine < to`; if `from > mine` it asks for a resync.
 */
export type Update = { 
/**
 * The version that the change starts from.
 */
from: number, 
/**
 * The version that it leads to.
 */
to: number, 
/**
 * Rows to assign.
 */
set?: Record<string, unknown>, 
/**
 * Rows to delete.
 */
removed?: Array<string>, };

/**
 * The result with equal weight for each region or group that has enough answers.
 */
export type Weighted = { 
/**
 * The regions or groups with weight.
 */
units: Array<Key>, 
/**
 * For each point the mean of their shares, 0 to 1.
 */
shares: Array<number>, 
/**
 * Whether it would be carried so.
 */
carried?: boolean, };

/**
 * Which of the two results counts.
 */
export type Weighting = "person" | "unit";

/**
 * The answer to `hello`.
 */
export type Welcome = { 
/**
 * The meeting.
 */
meeting: string, 
/**
 * The build of the server's pages; a page of another build reloads once it has nothing unsent.
 */
build: string, 
/**
 * The role of the link.
 */
role: Role, 
/**
 * The link's own number.
 */
link: LinkId, 
/**
 * The person of a personal link.
 */
person?: PersonId, 
/**
 * The place of the link.
 */
place?: Place, 
/**
 * The microphone of a steward's link.
 */
microphone?: Key, 
/**
 * The region or group of a rapporteur's link.
 */
unit?: Key, 
/**
 * The meeting clock.
 */
now_ms: number, 
/**
 * Meeting milliseconds for each real one: 1 but in demos.
 */
speed: number, };

/**
 * Who somebody is, as far as this audience may see.
 */
export type WhoRow = { 
/**
 * The person, absent for somebody unnamed.
 */
person?: PersonId, 
/**
 * The name as shown here: full, initials or organisation; empty for an unnamed hand or unidentified speaker.
 */
name: string, 
/**
 * How to say it.
 */
say?: string, 
/**
 * Title.
 */
title?: string, 
/**
 * Organisation or delegation.
 */
organisation?: string, 
/**
 * Region.
 */
region?: Key, };

/**
 * The reason for a position, as codes that pages put into a sentence.
 */
export type Why = { 
/**
 * In the order of weight.
 */
codes: Array<WhyCode>, 
/**
 * The microphone meant.
 */
mic?: Key, 
/**
 * The place meant.
 */
place?: Place, 
/**
 * The region meant.
 */
region?: Key, 
/**
 * Another hand meant.
 */
hand?: HandId, };

/**
 * Why a hand stands where it stands.
 */
export type WhyCode = "point_of_order" | "objection" | "attached" | "first_raised" | "microphone_due" | "only_microphone" | "least_time" | "remote_due" | "room_due" | "only_side" | "region_due" | "hub_due" | "newcomer" | "newcomer_cap" | "remote_slot" | "skipped" | "deferred" | "as_they_stand" | "draw" | "not_ready" | "pinned" | "held" | "budget_spent" | "after";

/**
 * A question in one more language of the meeting.
 */
export type Wording = { 
/**
 * The language (BCP 47).
 */
language: string, 
/**
 * The question in full.
 */
question: string, 
/**
 * The labels of the points, as many as the question has in its first language; none: those stand.
 */
labels?: Array<string>, };

/** Which row stands under which key. */
export interface Rows {
  'meeting': MeetingRow;
  'settings': SettingsRow;
  'regions': Array<RegionRow>;
  'floor': FloorRow;
  'next': NextRow;
  'order': OrderRow;
  'why': Record<string, Why>;
  'share': ShareRow;
  'mirror': MirrorRow;
  'not_heard': NotHeardRow;
  'undo': UndoRow;
  'me': MeRow;
  'my/hand': MyHandRow;
  'live/presence': PresenceRow;
  'live/server': ServerRow;
  'live/reach': ReachRow;
  'live/expected': ExpectedRow;
  [key: `item/${number}`]: ItemRow;
  [key: `microphone/${string}`]: MicrophoneRow;
  [key: `hub/${number}`]: HubRow;
  [key: `line/${number}`]: HubLineRow;
  [key: `hand/${number}`]: HandRow;
  [key: `order/${string}`]: Array<HandId>;
  [key: `turn/${number}`]: TurnRow;
  [key: `note/${number}`]: NoteRow;
  [key: `set/${number}`]: PollSetRow;
  [key: `poll/${number}`]: PollRow;
  [key: `tally/${number}`]: TallyRow;
  [key: `sealed/${number}`]: SealedSetRow;
  [key: `conflicts/${number}`]: Array<ConflictRow>;
  [key: `statements/${number}`]: Array<StatementRow>;
  [key: `my/declaration/${number}`]: DeclarationRow;
  [key: `my/agreed/${number}`]: AgreedRow;
  [key: `desk/${number}`]: DeskRow;
  [key: `person/${number}`]: PersonRow;
  [key: `link/${number}`]: LinkRow;
  [key: `my/ballot/${number}`]: BallotRow;
  [key: `live/hub/${number}`]: LinkQualityRow;
}
