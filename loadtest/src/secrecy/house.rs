//! The meeting: a hub, a roster, a personal link and a page for everybody, four secret questions; and everybody who looks on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use futures::future::try_join_all;
use protocol::ballot_command::PassBallot;
use protocol::poll_command::{Cast, ClosePolls, OpenPolls};
use protocol::row::PersonRow;
use protocol::row_poll::{PollRow, TallyRow};
use protocol::setup_command::{SetHeadcount, SetHub};
use protocol::{Command, HubId, PersonId, Place, PollId, PollState, command::Nothing};
use serde_json::{Value, json};
use server::demo::client::{Client, Door};
use server::demo::http;

use super::plan::{Ballot, HEADS, Plan};
use super::search;
use super::traces::{self, Traces};
use crate::child::Server;

/// The name of the meeting.
pub const MEETING: &str = "secrecy";
const HUB: HubId = HubId(1);

/// The meeting with all its pages.
pub struct House {
    server: Server,
    data_dir: PathBuf,
    organiser_secret: String,
    moderator: Client,
    operator: Client,
    /// One viewer of each kind, by role.
    lookers: Vec<(String, Client)>,
    voters: Vec<Client>,
    people: Vec<PersonId>,
    polls: Vec<PollId>,
}

impl House {
    /// Sets up the meeting and opens its questions.
    ///
    /// # Errors
    /// What the server refuses.
    pub async fn open(data_dir: &Path, plan: &Plan) -> anyhow::Result<Self> {
        let server = Server::start_telling_all(data_dir).await?;
        let address = server.address;
        let page =
            |secret: &str| Client::open(Door { address, meeting: MEETING.to_owned(), secret: secret.to_owned() });
        let body = json!({"name": MEETING, "title": "Secret ballots", "languages": ["en"]});
        let created = http::post(address, "/v1/meetings", None, &body).await?;
        let links = created["links"].as_array().context("a meeting begins with links")?;
        let first: BTreeMap<&str, &str> =
            links.iter().filter_map(|link| Some((link["role"].as_str()?, link["secret"].as_str()?))).collect();
        let secret = |role: &str| first.get(role).copied().context("a first link is missing");
        let organiser_secret = secret("organiser")?.to_owned();
        let organiser = page(&organiser_secret);
        let in_hub = (0..plan.voters).filter(|voter| plan.place(*voter) == "hub/1").count() as u32;
        let heads = HEADS + in_hub;
        let hub = SetHub { name: Some("Nairobi".to_owned()), ceiling: Some(heads), ..SetHub::default() };
        organiser.command(Command::SetHub(hub)).await?;
        organiser.command(Command::SetHeadcount(SetHeadcount { hub: HUB, heads })).await?;
        let people = roster(&server, &organiser_secret, &organiser, plan).await?;
        let operator =
            issue(&server, &organiser_secret, vec![json!({"role": "hub_operator", "place": "hub/1"})]).await?;
        let personal = people.iter().map(|person| json!({"role": "participant", "person": person})).collect();
        let voters = issue(&server, &organiser_secret, personal).await?;
        let moderator = page(secret("moderator")?);
        moderator.command(Command::StartMeeting(Nothing {})).await?;
        let mut polls = Vec::new();
        for question in &plan.questions {
            let done = moderator.command(Command::SetPoll(question.clone())).await?;
            polls.push(PollId(done.made("poll").context("a question was not made")?));
        }
        moderator.command(Command::OpenPolls(OpenPolls { set: None, polls: polls.clone() })).await?;
        let roles = ["organiser", "display", "reporter", "steward", "mixer"];
        let lookers: anyhow::Result<Vec<_>> =
            roles.iter().map(|role| Ok(((*role).to_owned(), page(secret(role)?)))).collect();
        Ok(House {
            data_dir: data_dir.to_owned(),
            organiser_secret,
            moderator,
            operator: page(operator.first().context("the operator has a link")?),
            lookers: lookers?,
            voters: voters.iter().map(|secret| page(secret)).collect(),
            people,
            polls,
            server,
        })
    }

    /// Everybody votes, one after another, so that the adversary knows who was when. Answers with the keys as they lay on the
    /// disk meanwhile.
    ///
    /// # Errors
    /// When a ballot is refused, or no key is where keys are kept.
    pub async fn vote(&self, plan: &Plan) -> anyhow::Result<Vec<Vec<u8>>> {
        for ballot in &plan.ballots {
            let command = self.command(ballot);
            let who = ballot.voter.map_or(&self.operator, |voter| &self.voters[voter as usize]);
            who.command(command).await.with_context(|| format!("a ballot in question {}", ballot.question + 1))?;
        }
        search::keys_on_disk(&self.data_dir).await
    }

    fn command(&self, ballot: &Ballot) -> Command {
        let (poll, choice, choices) = (self.polls[ballot.question], ballot.choice, ballot.choices.clone());
        match ballot.voter {
            Some(_) => Command::Cast(Cast { poll, choice, choices }),
            None => Command::PassBallot(PassBallot { poll, place: Place::Hub(HUB), choice, choices }),
        }
    }

