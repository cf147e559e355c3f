//! Whether the parts of a scenario hold together: names that exist, turns in order, a hand before each call from the queue.

use std::collections::{BTreeMap, BTreeSet};

use super::scenario::{
    Answer, Call, Correct, FORMAT, Hand, QuestionSet, Scenario, ScenarioError, Step, Turn, TurnKind, UNIDENTIFIED, What,
};

type Checked = Result<(), String>;

/// Refuses a scenario that does not hold together, naming the step and what was expected.
pub fn check(scenario: &Scenario) -> Result<(), ScenarioError> {
    let invalid = |place: String| move |what: String| ScenarioError::Invalid { place, what };
    let names = Names::of(scenario).map_err(invalid("head".to_owned()))?;
    let mut walk = Walk { names, ..Walk::default() };
    for (index, step) in scenario.steps.iter().enumerate() {
        walk.step(step).map_err(invalid(place(index, step)))?;
    }
    match walk.hands.first_key_value() {
        Some((turn, person)) => Err(invalid("end".to_owned())(format!(
            "the hand of {person} leads to turn {turn}, which does not follow it"
        ))),
        None => Ok(()),
    }
}

fn place(index: usize, step: &Step) -> String {
    match &step.what {
        What::Turn(turn) => format!("step {} (turn {})", index + 1, turn.n),
        _ => format!("step {}", index + 1),
    }
}

/// What the head of the scenario declares.
#[derive(Default)]
struct Names<'a> {
    people: BTreeSet<&'a str>,
    regions: BTreeSet<&'a str>,
    microphones: BTreeSet<&'a str>,
    hubs: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
    set: Option<&'a QuestionSet>,
}

impl<'a> Names<'a> {
    fn of(scenario: &'a Scenario) -> Result<Self, String> {
        if scenario.format != FORMAT {
            return Err(format!("format is `{}`, this build reads `{FORMAT}`", scenario.format));
        }
        if scenario.words_per_minute == 0 {
            return Err("`words_per_minute` must be 1 or more".to_owned());
        }
        let names = Names {
            people: unique("person", scenario.people.iter().map(|person| person.id.as_str()))?,
            regions: unique("region", scenario.regions.iter().map(|region| region.id.as_str()))?,
            microphones: unique("microphone", scenario.microphones.iter().map(|mic| mic.id.as_str()))?,
            hubs: unique("hub", scenario.hubs.iter().map(|hub| hub.id.as_str()))?,
            items: unique("agenda item", scenario.agenda.iter().map(|item| item.id.as_str()))?,
            set: scenario.question_set.as_ref(),
        };
        if names.people.contains(UNIDENTIFIED) {
            return Err(format!("person id `{UNIDENTIFIED}` is reserved for voices without a name"));
        }
        for hub in &scenario.hubs {
            known("region", &names.regions, &hub.region)?;
        }
        for person in &scenario.people {
            names.person_is_whole(person).map_err(|what| format!("person {}: {what}", person.id))?;
        }
        if let Some(set) = names.set {
            unique("question", set.questions.iter().map(|question| question.id.as_str()))?;
            if set.scale.low >= set.scale.high {
                return Err("the scale's `low` must be below its `high`".to_owned());
            }
        }
        Ok(names)
    }

    fn person_is_whole(&self, person: &super::scenario::Person) -> Checked {
        if let Some(region) = &person.region {
            known("region", &self.regions, region)?;
        }
        if let Some(group) = &person.group {
            known("microphone", &self.microphones, group)?;
        }
        match person.place.as_deref() {
            None | Some("room" | "online") => Ok(()),
            Some(hub) => known("hub", &self.hubs, hub),
        }
    }

    fn question(&self, id: &str) -> Result<&'a QuestionSet, String> {
        let set = self.set.ok_or("the scenario has no `question_set`")?;
        match set.questions.iter().any(|question| question.id == id) {
            true => Ok(set),
            false => Err(format!("question `{id}` is not in the question set")),
        }
    }
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.is_empty() {
            return Err(format!("a {what} has an empty id"));
        }
        if !seen.insert(id) {
            return Err(format!("{what} id `{id}` is used twice"));
        }
    }
    Ok(seen)
}

fn known(what: &str, ids: &BTreeSet<&str>, id: &str) -> Checked {
    match ids.contains(id) {
        true => Ok(()),
        false => Err(format!("{what} `{id}` is not declared in the head of the scenario")),
    }
}

/// The state of the walk through the steps.
#[derive(Default)]
struct Walk<'a> {
    names: Names<'a>,
    at_ms: u64,
    last_turn: u32,
    turns: BTreeSet<u32>,
    hands: BTreeMap<u32, &'a str>,
    put: BTreeSet<&'a str>,
    values: BTreeMap<(&'a str, &'a str), i32>,
}

