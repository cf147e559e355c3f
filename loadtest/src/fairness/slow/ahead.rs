//! Acting the rule out: who is called now, then, with that call made, who is called next, until nobody waits.

use std::collections::BTreeMap;

use protocol::{HandId, HandKind, Place, Preset, TurnId, TurnKind};

use super::{
    board::{Board, Hand, Name, Turn},
    past::{Call, Past, round, same_hub},
};

/// Who is called, and why so soon.
enum Called {
    /// A point of order or an attached hand: the rotation does not move.
    First(HandId),
    /// The rule's next.
    InTurn(HandId),
}

/// What is being acted out: the board, with calls that were not made yet.
struct Acting<'a> {
    board: &'a Board,
    past: Past,
    /// Who still waits, as they stand; without points of order that the chair has not ruled on.
    queue: Vec<HandId>,
    /// Newcomers that overtook them.
    overtaken: BTreeMap<HandId, u32>,
    /// The turns to which a reply may attach.
    open: Vec<TurnId>,
    /// Replies that were acted out, by the exchange that they belong to.
    replies: Vec<TurnId>,
}

/// The whole order.
pub fn order(board: &Board) -> Vec<HandId> {
    let mut acting = Acting::of(board);
    let mut order = Vec::new();
    while let Some(next) = acting.next() {
        order.push(acting.call(next));
    }
    order
}

/// Who would be called now; nobody at a microphone that is held.
pub fn first(board: &Board) -> Option<HandId> {
    let (Called::First(id) | Called::InTurn(id)) = Acting::of(board).next()?;
    (!is_held(board, id)).then_some(id)
}

/// Who would be called now, unless a point of order or a reply goes before the line.
pub fn first_in_line(board: &Board) -> Option<HandId> {
    match Acting::of(board).next()? {
        Called::InTurn(id) if !is_held(board, id) => Some(id),
        _ => None,
    }
}

impl<'a> Acting<'a> {
    fn of(board: &'a Board) -> Self {
        let mut past = board.past.clone();
        // The turns on the floor end by the next call, and count with the whole of their limit.
        for turn in [board.floor, board.interrupted].into_iter().flatten() {
            if let Some((TurnKind::Called, Some(mic))) = board.turns.get(&turn).map(|t| (t.kind, t.mic)) {
                past.spent(mic, board.turn_ms());
            }
        }
        let mut queue = board.standing();
        queue.retain(|id| in_queue(&board.hands[id]));
        let overtaken = queue.iter().map(|id| (*id, board.hands[id].overtaken)).collect();
        Acting { board, past, queue, overtaken, open: open_turns(board), replies: Vec::new() }
    }

    /// Makes a call that was not made yet.
    fn call(&mut self, next: Called) -> HandId {
        let (Called::First(id) | Called::InTurn(id)) = next;
        let hand = &self.board.hands[&id];
        let in_turn = matches!(next, Called::InTurn(_));
        for overtaken in overtaken_by(self.board, &self.queue, id) {
            *self.overtaken.entry(overtaken).or_insert(0) += 1;
        }
        if in_turn || hand.kind == HandKind::Objection {
            // An ordinary call ends the exchange, and so does that of an objector.
            self.open.clear();
        } else if hand.kind != HandKind::PointOfOrder
            && let Some(to) = hand.to_turn
        {
            self.replies.push(exchange(self.board, to));
        }
        let call = Call::of(self.board, &self.past, hand, in_turn);
        self.past.called(call);
        self.past.spent(hand.mic, self.board.turn_ms());
        self.queue.retain(|other| *other != id);
        id
    }

    /// Whether a hand is a reply that goes before the line: to a turn that is still open, and not one too many.
    fn attaches(&self, hand: &Hand) -> bool {
        let Some(to) = hand.to_turn.filter(|to| is_reply(hand.kind) && self.open.contains(to)) else { return false };
        let begun = exchange(self.board, to);
        let made = self.board.turns.iter().filter(|(id, t)| {
            t.to_turn.is_some() && t.hand_kind.is_some_and(is_reply) && exchange(self.board, **id) == begun
        });
        made.count() + self.replies.iter().filter(|r| **r == begun).count() < self.board.replies
    }

