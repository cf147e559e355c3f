//! One meeting on a clock of its own, played through the real rules: `decide`, `evolve`, `tick`.

use meeting::{Actor, Event, Heard, Meeting, Moment, decide, evolve, next_wake, setup, tick};
use protocol::{Command, HubId, LinkId, Ms, PersonId, Place, Preset, Refusal, Role, command::Nothing};

/// Who looks on.
pub trait Watch {
    /// An event is about to be taken into the meeting, which is as it was before it.
    fn event(&mut self, m: &Meeting, event: &Event);
    /// A moment between two commands.
    fn look(&mut self, m: &Meeting);
}

/// A meeting that is being played.
pub struct Play<W> {
    /// The meeting.
    pub m: Meeting,
    /// Its clock.
    pub now_ms: Ms,
    /// Who looks on.
    pub watch: W,
    /// Commands that were refused.
    pub refused: u32,
    seed: u64,
    moments: u64,
}

impl<W: Watch> Play<W> {
    /// A new meeting, not started yet. `seed` gives the randomness of its record.
    pub fn new(preset: Preset, seed: u64, watch: W) -> Self {
        let m = Meeting::default();
        let mut play = Play { m, now_ms: 1_000_000, watch, refused: 0, seed, moments: 0 };
        let at = play.moment(None);
        let events = setup::create("fair", "Fairness", &["en".to_owned()], preset, true, at);
        play.take(&events.expect("the name and the title are good"));
        play
    }

    fn moment(&mut self, heard: Option<Heard>) -> Moment {
        self.moments += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_be_bytes());
        seed[8..16].copy_from_slice(&self.moments.to_be_bytes());
        Moment::new(self.now_ms, seed, heard)
    }

    fn take(&mut self, events: &[Event]) {
        for event in events {
            self.watch.event(&self.m, event);
            evolve(&mut self.m, event);
        }
    }

    /// Asks for something now. What is refused leaves no trace but the count.
    ///
    /// # Errors
    /// The refusal.
    pub fn ask(&mut self, who: &Actor, command: Command, heard: Option<Heard>) -> Result<Vec<Event>, Refusal> {
        let at = self.moment(heard);
        match decide(&self.m, who, command, at) {
            Ok(events) => {
                self.take(&events);
                Ok(events)
            }
            Err(refusal) => {
                self.refused += 1;
                Err(refusal)
            }
        }
    }

    /// The same for commands that cannot be refused where they are used.
    pub fn must(&mut self, who: &Actor, command: Command) -> Vec<Event> {
        let said = format!("{command:?}");
        self.ask(who, command, None).unwrap_or_else(|refusal| panic!("{said} was refused: {refusal}"))
    }

    /// Lets time pass; what happens by itself happens at its time. Answers with what happened.
    pub fn until(&mut self, at_ms: Ms) -> Vec<Event> {
        let mut happened = Vec::new();
        while let Some(due) = next_wake(&self.m).filter(|due| *due <= at_ms) {
            self.now_ms = self.now_ms.max(due);
            let moment = self.moment(None);
            let events = tick(&self.m, moment);
            assert!(!events.is_empty(), "nothing happens at {due} though something is due");
            self.take(&events);
            happened.extend(events);
        }
        self.now_ms = self.now_ms.max(at_ms);
        happened
    }

    /// Starts the meeting and opens the queue.
    pub fn open(&mut self) {
        self.must(&Actor::System, Command::StartMeeting(Nothing {}));
        self.must(&moderator(), Command::OpenQueue(Nothing {}));
    }

    /// Lets the onlookers look.
    pub fn look(&mut self) {
        self.watch.look(&self.m);
    }
}

fn link(id: u32, role: Role, person: Option<PersonId>, place: Option<Place>) -> Actor {
    Actor::Link { link: LinkId(id), role, person, place, microphone: None, unit: None }
}

/// The moderator.
pub fn moderator() -> Actor {
    link(1, Role::Moderator, None, None)
}

/// The steward at the microphones of the room.
pub fn steward() -> Actor {
    link(2, Role::Steward, None, None)
}

/// The online moderator.
pub fn online_moderator() -> Actor {
    link(3, Role::OnlineModerator, None, None)
}

/// The operator of a hub.
pub fn operator(hub: HubId) -> Actor {
    link(100 + hub.0, Role::HubOperator, None, Some(Place::Hub(hub)))
}

/// A participant with a link of their own.
pub fn participant(person: PersonId) -> Actor {
    link(1_000 + person.0, Role::Participant, Some(person), None)
}

/// Somebody who may lower any hand.
pub fn moderator_like(d: &mut super::dice::Dice) -> Actor {
    if d.one_in(2) { moderator() } else { online_moderator() }
}