impl<'a> Walk<'a> {
    fn step(&mut self, step: &'a Step) -> Checked {
        if let Some(at_ms) = step.at_ms {
            if at_ms < self.at_ms {
                return Err(format!("`at_ms` {at_ms} is before the step before it ({})", self.at_ms));
            }
            self.at_ms = at_ms;
        }
        match &step.what {
            What::Agenda(agenda) => known("agenda item", &self.names.items, &agenda.item),
            What::Turn(turn) => self.turn(turn),
            What::Hand(hand) => self.hand(hand),
            What::Queue(queue) => self.person(queue.person.as_deref()),
            What::Chair(chair) => known("person", &self.names.people, &chair.to),
            What::TimeLimit(limit) => known("person", &self.names.people, &limit.person),
            What::Pause(_) | What::BreakOut(_) => Ok(()),
            What::Questions(put) => put.put.iter().try_for_each(|id| {
                self.names.question(id)?;
                self.put.insert(id);
                Ok(())
            }),
            What::Answer(answer) => self.answer(answer),
            What::Correct(correct) => self.correct(correct),
            What::Close(put) => put.put.iter().try_for_each(|id| match self.put.remove(id.as_str()) {
                true => Ok(()),
                false => Err(format!("question `{id}` is closed without having been put")),
            }),
            What::Link(link) => known("hub", &self.names.hubs, &link.hub),
        }
    }

    fn person(&self, id: Option<&str>) -> Checked {
        id.map_or(Ok(()), |id| known("person", &self.names.people, id))
    }

    fn turn(&mut self, turn: &'a Turn) -> Checked {
        if turn.n <= self.last_turn {
            return Err(format!("turn {} follows turn {}: turns stand in order", turn.n, self.last_turn));
        }
        if turn.words == 0 {
            return Err("`words` must be 1 or more".to_owned());
        }
        if turn.speaker != UNIDENTIFIED {
            known("person", &self.names.people, &turn.speaker)?;
        }
        if (turn.kind == TurnKind::Called) != turn.call.is_some() {
            return Err("a called turn says by `call` how it was called, and only a called one does".to_owned());
        }
        if (turn.call == Some(Call::Name)) != turn.reason.is_some() {
            return Err("a call by name has a `reason` (or `none_given`), and only that one does".to_owned());
        }
        for earlier in [turn.reply_to, turn.follow_up_to].into_iter().flatten() {
            if !self.turns.contains(&earlier) {
                return Err(format!("turn {earlier}, which it answers, does not come before it"));
            }
        }
        match (self.hands.remove(&turn.n), turn.call) {
            (Some(person), Some(Call::Queue)) if person == turn.speaker => {}
            (None, Some(Call::Queue)) => {
                return Err("it is called from the queue, but no hand leads to it".to_owned());
            }
            (None, _) => {}
            (Some(person), _) => {
                return Err(format!("the hand of {person} leads here, but the turn is not called from it"));
            }
        }
        self.last_turn = turn.n;
        self.turns.insert(turn.n);
        Ok(())
    }

    fn hand(&mut self, hand: &'a Hand) -> Checked {
        self.person(hand.person.as_deref())?;
        if let Some(hub) = &hand.hub {
            known("hub", &self.names.hubs, hub)?;
        }
        if let Some(microphone) = &hand.microphone {
            known("microphone", &self.names.microphones, microphone)?;
        }
        match (&hand.person, &hand.hub, hand.turn) {
            (None, None, _) => Err("a hand belongs to a person, or without a name to a hub".to_owned()),
            (None, Some(_), Some(_)) => Err("a hand that leads to a given turn has a person".to_owned()),
            (Some(person), _, Some(turn)) => match self.hands.insert(turn, person) {
                Some(other) => Err(format!("the hand of {other} already leads to turn {turn}")),
                None => Ok(()),
            },
            (_, _, None) => Ok(()),
        }
    }

    fn answer(&mut self, answer: &'a Answer) -> Checked {
        let scale = &self.names.question(&answer.question)?.scale;
        if !self.put.contains(answer.question.as_str()) {
            return Err(format!("question `{}` has not been put", answer.question));
        }
        self.person(answer.person.as_deref())?;
        match (&answer.region, &answer.hub, answer.value, &answer.counted) {
            (_, None, Some(value), None) if !(scale.low..=scale.high).contains(&value) => {
                Err(format!("value {value} is outside the scale {} to {}", scale.low, scale.high))
            }
            (Some(region), None, Some(value), None) => {
                known("region", &self.names.regions, region)?;
                self.values.insert((&answer.question, region), value);
                Ok(())
            }
            (None, None, Some(_), None) if answer.person.is_some() => Ok(()),
            (None, Some(hub), None, Some(counted)) => {
                known("hub", &self.names.hubs, hub)?;
                let values = i64::from(scale.high) - i64::from(scale.low) + 1;
                match usize::try_from(values) == Ok(counted.len()) {
                    true => Ok(()),
                    false => Err(format!("`counted` has one number for each of the {values} values of the scale")),
                }
            }
            _ => Err("an answer is a region's value, a person's value, or a hub's counted hands".to_owned()),
        }
    }

    fn correct(&mut self, correct: &'a Correct) -> Checked {
        let scale = &self.names.question(&correct.question)?.scale;
        known("person", &self.names.people, &correct.person)?;
        if !(scale.low..=scale.high).contains(&correct.to) {
            return Err(format!("value {} is outside the scale {} to {}", correct.to, scale.low, scale.high));
        }
        match self.values.insert((&correct.question, &correct.region), correct.to) {
            Some(stood) if stood == correct.from => Ok(()),
            Some(stood) => Err(format!("it corrects {}, but {stood} stood", correct.from)),
            None => Err("it corrects a value that was not given before".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests;