    fn next(&self) -> Option<Called> {
        let board = self.board;
        let able = self.able();
        if able.is_empty() {
            // Only at microphones that are held: shown at the end, as they stand.
            return self.queue.first().map(|id| Called::InTurn(*id));
        }
        let admitted = |id: &HandId| board.hands[id].admitted_ms.map(|ms| (ms, *id));
        if let Some((_, id)) = able.iter().filter_map(admitted).min() {
            return Some(Called::First(id));
        }
        if let Some(id) = able.iter().find(|id| board.hands[id].kind == HandKind::Objection) {
            return Some(Called::First(*id));
        }
        if let Some(id) = able.iter().find(|id| self.attaches(&board.hands[id])) {
            return Some(Called::First(*id));
        }
        let line = self.line_that_is_due(self.within_budget(able));
        self.first_of_line(&line).map(Called::InTurn)
    }

    /// Who may be called: nobody at a microphone that is held; of the others nobody whose audio is not confirmed, and nobody
    /// who was passed over or lets one go; but when nobody else waits, first these and then those all the same.
    fn able(&self) -> Vec<HandId> {
        let hand = |id: &HandId| &self.board.hands[id];
        let open: Vec<HandId> = self.queue.iter().copied().filter(|id| !is_held(self.board, *id)).collect();
        let ready: Vec<HandId> = open.iter().copied().filter(|id| !hand(id).unready).collect();
        let now: Vec<HandId> = ready.iter().copied().filter(|id| hand(id).not_before <= self.past.count()).collect();
        [now, ready, open].into_iter().find(|able| !able.is_empty()).unwrap_or_default()
    }

    /// The pinned microphone alone while somebody waits there; else none that has used up its budget while others have not.
    fn within_budget(&self, able: Vec<HandId>) -> Vec<HandId> {
        let mic = |id: &HandId| self.board.hands[id].mic;
        let pinned: Vec<HandId> = able.iter().copied().filter(|id| self.board.pinned == Some(mic(id))).collect();
        if !pinned.is_empty() {
            return pinned;
        }
        let has_time = |id: &HandId| {
            let budget_ms = self.board.budget_ms(mic(id));
            budget_ms.is_none_or(|ms| self.past.had_on_item(mic(id)) < ms)
        };
        let within: Vec<HandId> = able.iter().copied().filter(has_time).collect();
        if within.is_empty() { able } else { within }
    }

    fn line_that_is_due(&self, able: Vec<HandId>) -> Vec<HandId> {
        let hand = |id: &HandId| &self.board.hands[id];
        match self.board.preset {
            Some(Preset::SingleLine) => able,
            Some(Preset::Netmundial) => {
                for (_, slot) in round(self.board, &self.past) {
                    let mut line = able.clone();
                    match slot {
                        Some(mic) => line.retain(|id| hand(id).place == Place::Room && hand(id).mic == mic),
                        None => {
                            line.retain(|id| hand(id).place != Place::Room);
                            line = self.remote_line(None, line);
                        }
                    }
                    if !line.is_empty() {
                        return line;
                    }
                }
                able
            }
            _ => {
                let Some(mic) = self.mic_that_is_due(&able) else { return Vec::new() };
                let mut line = able;
                line.retain(|id| hand(id).mic == mic);
                self.side_that_is_due(mic, line)
            }
        }
    }

    /// The microphone that is due: least due time (or least time had, by weight), and of equals the next in the order of
    /// rotation after the one called last.
    fn mic_that_is_due(&self, able: &[HandId]) -> Option<Name> {
        let mics = &self.board.mics;
        let last = self.past.last_mic().and_then(|last| mics.iter().position(|m| m.name == last));
        let from_there = mics.iter().cycle().skip(last.map_or(0, |n| n + 1)).take(mics.len());
        let times = self.past.times();
        let due = |mic: Name| match self.board.preset {
            Some(Preset::SpeakingTime) => times.had_by_weight(mic, self.board.weight(mic)).unsigned_abs(),
            _ => times.due(mic),
        };
        let waits = |mic: Name| able.iter().any(|id| self.board.hands[id].mic == mic);
        from_there.map(|m| m.name).filter(|mic| waits(*mic)).min_by_key(|mic| due(*mic))
    }

    /// Room and remote side take turns while both wait.
    fn side_that_is_due(&self, mic: Name, line: Vec<HandId>) -> Vec<HandId> {
        let is_remote = |id: &HandId| self.board.hands[id].place != Place::Room;
        let (remote, room): (Vec<HandId>, Vec<HandId>) = line.iter().copied().partition(is_remote);
        if remote.is_empty() {
            return room;
        }
        let remote_is_due = match self.past.last_was_remote(mic) {
            _ if room.is_empty() => true,
            Some(last) => !last,
            None => is_remote(&line[0]),
        };
        if remote_is_due { self.remote_line(Some(mic), remote) } else { room }
    }

