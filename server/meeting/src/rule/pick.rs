//! Who is next, and the order in which all would be called, found by acting it out.

use std::collections::BTreeMap;

use protocol::{HandId, HandKind, Key, Preset, TurnId, TurnKind};

use crate::{
    Meeting,
    meeting::{Hand, Turn},
    rule::{
        Placed, Reason, charge, provisional,
        rotation::{Lane, Rotation, at_the_call, hub, is_reply, region},
    },
};

/// The order in which the waiting hands would be called from now on: every waiting hand but points
/// of order that the chair has not ruled on.
pub fn order(m: &Meeting) -> Vec<Placed> {
    first(m, usize::MAX)
}

/// The first so many of the order.
pub fn first(m: &Meeting, most: usize) -> Vec<Placed> {
    let mut acting = Acting::of(m);
    let mut placed = Vec::with_capacity(most.min(acting.line.entries.len()));
    while placed.len() < most
        && let Some(next) = acting.pick(m)
    {
        acting.call(m, &next);
        placed.push(next);
    }
    placed
}

/// The hand that would be called now. None: nobody waits, or only at microphones that are held.
pub fn next(m: &Meeting) -> Option<Placed> {
    Acting::of(m).pick(m).filter(|next| !next.reasons.contains(&Reason::Held))
}

/// The waiting hands as they stand, from the first raised to the last: those whose place is final, then the others. Points of
/// order that wait for a ruling are left out.
pub fn standing(m: &Meeting) -> Vec<HandId> {
    let ruled = |id: &HandId| {
        let hand = &m.hands[id];
        hand.kind != HandKind::PointOfOrder || hand.admitted_ms.is_some()
    };
    let mut settled: Vec<HandId> = m.waiting.iter().copied().filter(|id| m.hands[id].settled).collect();
    settled.sort_by_key(|id| (m.hands[id].stand, *id));
    settled.extend(provisional::order(m));
    settled.retain(ruled);
    settled
}

/// A waiting hand, as the acting-out sees it.
#[derive(Clone)]
pub struct Entry<'a> {
    /// Which.
    pub id: HandId,
    /// The hand.
    pub hand: &'a Hand,
    /// Its place among all, as they stand.
    pub rank: usize,
    /// Newcomers of its line that went before it.
    pub overtaken: u32,
    /// Whether its person has not spoken on the item.
    pub newcomer: bool,
}

/// The waiting hands as they stand.
#[derive(Clone)]
pub struct Line<'a> {
    /// In the order of standing.
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Line<'a> {
    /// The waiting hands of a meeting.
    pub fn of(m: &'a Meeting) -> Self {
        let entry = |(rank, id): (usize, HandId)| {
            let hand = &m.hands[&id];
            Entry { id, hand, rank, overtaken: hand.overtaken, newcomer: m.is_newcomer(hand) }
        };
        Line { entries: standing(m).into_iter().enumerate().map(entry).collect() }
    }
}

/// Takes a hand out; those of its line whom it overtook as a newcomer are counted.
pub fn take(m: &Meeting, line: &mut Line, id: HandId) {
    let Some(at) = line.entries.iter().position(|e| e.id == id) else { return };
    let taken = line.entries.remove(at);
    if !m.settings.newcomers_first || !taken.newcomer {
        return;
    }
    for e in &mut line.entries[..at] {
        if !e.newcomer && charge::same_line(m, e.hand, taken.hand) {
            e.overtaken += 1;
        }
    }
}

/// The queue and the rotation while calls are acted out.
struct Acting<'a> {
    line: Line<'a>,
    rotation: Rotation,
    /// The turns to which a reply may still attach, each with the first turn of its exchange.
    anchors: BTreeMap<TurnId, TurnId>,
    /// Replies that each exchange has had.
    replies: BTreeMap<TurnId, u32>,
}

impl<'a> Acting<'a> {
    fn of(m: &'a Meeting) -> Self {
        let anchors = anchors(m);
        let mut replies = BTreeMap::new();
        for (id, turn) in m.turns.range(anchors.values().min().copied().unwrap_or(TurnId(0))..) {
            if turn.to_turn.is_some() && turn.hand_kind.is_some_and(is_reply) {
                *replies.entry(root(m, *id)).or_insert(0) += 1;
            }
        }
        Acting { line: Line::of(m), rotation: at_the_call(m), anchors, replies }
    }

