//! Undo, over random histories: as many undos as there were actions give the history without those actions.

use meeting::{Actor, Meeting, decide, evolve, next_wake, tick};
use protocol::{Command, Preset, RefusalCode, Role, command::Nothing, floor_command::Undo, limits};
use serde_json::{Value, json};

use crate::{dice::Dice, setting, storm, world::World};

const HISTORIES: u64 = 150;
/// What the moderator does in a row, at most; far fewer than can be undone.
const ACTIONS: u64 = 12;

fn does(w: &mut World, who: &Actor, command: Command) -> Result<usize, RefusalCode> {
    let at = w.moment();
    let events = decide(&w.m, who, command, at).map_err(|refusal| refusal.code)?;
    for event in &events {
        evolve(&mut w.m, event);
        w.log.push(event.write());
    }
    meeting::invariants::check(&w.m).expect("the meeting is in order");
    Ok(events.len())
}

fn pass(w: &mut World, ms: i64) {
    w.now_ms += ms;
    while next_wake(&w.m).is_some_and(|due| due <= w.now_ms) {
        let at = w.moment();
        for event in tick(&w.m, at) {
            evolve(&mut w.m, &event);
            w.log.push(event.write());
        }
    }
}

/// The state as far as history goes: not the numbers given out, the place in the record, and what can still be undone.
fn history(m: &Meeting) -> Value {
    let mut state = json!(m);
    for field in ["version", "now_ms", "last", "undo"] {
        state[field].take();
    }
    state
}

/// Whether undo knows it: a command that is none of the moderator's actions on queue or floor stays done.
fn can_be_undone(w: &World, command: &Command) -> bool {
    use Command as C;
    let on_floor = matches!(
        command,
        C::CallNext(_) | C::Call(_) | C::LastWord(_) | C::EndTurn(_) | C::StartClock(_) | C::PauseClock(_)
    );
    let set = matches!(
        command,
        C::ResumeClock(_) | C::Extend(_) | C::SetTurnLimit(_) | C::HoldMicrophone(_) | C::PinMicrophone(_)
    );
    let queue = matches!(command, C::CloseQueue(_) | C::OpenQueue(_) | C::Skip(_) | C::Lower(_));
    let ruled = matches!(command, C::AdmitPointOfOrder(_) | C::Reclassify(_) | C::StartItem(_));
    w.m.undo.len() < limits::UNDO_DEPTH && (on_floor || set || queue || ruled)
}

#[test]
fn as_many_undos_as_actions_give_the_history_without_them() {
    let (first, histories) = (setting("EVENFLOOR_SEED", 1), setting("EVENFLOOR_SEEDS", HISTORIES));
    let mut undone = 0;
    for seed in first..first + histories {
        let mut dice = Dice::new(seed);
        let mut w = World::of(dice.pick(Preset::ALL));
        storm::set_up(&mut w, &mut dice);
        if w.m.phase != protocol::Phase::Running {
            w.organiser(Command::StartMeeting(Nothing {}));
        }
        for _ in 0..60 {
            pass(&mut w, 500);
            let who = storm::actor(&w.m, &mut dice);
            let command = storm::command(&w.m, &who, &mut dice);
            if !matches!(command, Command::EndMeeting(_)) {
                let _ = does(&mut w, &who, command);
            }
        }
        // What the server does by itself has been done: the order is final, hubs on deck were told or passed over.
        pass(&mut w, 600_000);
        let moderator = w.staff(Role::Moderator);
        let before = history(&w.m);
        let mut doings = Vec::new();
        for _ in 0..40 {
            let command = storm::command(&w.m, &moderator, &mut dice);
            if doings.len() as u64 == ACTIONS || !can_be_undone(&w, &command) {
                continue;
            }
            if does(&mut w, &moderator, command.clone()).is_ok() {
                doings.push(command);
            }
        }
        for step in 0..doings.len() {
            let told = does(&mut w, &moderator, Command::Undo(Undo::default()));
            assert!(told.is_ok(), "seed {seed}: undo {step} of {doings:?}: {told:?}");
            undone += 1;
        }
        let after = history(&w.m);
        for (field, was) in before.as_object().expect("a state is an object") {
            assert_eq!(was, &after[field], "seed {seed}: {field} differs after the undos of {doings:?}");
        }
    }
    assert!(undone > histories, "too little was undone to say anything: {undone}");
}
