//! Who sits where, and who chooses what.

use protocol::poll_command::{Methods, Scale, SetPoll};
use protocol::poll_terms::Terms;
use protocol::{Dimension, Polarity, PollKind, Showing};
use server::demo::dice::Dice;

/// Regions, with how many of a hundred people are from each; of the first there are three, whoever comes.
pub const REGIONS: [(&str, u32); 5] =
    [("africa", 0), ("asia-pacific", 30), ("europe", 35), ("latin-america", 20), ("north-america", 15)];
/// Heads of the hub in which a device is passed round.
pub const HEADS: u32 = 24;

/// One ballot as somebody casts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The voter, from 0; none on the device that is passed round.
    pub voter: Option<u32>,
    /// The question, from 0.
    pub question: usize,
    /// The choice; none with several or with "no opinion".
    pub choice: Option<u32>,
    /// The choices, where there are several.
    pub choices: Vec<u32>,
}

/// Everything that happens.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many vote.
    pub voters: u32,
    /// What is asked.
    pub questions: Vec<SetPoll>,
    /// All ballots in the order in which they are cast; a later one of the same voter replaces the earlier.
    pub ballots: Vec<Ballot>,
}

impl Plan {
    /// A plan.
    pub fn new(voters: u32, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x5ec4);
        let questions = questions();
        let mut ballots = Vec::new();
        for (question, asked) in questions.iter().enumerate() {
            let cast = |voter: Option<u32>, dice: &mut Dice| {
                let (choice, choices) = choose(asked, dice);
                Ballot { voter, question, choice, choices }
            };
            for voter in 0..voters {
                // Every tenth stays away; every tenth changes their mind.
                match dice.between(0, 10) {
                    0 => {}
                    1 => ballots.extend([cast(Some(voter), &mut dice), cast(Some(voter), &mut dice)]),
                    _ => ballots.push(cast(Some(voter), &mut dice)),
                }
            }
            if asked.methods.as_ref().is_some_and(|methods| methods.passed) {
                ballots.extend((0..HEADS).map(|_| cast(None, &mut dice)));
            }
        }
        dice.shuffle(&mut ballots);
        Plan { voters, questions, ballots }
    }

    /// The region of a voter.
    pub fn region(&self, voter: u32) -> &'static str {
        if voter < 3 {
            return REGIONS[0].0;
        }
        let mut of_hundred = voter * 37 % 100;
        for (region, share) in REGIONS {
            if of_hundred < share {
                return region;
            }
            of_hundred -= share;
        }
        REGIONS[2].0
    }

    /// Where a voter is: some in the hub, the others online and in the room.
    pub fn place(&self, voter: u32) -> &'static str {
        match voter % 12 {
            5 => "hub/1",
            n if n % 2 == 0 => "room",
            _ => "online",
        }
    }

    /// The stakeholder group of a voter.
    pub fn group(&self, voter: u32) -> &'static str {
        ["government", "private-sector", "civil-society", "technical-academic"][voter as usize % 4]
    }

    /// The ballot of each voter that counts in a question, and those of the passed device, in the order of casting.
    pub fn counted(&self, question: usize) -> Vec<&Ballot> {
        let last = |at: usize, voter: u32| {
            !self.ballots[at + 1..].iter().any(|later| later.question == question && later.voter == Some(voter))
        };
        let of_question = self.ballots.iter().enumerate().filter(|(_, ballot)| ballot.question == question);
        of_question.filter(|(at, ballot)| ballot.voter.is_none_or(|voter| last(*at, voter))).map(|(_, b)| b).collect()
    }
}

fn choose(asked: &SetPoll, dice: &mut Dice) -> (Option<u32>, Vec<u32>) {
    match asked.kind {
        Some(PollKind::Choices) => {
            let chosen: Vec<u32> = (1..=4).filter(|_| dice.chance(50)).collect();
            (None, if chosen.is_empty() { vec![1] } else { chosen })
        }
        Some(PollKind::Vote) => (Some(dice.between(1, 4) as u32), Vec::new()),
        _ => match dice.between(0, 8) {
            0 => (None, Vec::new()),
            _ => (Some(dice.between(1, 6) as u32), Vec::new()),
        },
    }
}

/// One whose totals go in steps; one broken down by regions, of which one has three people; one with both, and so without
/// steps; one with several answers, with a device that is passed round.
fn questions() -> Vec<SetPoll> {
    let secret = |breakdown| Some(Terms { secret: true, breakdown, ..Terms::default() });
    let scale = Scale { first: 1, points: 5, polarity: Polarity::Bipolar, labels: Vec::new(), no_opinion: true };
    let ballots = Some(Methods { ballots: true, ..Methods::default() });
    let question =
        |text: &str| SetPoll { question: Some(text.to_owned()), methods: ballots.clone(), ..SetPoll::default() };
    vec![
        SetPoll {
            scale: Some(scale.clone()),
            terms: secret(None),
            showing: Some(Showing::Live),
            ..question("How well?")
        },
        SetPoll {
            kind: Some(PollKind::Vote),
            terms: secret(Some(Dimension::Region)),
            showing: Some(Showing::OnClose),
            ..question("Shall it be so?")
        },
        SetPoll {
            scale: Some(scale),
            terms: secret(Some(Dimension::Group)),
            showing: Some(Showing::Live),
            ..question("How fair?")
        },
        SetPoll {
            kind: Some(PollKind::Choices),
            options: Some(["North", "South", "East", "West"].map(str::to_owned).to_vec()),
            terms: secret(Some(Dimension::Place)),
            methods: Some(Methods { ballots: true, passed: true, ..Methods::default() }),
            showing: Some(Showing::OnClose),
            ..question("Where next?")
        },
    ]
}