    /// The call of `next` as it would be.
    fn call(&mut self, m: &Meeting, next: &Placed) {
        let hand = &m.hands[&next.hand];
        take(m, &mut self.line, next.hand);
        charge::charge(&mut self.rotation, m, hand, next.rotates());
        self.rotation.spend(&hand.mic, m.turn_limit_ms());
        if next.reasons.contains(&Reason::Attached) {
            if let Some(root) = hand.to_turn.and_then(|to| self.anchors.get(&to)) {
                *self.replies.entry(*root).or_insert(0) += 1;
            }
        } else if !next.reasons.contains(&Reason::PointOfOrder) {
            // A call of the line or of an objector ends the exchange: who still wants to reply returns to the line.
            self.anchors.clear();
        }
    }

    fn pick(&self, m: &Meeting) -> Option<Placed> {
        let mut reasons = Vec::new();
        let able = self.able(m, &mut reasons);
        let placed = |e: &Entry, reasons: Vec<Reason>| Some(Placed { hand: e.id, reasons });
        if reasons.contains(&Reason::Held) {
            return able.first().and_then(|e| placed(e, reasons));
        }
        if let Some(e) = able.iter().filter(|e| e.hand.admitted_ms.is_some()).min_by_key(|e| (e.hand.admitted_ms, e.id))
        {
            return placed(e, vec![Reason::PointOfOrder]);
        }
        if let Some(e) = able.iter().find(|e| e.hand.kind == HandKind::Objection) {
            return placed(e, vec![Reason::Objection]);
        }
        if let Some(e) = able.iter().find(|e| self.attaches(m, e.hand)) {
            return placed(e, vec![Reason::Attached]);
        }
        let able = self.within_budget(m, able, &mut reasons);
        let lane = match m.settings.preset {
            Preset::SingleLine => {
                reasons.push(Reason::FirstRaised);
                able
            }
            Preset::EqualFooting => {
                let clock = self.rotation.clock;
                let lane = self.due_lane(m, able, &mut reasons, |lane, _| lane.due.max(clock));
                within(&self.rotation, lane, &mut reasons)
            }
            Preset::SpeakingTime => {
                let clock_ms = self.rotation.time_clock_ms;
                let lane = self.due_lane(m, able, &mut reasons, |lane, weight| {
                    (lane.had_ms / i64::from(weight)).max(clock_ms).unsigned_abs()
                });
                within(&self.rotation, lane, &mut reasons)
            }
            Preset::Netmundial => due_slot(m, &self.rotation, able, &mut reasons),
        };
        let first = first_of_line(m, &lane, &mut reasons)?;
        if first.hand.skipped {
            reasons.push(Reason::Skipped);
        }
        if first.hand.drawn {
            reasons.push(Reason::Draw);
        }
        placed(first, reasons)
    }

