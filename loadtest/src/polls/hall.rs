//! The meeting of the storm: hubs, a roster from a table, a personal link for everybody, one question in three methods.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Context, bail};
use protocol::poll_command::{ClosePolls, Methods, OpenPolls, SetPoll};
use protocol::poll_terms::Terms;
use protocol::row::PersonRow;
use protocol::row_poll::{PollRow, TallyRow};
use protocol::setup_command::{SetHeadcount, SetHub, SetMeeting};
use protocol::{Command, Electorate, HubId, Key, LinkId, PersonId, PollId, PollState, Showing, Unit, command::Nothing};
use serde_json::{Value, json};
use server::demo::client::{self, Client};
use server::demo::http;

use super::line::Door;
use super::plan::Plan;
use crate::child::Server;

/// The name of the meeting.
pub const MEETING: &str = "storm";
/// Where people and hubs are from, in turn.
pub const REGIONS: [&str; 5] = ["africa", "asia-pacific", "europe", "latin-america", "north-america"];
/// Whom people speak for, in turn.
const GROUPS: [&str; 4] = ["government", "private-sector", "civil-society", "technical-academic"];
/// Rows of one table; the reading of a table has a deadline.
const TABLE_ROWS: u32 = 2_500;
/// Links that one request may ask for.
const LINKS_AT_ONCE: usize = 500;

/// The meeting, ready for the storm.
pub struct Hall {
    /// The question.
    pub poll: PollId,
    /// The person of each seat.
    pub people: Vec<PersonId>,
    /// The personal link of each seat.
    pub seats: Vec<Door>,
    /// The link of each hub's operator.
    pub operators: Vec<Door>,
    /// The link of the reporter, who writes down what regions agree.
    pub reporter: Door,
    moderator: Client,
}

/// The result as the meeting sees it after the close.
#[derive(Debug)]
pub struct Published {
    /// The question's row.
    pub poll: PollRow,
    /// Its tally.
    pub tally: TallyRow,
}

/// An organiser who sets up by requests and by a page.
struct Organiser {
    address: SocketAddr,
    secret: String,
    page: Client,
}

impl Hall {
    /// Sets up the meeting and opens the question.
    ///
    /// # Errors
    /// What the server refuses.
    pub async fn open(server: &Server, plan: &Plan) -> anyhow::Result<Self> {
        let address = server.address;
        let body = json!({"name": MEETING, "title": "Storm of ballots", "languages": ["en"]});
        let created = http::post(address, "/v1/meetings", None, &body).await?;
        let first = |role: &str| {
            let mut links = created["links"].as_array().into_iter().flatten();
            let link = links.find(|link| link["role"] == role).context("a first link is missing")?;
            door(address, link)
        };
        let page = |door: &Door| {
            Client::open(client::Door { address, meeting: MEETING.to_owned(), secret: door.secret.clone() })
        };
        let (organiser, moderator) = (first("organiser")?, first("moderator")?);
        let organiser = Organiser { address, page: page(&organiser), secret: organiser.secret };
        let public = SetMeeting { public: Some(true), ..SetMeeting::default() };
        organiser.page.command(Command::SetMeeting(public)).await?;
        organiser.hubs(plan).await?;
        organiser.roster(plan).await?;
        let moderator = page(&moderator);
        let by_name = moderator.until(|rows| everybody(rows.each("person/"), plan.seats)).await?;
        let people: Vec<PersonId> = (0..plan.seats).filter_map(|seat| by_name.get(&name(seat)).copied()).collect();
        let operators =
            (1..).zip(&plan.hubs).map(|(hub, _)| json!({"role": "hub_operator", "place": format!("hub/{hub}")}));
        let operators = organiser.links(operators.collect()).await?;
        let personal = people.iter().map(|person| json!({"role": "participant", "person": person}));
        let seats = organiser.links(personal.collect()).await?;
        if seats.len() != plan.seats as usize || operators.len() != plan.hubs.len() {
            bail!("{} personal links were issued for {} seats", seats.len(), plan.seats);
        }
        let poll = question(&moderator).await?;
        Ok(Hall { poll, people, seats, operators, reporter: first("reporter")?, moderator })
    }

    /// Opens a secret question that is answered on own phones and on devices that are passed round.
    ///
    /// # Errors
    /// What the server refuses.
    pub async fn open_secret(&self) -> anyhow::Result<PollId> {
        let wanted = SetPoll {
            question: Some("Shall we meet again?".to_owned()),
            scale: Some(Plan::scale()),
            methods: Some(Methods { ballots: true, passed: true, ..Methods::default() }),
            showing: Some(Showing::OnClose),
            terms: Some(Terms { electorate: Electorate::Seats, secret: true, ..Terms::default() }),
            ..SetPoll::default()
        };
        self.moderator.command(Command::SetPoll(wanted)).await?;
        let other = |(id, _): (&str, Value)| id.parse().ok().map(PollId).filter(|poll| *poll != self.poll);
        let poll = self.moderator.until(|rows| rows.each::<Value>("poll/").find_map(other)).await?;
        self.moderator.command(Command::OpenPolls(OpenPolls { set: None, polls: vec![poll] })).await?;
        Ok(poll)
    }

