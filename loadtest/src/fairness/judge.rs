//! Who looks on while a meeting is played: the model, the mutants' hunter, the keeper of bounds.

use std::collections::BTreeMap;

use meeting::{Event, Meeting, rule};
use protocol::HandId;
use serde::Serialize;

use super::{mutants::Hunt, plan::Plan, play::Watch, script::Ended, slow::Slow, spans::Spans};

/// An onlooker.
pub struct Judge<'a> {
    slow: Slow,
    spans: Spans,
    hunt: &'a Hunt,
    looks: u64,
    events: u64,
    wrong: Vec<String>,
    loud: bool,
}

impl<'a> Judge<'a> {
    /// An onlooker of one meeting.
    pub fn new(hunt: &'a Hunt) -> Self {
        let (slow, spans) = (Slow::default(), Spans::default());
        Judge { slow, spans, hunt, looks: 0, events: 0, wrong: Vec::new(), loud: false }
    }

    /// One who prints the record.
    pub fn loud(self) -> Self {
        Judge { loud: true, ..self }
    }
}

impl Watch for Judge<'_> {
    fn event(&mut self, m: &Meeting, event: &Event) {
        self.events += 1;
        if self.loud {
            eprintln!("{}", String::from_utf8_lossy(&event.write()));
        }
        self.spans.event(m, event);
        self.slow.take(event);
    }

    fn look(&mut self, m: &Meeting) {
        self.looks += 1;
        if self.loud {
            let bounds = rule::bound::all(m);
            eprintln!("standing {:?}\norder {:?}\n{bounds:?}", rule::standing(m), rule::order(m));
        }
        let right = self.slow.order();
        let real: Vec<HandId> = rule::order(m).into_iter().map(|placed| placed.hand).collect();
        if real != right {
            self.wrong.push(format!("the order is {real:?}, by the model {right:?}, at {} ms", m.now_ms));
        }
        // Mutants are many: they are shown what is quickly looked at, and something else now and then.
        if right.len() <= 16 || self.looks.is_multiple_of(8) {
            self.hunt.look(m, &right);
            if !Hunt::is_true_copy(m, &right) {
                self.wrong.push(format!("the mutants' copy is wrong without a fault, at {} ms", m.now_ms));
            }
        }
        self.spans.state(m);
    }
}

/// What was found in many meetings.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    /// Meetings that were played.
    pub meetings: u64,
    /// Calls that were made in them.
    pub calls: u64,
    /// Commands that were refused.
    pub refused: u64,
    /// Entries of their records.
    pub events: u64,
    /// Orders that were compared.
    pub orders: u64,
    /// Orders, calls and settlements that differ from the model.
    pub order_mismatches: u64,
    /// The first of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// The longest wait over the bound that was stated.
    pub worst_wait_over_bound: f64,
    /// Where that was.
    pub worst_at: String,
    /// The same for each rule that a meeting began with.
    pub worst_by_preset: BTreeMap<String, f64>,
    /// Waits with the bound that was stated at their beginning.
    pub bounds: u64,
    /// Hands that waited longer than their bound, or were never called though the meeting went on until nobody came.
    pub starved: u64,
}

impl Findings {
    /// Takes the findings of a meeting that has ended.
    pub fn take(&mut self, n: u64, plan: &Plan, ended: Ended<Judge>) {
        let Ended { play, calls, drained } = ended;
        let mut judge = play.watch;
        judge.spans.over(&play.m, play.now_ms);
        self.meetings += 1;
        self.calls += u64::from(calls);
        self.refused += u64::from(play.refused);
        self.events += judge.events;
        self.orders += judge.looks;
        self.bounds += judge.spans.looked;
        self.starved += u64::from(judge.spans.broken);
        if plan.calls.is_none() && !drained {
            self.starved += play.m.waiting.len() as u64;
            self.example(n, plan, format!("{} hands wait for ever", play.m.waiting.len()));
        }
        let mut wrong = judge.wrong;
        wrong.append(&mut judge.slow.wrong);
        self.order_mismatches += wrong.len() as u64;
        if let Some(first) = wrong.into_iter().next() {
            self.example(n, plan, first);
        }
        self.worst_of(format!("{:?}", plan.preset), judge.spans.worst);
        if judge.spans.worst > self.worst_wait_over_bound {
            self.worst_wait_over_bound = judge.spans.worst;
            self.worst_at = format!("meeting {n}, {}", judge.spans.worst_at);
        }
    }

    fn worst_of(&mut self, preset: String, ratio: f64) {
        let worst = self.worst_by_preset.entry(preset).or_default();
        *worst = worst.max(ratio);
    }

    fn example(&mut self, n: u64, plan: &Plan, what: String) {
        if self.examples.len() < 10 {
            self.examples.push(format!("meeting {n} ({:?}, {:?}): {what}", plan.preset, plan.troubles));
        }
    }

    /// Adds the findings of other meetings.
    pub fn add(&mut self, other: Findings) {
        self.meetings += other.meetings;
        self.calls += other.calls;
        self.refused += other.refused;
        self.events += other.events;
        self.orders += other.orders;
        self.order_mismatches += other.order_mismatches;
        self.bounds += other.bounds;
        self.starved += other.starved;
        self.examples.extend(other.examples);
        self.examples.truncate(10);
        for (preset, ratio) in other.worst_by_preset {
            self.worst_of(preset, ratio);
        }
        if other.worst_wait_over_bound > self.worst_wait_over_bound {
            self.worst_wait_over_bound = other.worst_wait_over_bound;
            self.worst_at = other.worst_at;
        }
    }
}
