//! Waits against the bounds that were stated: over every span in which no exception was made, how long did a hand wait,
//! and how long could it at most, as was said at the beginning of the span.

use std::collections::BTreeMap;

use meeting::{
    Event, Fact, Meeting,
    rule::{self, Reason, bound::Worst},
};
use protocol::{HandId, HandKind, Ms, TurnId, TurnKind};

/// The bounds stated since the last exception.
#[derive(Default)]
pub struct Spans {
    stated: BTreeMap<HandId, Vec<Stated>>,
    /// The longest wait over its bound.
    pub worst: f64,
    /// Where that was.
    pub worst_at: String,
    /// Waits that were longer than their bound.
    pub broken: u32,
    /// Bounds that were looked at.
    pub looked: u64,
}

struct Stated {
    /// The last turn that had begun.
    turn: u32,
    worst: Worst,
}

impl Spans {
    /// States the bounds of now.
    pub fn state(&mut self, m: &Meeting) {
        for (hand, worst) in rule::bound::all(m) {
            self.stated.entry(hand).or_default().push(Stated { turn: m.last.turn, worst });
        }
    }

    /// An event is about to be taken into `m`.
    pub fn event(&mut self, m: &Meeting, event: &Event) {
        let over = is_overtime(m, event);
        if over || is_exception(m, event) {
            for hand in std::mem::take(&mut self.stated) {
                self.ends(m, event.at_ms, hand);
            }
        }
        let gone = match &event.fact {
            Fact::TurnBegan(e) => e.hand,
            Fact::HandLowered(e) => Some(e.hand),
            // It is passed over from now on: nothing is promised to it.
            Fact::HandUnready(e) => Some(e.hand),
            _ => None,
        };
        if let Some(id) = gone
            && let Some(stated) = self.stated.remove(&id)
        {
            self.ends(m, event.at_ms, (id, stated));
        }
    }

    /// The meeting is over.
    pub fn over(&mut self, m: &Meeting, now_ms: Ms) {
        for hand in std::mem::take(&mut self.stated) {
            self.ends(m, now_ms, hand);
        }
    }

    fn ends(&mut self, m: &Meeting, now_ms: Ms, (hand, stated): (HandId, Vec<Stated>)) {
        // How many turns began, and how long they took, from each turn on.
        for Stated { turn, worst } in stated {
            let since = m.turns.range(TurnId(turn + 1)..);
            let (mut turns, mut ms) = (0_u32, 0);
            for (_, t) in since {
                turns += 1;
                let running = t.running_since_ms.map_or(0, |from| now_ms - from);
                ms += (t.spoken_ms + running).min(t.limit_ms);
            }
            self.compare(f64::from(turns), worst.turns.map(f64::from), hand, m);
            self.compare(ms as f64, Some(worst.ms as f64), hand, m);
        }
    }

    fn compare(&mut self, waited: f64, bound: Option<f64>, hand: HandId, m: &Meeting) {
        let Some(bound) = bound else { return };
        self.looked += 1;
        if waited > bound {
            self.broken += 1;
        }
        // Nothing may go before a hand whose bound is nothing: then any wait is too long.
        let ratio = if waited == 0.0 { 0.0 } else { waited / bound.max(waited / (waited + 1.0)) };
        if ratio > self.worst {
            self.worst = ratio;
            let next = m.last.turn;
            self.worst_at = format!("{:?}, hand {hand}: {waited} of {bound}, up to turn {next}", m.settings.preset);
        }
    }
}

/// What the bound does not promise anything about.
fn is_exception(m: &Meeting, event: &Event) -> bool {
    match &event.fact {
        Fact::TurnBegan(e) => {
            let by_rule = rule::next(m).filter(|next| Some(next.hand) == e.hand);
            let before_the_line = |reasons: &[Reason]| {
                reasons.iter().any(|r| matches!(r, Reason::PointOfOrder | Reason::Objection | Reason::Attached))
            };
            e.out_of_turn.is_some()
                || e.kind != TurnKind::Called
                || e.hand_kind == Some(HandKind::PointOfOrder)
                || by_rule.is_none_or(|next| before_the_line(&next.reasons))
        }
        Fact::HandRaised(e) => e.heard.is_some_and(|h| h.outage),
        Fact::TurnLimitSet(e) => e.extended,
        Fact::TurnEntered(_)
        | Fact::MicrophoneSet(_)
        | Fact::MicrophoneRemoved(_)
        | Fact::MicrophoneHeld(_)
        | Fact::MicrophonePinned(_)
        | Fact::RegionsSet(_)
        | Fact::HubSet(_)
        | Fact::RuleSet(_)
        | Fact::ItemSet(_)
        | Fact::ItemStarted(_)
        | Fact::HandNamed(_)
        | Fact::HandChanged(_)
        | Fact::HatChanged(_)
        | Fact::HandMoved(_)
        | Fact::PointOfOrderAdmitted(_)
        | Fact::HandReclassified(_)
        | Fact::HandSkipped(_)
        | Fact::HandDeferred(_)
        | Fact::Undone(_) => true,
        _ => false,
    }
}

/// Whether a turn ends by this that took longer than it might, or, extended, longer than turns usually may: the limits that
/// the bound goes by did not hold.
fn is_overtime(m: &Meeting, event: &Event) -> bool {
    let ends = matches!(event.fact, Fact::TurnBegan(_) | Fact::TurnEnded(_));
    ends && m.current_turn().is_some_and(|(_, t)| {
        t.spoken_ms + t.running_since_ms.map_or(0, |from| event.at_ms - from) > t.limit_ms.min(m.turn_limit_ms())
    })
}