    /// On the remote side the region that was called least recently, and in it the hub that was; of equals who stands first.
    fn remote_line(&self, mic: Option<Name>, mut line: Vec<HandId>) -> Vec<HandId> {
        let hand = |id: &HandId| &self.board.hands[id];
        let region_called = |id: &&HandId| self.past.region_called(mic, hand(id).region);
        let Some(first) = line.iter().min_by_key(region_called).copied() else { return line };
        line.retain(|id| hand(id).region == hand(&first).region);
        let Some(first) = line.iter().min_by_key(|id| self.past.hub_called(mic, hand(id))).copied() else {
            return line;
        };
        let at = |id: &HandId| (hand(id).place, hand(id).region);
        line.retain(|id| same_hub(at(id), at(&first)));
        line
    }

    /// Who has not spoken on this item goes before those who have, but not before one whom as many newcomers as may have
    /// overtaken. Where a steward set the line as people stand, it stays so.
    fn first_of_line(&self, line: &[HandId]) -> Option<HandId> {
        let hand = |id: &HandId| &self.board.hands[id];
        let first = *line.first()?;
        if !self.board.newcomers_first || line.iter().any(|id| hand(id).moved) {
            return Some(first);
        }
        let new = line.iter().position(|id| self.board.is_new(hand(id))).unwrap_or(0);
        let enough = line[..new].iter().any(|id| self.overtaken[id] >= self.board.cap);
        Some(if enough { first } else { line[new] })
    }
}

/// Whether a hand waits at a microphone that is held; points of order are about the meeting, and go on.
fn is_held(board: &Board, id: HandId) -> bool {
    let hand = &board.hands[&id];
    hand.admitted_ms.is_none() && board.mic(hand.mic).is_some_and(|m| m.held)
}

/// A point of order that the chair has not ruled on stands beside the queue.
fn in_queue(hand: &Hand) -> bool {
    hand.kind != HandKind::PointOfOrder || hand.admitted_ms.is_some()
}

fn is_reply(kind: HandKind) -> bool {
    [HandKind::DirectReply, HandKind::FollowUp, HandKind::Clarification].contains(&kind)
}

/// The turn with which an exchange of replies began.
fn exchange(board: &Board, turn: TurnId) -> TurnId {
    match board.turns.get(&turn).and_then(|t| t.to_turn).filter(|to| *to < turn) {
        Some(to) => exchange(board, to),
        None => turn,
    }
}

/// The turns that can be replied to before the line: the one on the floor, the one that is interrupted, the last one
/// called or presented, and those that they reply to.
fn open_turns(board: &Board) -> Vec<TurnId> {
    let speech = |t: &Turn| {
        (t.kind == TurnKind::Called || t.kind == TurnKind::Presenter)
            && t.hand_kind != Some(HandKind::PointOfOrder)
            && !t.entered
    };
    let last = board.turns.iter().filter(|(_, t)| speech(t)).map(|(id, _)| *id).max();
    let mut open: Vec<TurnId> = [board.floor, board.interrupted, last].into_iter().flatten().collect();
    let mut at = 0;
    while at < open.len() {
        let to = board.turns.get(&open[at]).and_then(|t| t.to_turn);
        open.extend(to.filter(|to| *to < open[at] && !open.contains(to)));
        at += 1;
    }
    open
}

/// Whom a call of this hand overtakes: those of its line who stand before it and are not new, where it is new itself. The
/// remote side of `netmundial` has no microphones, and `single-line` has one line for all.
pub fn overtaken_by(board: &Board, standing: &[HandId], id: HandId) -> Vec<HandId> {
    let hand = &board.hands[&id];
    if !board.newcomers_first || !board.is_new(hand) {
        return Vec::new();
    }
    let any_mic = board.preset == Some(Preset::Netmundial) && hand.place != Place::Room;
    let one_line = |other: &Hand| {
        let one_place = match (other.place, hand.place) {
            (Place::Room, Place::Room) => true,
            (Place::Room, _) | (_, Place::Room) => false,
            (a, b) => same_hub((a, other.region), (b, hand.region)),
        };
        board.preset == Some(Preset::SingleLine) || (one_place && (any_mic || other.mic == hand.mic))
    };
    let before = standing.iter().copied().take_while(|other| *other != id);
    before
        .filter(|other| {
            let other = &board.hands[other];
            in_queue(other) && one_line(other) && !board.is_new(other)
        })
        .collect()
}