    /// Closes and shows all questions, and gathers what is kept and what was shown.
    ///
    /// # Errors
    /// When something cannot be read, or the server complained.
    pub async fn close(self, plan: &Plan) -> anyhow::Result<Traces> {
        let close = ClosePolls { set: None, polls: self.polls.clone(), in_ms: Some(0) };
        self.moderator.command(Command::ClosePolls(close)).await?;
        let closed = |rows: &server::demo::rows::Rows| {
            let all = self.polls.iter().map(|poll| {
                let row = rows.get::<PollRow>(&format!("poll/{poll}"));
                row.is_some_and(|row| row.state == PollState::Closed && row.shown)
                    && rows.get::<TallyRow>(&format!("tally/{poll}")).is_some_and(|tally| !tally.in_steps)
            });
            all.into_iter().all(|closed| closed).then(|| shown(rows, &self.polls))
        };
        let (mut texts, mut told) = (Vec::new(), BTreeSet::new());
        let mut lookers = self.lookers;
        lookers.push(("moderator".to_owned(), self.moderator));
        lookers.push(("operator".to_owned(), self.operator));
        lookers.extend(self.voters.into_iter().map(|voter| ("participant".to_owned(), voter)));
        for (role, looker) in &lookers {
            let rows = looker.until(closed).await?;
            let (shared, own) = rows;
            if told.insert(shared.clone()) {
                texts.push((format!("rows of a {role}"), shared));
            }
            texts.push((format!("own rows of a {role}"), own));
        }
        for poll in &self.polls {
            for file in [format!("polls/{poll}.json"), format!("review/{poll}.json")] {
                let path = format!("/v1/meetings/{MEETING}/{file}");
                let told = http::get(self.server.address, &path, Some(&self.organiser_secret)).await?;
                texts.push((file, told.to_string()));
            }
        }
        for canonical in [false, true] {
            let text = String::from_utf8(self.server.export(MEETING, canonical).await?).context("an export is text")?;
            texts.push((format!("export, canonical {canonical}"), text));
        }
        let mut files = traces::files(&self.data_dir, "while it ran")?;
        let (log, errors) = (self.server.log(), self.server.errors());
        if let Some(error) = errors.first() {
            bail!("the server's log tells of {} errors, the first: {error}", errors.len());
        }
        texts.push(("the server's log".to_owned(), log));
        drop(lookers);
        self.server.stop().await?;
        files.extend(traces::files(&self.data_dir, "afterwards")?);
        Traces::gather(plan, &self.data_dir, self.people, self.polls, files, texts).await
    }
}

/// All rows that a page has of what everybody of its kind sees, and its own ballots.
fn shown(rows: &server::demo::rows::Rows, polls: &[PollId]) -> (String, String) {
    let shared: BTreeMap<String, Value> = rows.each("").map(|(key, row)| (key.to_owned(), row)).collect();
    let own = polls.iter().map(|poll| format!("my/ballot/{poll}"));
    let own: BTreeMap<String, Value> = own.filter_map(|key| Some((key.clone(), rows.get(&key)?))).collect();
    (json!(shared).to_string(), json!(own).to_string())
}

async fn roster(server: &Server, secret: &str, page: &Client, plan: &Plan) -> anyhow::Result<Vec<PersonId>> {
    let mut table = "name,region,group,place\n".to_owned();
    for voter in 0..plan.voters {
        table += &format!("Voter {voter},{},{},{}\n", plan.region(voter), plan.group(voter), plan.place(voter));
    }
    http::post_table(server.address, &format!("/v1/meetings/{MEETING}/roster"), secret, table).await?;
    let everybody = |rows: &server::demo::rows::Rows| {
        let people =
            rows.each::<PersonRow>("person/").filter_map(|(id, row)| Some((row.name, PersonId(id.parse().ok()?))));
        let people: BTreeMap<String, PersonId> = people.collect();
        (people.len() == plan.voters as usize).then_some(people)
    };
    let by_name = page.until(everybody).await?;
    Ok((0..plan.voters).filter_map(|voter| by_name.get(&format!("Voter {voter}")).copied()).collect())
}

/// Issues links, and answers with their secrets.
async fn issue(server: &Server, secret: &str, wanted: Vec<Value>) -> anyhow::Result<Vec<String>> {
    let path = format!("/v1/meetings/{MEETING}/links");
    let asks = wanted.chunks(500).map(|some| {
        let (path, body) = (path.clone(), json!({ "links": some }));
        async move { http::post(server.address, &path, Some(secret), &body).await }
    });
    let mut secrets = Vec::new();
    for issued in try_join_all(asks.collect::<Vec<_>>()).await? {
        let links = issued["links"].as_array().into_iter().flatten();
        secrets.extend(links.filter_map(|link| link["secret"].as_str().map(str::to_owned)));
    }
    Ok(secrets)
}