    /// Closes a question at once, waits for its grace to end, and reads the result.
    ///
    /// # Errors
    /// When the close is refused.
    pub async fn close(&self, poll: PollId) -> anyhow::Result<Published> {
        let close = ClosePolls { set: None, polls: vec![poll], in_ms: Some(0) };
        self.moderator.command(Command::ClosePolls(close)).await?;
        let (poll, tally) = (format!("poll/{poll}"), format!("tally/{poll}"));
        let published = self.moderator.until(|rows| {
            let poll = rows.get::<PollRow>(&poll).filter(|poll| poll.state == PollState::Closed)?;
            Some(Published { poll, tally: rows.get(&tally)? })
        });
        Ok(published.await?)
    }
}

impl Organiser {
    async fn hubs(&self, plan: &Plan) -> anyhow::Result<()> {
        for (hub, seats) in (1..).zip(&plan.hubs) {
            let heads = seats.end - seats.start;
            let region = Some(key(REGIONS[hub as usize % REGIONS.len()])?);
            let set = SetHub { name: Some(format!("Hub {hub}")), ceiling: Some(heads), region, ..SetHub::default() };
            self.page.command(Command::SetHub(set)).await?;
            self.page.command(Command::SetHeadcount(SetHeadcount { hub: HubId(hub), heads })).await?;
        }
        Ok(())
    }

    async fn roster(&self, plan: &Plan) -> anyhow::Result<()> {
        for from in (0..plan.seats).step_by(TABLE_ROWS as usize) {
            let mut table = "name,region,group,place\n".to_owned();
            for seat in from..plan.seats.min(from + TABLE_ROWS) {
                let (region, group) = (REGIONS[seat as usize % REGIONS.len()], GROUPS[seat as usize % GROUPS.len()]);
                table += &format!("{},{region},{group},{}\n", name(seat), plan.place(seat));
            }
            let path = format!("/v1/meetings/{MEETING}/roster");
            http::post_table(self.address, &path, &self.secret, table).await?;
        }
        Ok(())
    }

    async fn links(&self, wanted: Vec<Value>) -> anyhow::Result<Vec<Door>> {
        let path = format!("/v1/meetings/{MEETING}/links");
        let mut doors = Vec::new();
        for some in wanted.chunks(LINKS_AT_ONCE) {
            let issued = http::post(self.address, &path, Some(&self.secret), &json!({ "links": some })).await?;
            for link in issued["links"].as_array().into_iter().flatten() {
                doors.push(door(self.address, link)?);
            }
        }
        Ok(doors)
    }
}

/// Prepares the question and opens it: ballots, counted hands and a value agreed by each region.
async fn question(moderator: &Client) -> anyhow::Result<PollId> {
    let wanted = SetPoll {
        question: Some("Do governments include outside groups in making decisions?".to_owned()),
        short: Some("Decisions".to_owned()),
        scale: Some(Plan::scale()),
        methods: Some(Methods { ballots: true, agreed_by: Some(Unit::Region), counted: true, passed: false }),
        showing: Some(Showing::OnClose),
        terms: Some(Terms { electorate: Electorate::Seats, ..Terms::default() }),
        ..SetPoll::default()
    };
    moderator.command(Command::SetPoll(wanted)).await?;
    let poll = moderator.until(|rows| rows.each::<Value>("poll/").next().and_then(|(id, _)| id.parse().ok())).await?;
    let poll = PollId(poll);
    moderator.command(Command::StartMeeting(Nothing {})).await?;
    moderator.command(Command::OpenPolls(OpenPolls { set: None, polls: vec![poll] })).await?;
    Ok(poll)
}

/// People by their names, once all of them are there.
fn everybody<'a>(rows: impl Iterator<Item = (&'a str, PersonRow)>, seats: u32) -> Option<BTreeMap<String, PersonId>> {
    let people = rows.filter_map(|(id, row)| Some((row.name, PersonId(id.parse().ok()?))));
    let people: BTreeMap<String, PersonId> = people.collect();
    (people.len() == seats as usize).then_some(people)
}

fn name(seat: u32) -> String {
    format!("Seat {seat}")
}

/// A key that is written here.
///
/// # Errors
/// When it is none.
pub fn key(text: &str) -> anyhow::Result<Key> {
    text.parse().map_err(anyhow::Error::msg)
}

fn door(address: SocketAddr, link: &Value) -> anyhow::Result<Door> {
    let number = link["link"].as_u64().and_then(|number| u32::try_from(number).ok());
    let secret = link["secret"].as_str().context("a link has no secret")?.to_owned();
    Ok(Door { address, meeting: MEETING, link: LinkId(number.context("a link has no number")?), secret })
}
