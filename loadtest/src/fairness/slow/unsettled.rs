//! Hands whose order is not final: the opening batch, and those raised at the same moment.

use protocol::{HandId, LinkId, Ms, Place};

use super::board::Board;

/// New hands wait so long for those that slower links still bring.
const HOLD_MS: Ms = 1_000;
/// Hands raised within this span after the first one stand equal.
const SAME_MS: Ms = 25;

/// Hands that stand equal.
pub struct Group {
    pub first_ms: Ms,
    /// In their order.
    pub hands: Vec<HandId>,
}

/// The end of the opening batch, if there is one.
fn batch_ends(board: &Board) -> Option<Ms> {
    board.opened_ms.filter(|_| board.batch_ms > 0).map(|ms| ms + board.batch_ms)
}

fn in_batch(board: &Board, id: HandId) -> bool {
    batch_ends(board).is_some_and(|end| board.hands[&id].raised_ms <= end)
}

/// The groups, from the first raised on.
pub fn groups(board: &Board) -> Vec<Group> {
    let mut left = board.unsettled.clone();
    left.sort_by_key(|id| (board.hands[id].raised_ms, *id));
    let mut groups = Vec::new();
    while let Some(first) = left.first().copied() {
        let first_ms = board.hands[&first].raised_ms;
        let equal = |id: &HandId| match in_batch(board, first) {
            true => in_batch(board, *id),
            false => board.hands[id].raised_ms <= first_ms + SAME_MS,
        };
        let (group, rest): (Vec<HandId>, Vec<HandId>) = left.iter().partition(|id| equal(id));
        left = rest;
        groups.push(Group { first_ms, hands: among_equals(board, group) });
    }
    groups
}

/// All of them in their order.
pub fn order(board: &Board) -> Vec<HandId> {
    groups(board).into_iter().flat_map(|g| g.hands).collect()
}

/// Those whose order becomes final by themselves now: whose hold is over, and all that stand before them, with their group.
pub fn due(board: &Board, now_ms: Ms) -> Vec<HandId> {
    let over = |id: &HandId| {
        let batch = batch_ends(board).filter(|_| in_batch(board, *id)).unwrap_or(0);
        board.hands[id].arrived_ms.max(batch) + HOLD_MS <= now_ms
    };
    let groups = groups(board);
    let Some(last) = groups.iter().rposition(|g| g.hands.iter().any(over)) else { return Vec::new() };
    groups.into_iter().take(last + 1).flat_map(|g| g.hands).collect()
}

/// Fewest turns in the meeting, then the microphone that is due, then on the remote side the region and the hub called
/// least recently, then the draw. What one link raised stays in its order, in the places that these hands got.
fn among_equals(board: &Board, as_raised: Vec<HandId>) -> Vec<HandId> {
    let hand = |id: &HandId| &board.hands[id];
    let turns = |id: &HandId| hand(id).person.and_then(|p| board.people.get(&p)).map_or(0, |p| p.spoken_in_all);
    if as_raised.len() < 2 {
        return as_raised;
    }
    let times = board.past.times();
    let after = board.past.last_mic().and_then(|last| board.mics.iter().position(|m| m.name == last));
    let rotation = |id: &HandId| {
        let at = board.mics.iter().position(|m| m.name == hand(id).mic).unwrap_or(0);
        let count = board.mics.len();
        let turn = (at + count - after.map_or(0, |n| n + 1)) % count.max(1);
        let mic = Some(hand(id).mic);
        let remote = hand(id).place != Place::Room;
        let region = if remote { board.past.region_called(mic, hand(id).region) } else { 0 };
        let hub = if remote { board.past.hub_called(mic, hand(id)) } else { 0 };
        (times.due(hand(id).mic), turn, region, hub)
    };
    let mut drawn: Vec<_> = as_raised.iter().map(|id| (turns(id), rotation(id), hand(id).tie.clone(), *id)).collect();
    drawn.sort();
    let mut order: Vec<HandId> = drawn.into_iter().map(|(.., id)| id).collect();
    let mut links: Vec<LinkId> = as_raised.iter().filter_map(|id| hand(id).link).collect();
    links.sort();
    links.dedup();
    for link in links {
        let places: Vec<usize> = (0..order.len()).filter(|n| hand(&order[*n]).link == Some(link)).collect();
        let own = as_raised.iter().filter(|id| hand(id).link == Some(link));
        for (place, id) in places.into_iter().zip(own) {
            order[place] = *id;
        }
    }
    order
}