    /// Who may be called: not those at a microphone that is held, who have not confirmed their audio, who were passed over or
    /// let one go. But when nobody else waits, all but those at held microphones are called all the same: nobody who is unready
    /// ever stalls the queue.
    fn able(&self, m: &Meeting, reasons: &mut Vec<Reason>) -> Vec<&Entry<'a>> {
        let held =
            |e: &&Entry| e.hand.admitted_ms.is_none() && m.microphones.get(&e.hand.mic).is_some_and(|mic| mic.held);
        let open: Vec<&Entry> = self.line.entries.iter().filter(|e| !held(e)).collect();
        if open.is_empty() {
            reasons.push(Reason::Held);
            return self.line.entries.iter().collect();
        }
        let ready: Vec<&Entry> = open.iter().copied().filter(|e| !e.hand.unready).collect();
        if ready.is_empty() {
            reasons.push(Reason::NotReady);
            return open;
        }
        let here = |e: &&Entry| e.hand.not_before_call <= self.rotation.calls;
        let able: Vec<&Entry> = ready.iter().copied().filter(here).collect();
        if able.is_empty() { ready } else { able }
    }

    fn attaches(&self, m: &Meeting, hand: &Hand) -> bool {
        let root = hand.to_turn.and_then(|to| self.anchors.get(&to));
        is_reply(hand.kind)
            && root.is_some_and(|root| self.replies.get(root).copied().unwrap_or(0) < m.settings.replies)
    }

    /// Leaves out microphones that have used up their budget while others have not; a pinned microphone is alone while hands
    /// wait there.
    fn within_budget<'b>(
        &self,
        m: &Meeting,
        able: Vec<&'b Entry<'a>>,
        reasons: &mut Vec<Reason>,
    ) -> Vec<&'b Entry<'a>> {
        if let Some(pinned) = &m.pinned
            && able.iter().any(|e| e.hand.mic == *pinned)
        {
            reasons.push(Reason::Pinned);
            return able.into_iter().filter(|e| e.hand.mic == *pinned).collect();
        }
        let within: Vec<&Entry> = able.iter().copied().filter(|e| !self.is_spent(m, &e.hand.mic)).collect();
        if within.is_empty() {
            reasons.push(Reason::BudgetSpent);
            return able;
        }
        within
    }

    fn is_spent(&self, m: &Meeting, mic: &Key) -> bool {
        m.budget_ms(mic).is_some_and(|budget| self.rotation.lane(mic).item_ms >= budget)
    }

    /// The hands of the microphone that is due: least due time, and of equals the next in the rotation.
    fn due_lane<'b>(
        &self,
        m: &Meeting,
        able: Vec<&'b Entry<'a>>,
        reasons: &mut Vec<Reason>,
        due: impl Fn(&Lane, u32) -> u64,
    ) -> Vec<&'b Entry<'a>> {
        let lanes = m.lanes();
        let start = after_last(&lanes, &self.rotation);
        let mut waiting: Vec<&Key> =
            lanes.iter().copied().filter(|key| able.iter().any(|e| e.hand.mic == **key)).collect();
        let several = waiting.len() > 1;
        waiting.sort_by_key(|key| {
            let at = lanes.iter().position(|k| k == key).unwrap_or_default();
            (due(&self.rotation.lane(key), m.weight(key)), (at + lanes.len() - start) % lanes.len())
        });
        let Some(chosen) = waiting.first() else { return Vec::new() };
        if !reasons.contains(&Reason::Pinned) {
            reasons.push(match (several, m.settings.preset) {
                (false, _) => Reason::OnlyMicrophone,
                (true, Preset::SpeakingTime) => Reason::LeastTime,
                (true, _) => Reason::MicrophoneDue,
            });
        }
        able.into_iter().filter(|e| e.hand.mic == **chosen).collect()
    }
}

/// Where the rotation goes on: behind the microphone called last.
pub fn after_last(lanes: &[&Key], rotation: &Rotation) -> usize {
    rotation.last.as_ref().and_then(|last| lanes.iter().position(|key| *key == last)).map_or(0, |at| at + 1)
}

/// The turn that began an exchange of replies.
fn root(m: &Meeting, mut turn: TurnId) -> TurnId {
    while let Some(to) = m.turns.get(&turn).and_then(|t| t.to_turn).filter(|to| *to < turn) {
        turn = to;
    }
    turn
}

/// The turns to which a reply may attach: the one on the floor, also while a point of order interrupts it, and the last
/// one that was called or presented. A reply keeps the turn that it replies to open for the next reply.
fn anchors(m: &Meeting) -> BTreeMap<TurnId, TurnId> {
    let speech = |t: &&Turn| {
        matches!(t.kind, TurnKind::Called | TurnKind::Presenter)
            && t.hand_kind != Some(HandKind::PointOfOrder)
            && !t.entered
    };
    let last = m.turns.iter().rev().find(|(_, t)| speech(t)).map(|(id, _)| *id);
    let mut anchors = BTreeMap::new();
    for mut turn in [m.floor.turn, m.floor.interrupted, last].into_iter().flatten() {
        let root = root(m, turn);
        anchors.insert(turn, root);
        while let Some(to) = m.turns.get(&turn).and_then(|t| t.to_turn).filter(|to| *to < turn) {
            anchors.insert(to, root);
            turn = to;
        }
    }
    anchors
}

/// Within a microphone: the room and the remote side take turns while both wait.
fn within<'a, 'b>(rotation: &Rotation, lane: Vec<&'b Entry<'a>>, reasons: &mut Vec<Reason>) -> Vec<&'b Entry<'a>> {
    let Some(first) = lane.first() else { return lane };
    let had = rotation.lane(&first.hand.mic);
    let (remote, room): (Vec<&Entry>, Vec<&Entry>) = lane.iter().copied().partition(|e| e.hand.place.is_remote());
    let remote_is_due = match (remote.is_empty(), room.is_empty(), had.last_remote) {
        (true, _, _) => false,
        (_, true, _) => true,
        (_, _, Some(last_remote)) => {
            reasons.push(if last_remote { Reason::RoomDue } else { Reason::RemoteDue });
            !last_remote
        }
        (_, _, None) => {
            reasons.push(Reason::FirstRaised);
            first.hand.place.is_remote()
        }
    };
    if remote_is_due { rotate_remote(&had, remote, reasons) } else { room }
}

/// On the remote side regions rotate, then the hubs of a region; a region's people online count
/// together as one hub. Least recently called first, and of equals who raised first.
fn rotate_remote<'a, 'b>(had: &Lane, remote: Vec<&'b Entry<'a>>, reasons: &mut Vec<Reason>) -> Vec<&'b Entry<'a>> {
    let mut chosen = remote;
    for (key, seen, reason) in [
        (region as fn(&Hand) -> String, &had.regions, Reason::RegionDue),
        (hub as fn(&Hand) -> String, &had.hubs, Reason::HubDue),
    ] {
        let Some(first) =
            chosen.iter().min_by_key(|e| (seen.get(&key(e.hand)).copied().unwrap_or(0), e.rank)).map(|e| key(e.hand))
        else {
            return chosen;
        };
        let all = chosen.len();
        chosen.retain(|e| key(e.hand) == first);
        if all > chosen.len() {
            reasons.push(reason);
        }
    }
    chosen
}

/// `netmundial`: rounds of the microphones once each, the remote side twice. An empty slot is
/// passed over.
fn due_slot<'a, 'b>(
    m: &Meeting,
    rotation: &Rotation,
    able: Vec<&'b Entry<'a>>,
    reasons: &mut Vec<Reason>,
) -> Vec<&'b Entry<'a>> {
    let slots = charge::slots(m);
    let start = rotation.slot.map_or(0, |s| s as usize + 1);
    for k in 0..slots.len() {
        match &slots[(start + k) % slots.len()] {
            Some(mic) => {
                let room: Vec<&Entry> =
                    able.iter().copied().filter(|e| !e.hand.place.is_remote() && e.hand.mic == *mic).collect();
                if !room.is_empty() {
                    reasons.push(Reason::MicrophoneDue);
                    return room;
                }
            }
            None => {
                let remote: Vec<&Entry> = able.iter().copied().filter(|e| e.hand.place.is_remote()).collect();
                if !remote.is_empty() {
                    reasons.push(Reason::RemoteSlot);
                    return rotate_remote(&rotation.remote, remote, reasons);
                }
            }
        }
    }
    able
}

/// The first of a line: who raised first, but whoever has not spoken on this item goes before those
/// who have, until so many have overtaken as the cap says. Where a steward set the line as people
/// stand, it stays so.
fn first_of_line<'a, 'b>(m: &Meeting, line: &[&'b Entry<'a>], reasons: &mut Vec<Reason>) -> Option<&'b Entry<'a>> {
    let first = *line.first()?;
    if line.iter().any(|e| e.hand.moved) {
        reasons.push(Reason::AsTheyStand);
        return Some(first);
    }
    if !m.settings.newcomers_first || first.newcomer {
        return Some(first);
    }
    let Some(new) = line.iter().position(|e| e.newcomer) else { return Some(first) };
    if line[..new].iter().any(|e| e.overtaken >= m.settings.newcomer_cap) {
        reasons.push(Reason::NewcomerCap);
        return Some(first);
    }
    reasons.push(Reason::Newcomer);
    Some(line[new])
}
