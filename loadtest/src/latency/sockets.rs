//! Bursts over real sockets: a server process, sixty pages, each behind a relay that delays as its link would.

use std::time::Duration;

use anyhow::{Context, bail};
use futures::future::try_join_all;
use protocol::queue_command::Lower;
use protocol::row::HandRow;
use protocol::setup_command::{Profile, SetMeeting, SetPerson};
use protocol::{Command, HandId, Key, Place, command::Nothing};
use serde_json::{Value, json};
use server::demo::client::{Client, Door};
use server::demo::dice::Dice;
use server::demo::http;
use tokio::time::Instant;

use super::bursts::PEOPLE;
use super::links::{KINDS, Kind, fraction};
use super::page::{self, Raised, User};
use super::pairs::{Pairs, Pressed};
use super::relay;
use crate::child::Server;

/// Everybody gets another link after so many bursts.
const BURSTS_OF_ROUND: u32 = 5;
/// All presses of a burst fall into this time.
const BURST: Duration = Duration::from_secs(1);
/// Before a burst, so that everybody knows of it in time.
const AHEAD: Duration = Duration::from_millis(100);
/// Nothing here takes longer.
const PATIENCE: Duration = Duration::from_secs(60);
const MEETING: &str = "bursts";

/// Plays so many bursts and counts the pairs in the order in which the meeting would call them.
pub fn play(bursts: u32, seed: u64) -> anyhow::Result<Pairs> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let pairs = runtime.block_on(all(bursts, Dice::new(seed ^ 0x50c3)));
    runtime.shutdown_timeout(Duration::from_secs(1));
    pairs
}

async fn all(bursts: u32, mut dice: Dice) -> anyhow::Result<Pairs> {
    let data_dir = tempfile::tempdir().context("no temporary directory for the meeting")?;
    let server = Server::start(data_dir.path(), 1.0).await?;
    let house = in_time("the meeting is set up", House::open(&server)).await?;
    let mut pairs = Pairs::default();
    let mut left = bursts;
    let mut round = 0;
    while left > 0 {
        round += 1;
        let (kinds, users) = in_time("everybody is measured", house.everybody(&server, round, &mut dice)).await?;
        for _ in 0..left.min(BURSTS_OF_ROUND) {
            in_time("a burst is over", house.burst(&kinds, &users, &mut pairs, &mut dice)).await?;
            left -= 1;
        }
    }
    let errors = server.errors();
    drop(house);
    server.stop().await?;
    match errors.first() {
        None => Ok(pairs),
        Some(error) => bail!("the server's log tells of {} errors, the first: {error}", errors.len()),
    }
}

async fn in_time<T>(what: &str, doing: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::time::timeout(PATIENCE, doing).await.with_context(|| format!("waited for 60 s until {what}"))?
}

/// The meeting, its moderator without any delay, and the secrets of everybody else.
struct House {
    moderator: Client,
    secrets: Vec<String>,
    microphone: String,
}

impl House {
    async fn open(server: &Server) -> anyhow::Result<Self> {
        let address = server.address;
        let body = json!({"name": MEETING, "title": "Bursts", "languages": ["en"], "preset": "single_line"});
        let created = http::post(address, "/v1/meetings", None, &body).await?;
        let secret_of = |role: &str| {
            let links = created["links"].as_array().into_iter().flatten();
            let mut of_role = links.filter(|link| link["role"] == role);
            of_role.find_map(|link| link["secret"].as_str()).map(str::to_owned).context("a first link is missing")
        };
        let page = |secret: String| Client::open(Door { address, meeting: MEETING.to_owned(), secret });
        let organiser_secret = secret_of("organiser")?;
        let (organiser, moderator) = (page(organiser_secret.clone()), page(secret_of("moderator")?));
        organiser.command(Command::SetMeeting(SetMeeting { batch_ms: Some(0), ..SetMeeting::default() })).await?;
        let microphone =
            organiser.until(|rows| rows.each::<Value>("microphone/").next().map(|(key, _)| key.to_owned())).await?;
        let group: Key = microphone.parse().map_err(anyhow::Error::msg).context("a microphone has a key")?;
        let mut wanted = Vec::new();
        for number in 1..=PEOPLE {
            let (name, group) = (Some(format!("Person {number}")), Some(group.clone()));
            let profile = Profile { name, group, place: Some(Place::Online), ..Profile::default() };
            let done = organiser.command(Command::SetPerson(SetPerson { person: None, profile })).await?;
            let person = done.made("person").context("a person was not made")?;
            wanted.push(json!({"role": "participant", "person": person, "label": format!("Person {number}")}));
        }
        let path = format!("/v1/meetings/{MEETING}/links");
        let issued = http::post(address, &path, Some(&organiser_secret), &json!({"links": wanted})).await?;
        let links = issued["links"].as_array().into_iter().flatten();
        let secrets: Vec<_> = links.filter_map(|link| link["secret"].as_str().map(str::to_owned)).collect();
        if secrets.len() != PEOPLE {
            bail!("{} of {PEOPLE} links were issued", secrets.len());
        }
        moderator.command(Command::StartMeeting(Nothing {})).await?;
        moderator.command(Command::OpenQueue(Nothing {})).await?;
        Ok(Self { moderator, secrets, microphone })
    }

    /// Everybody's page behind a link of its own, measured.
    async fn everybody(&self, server: &Server, round: u32, dice: &mut Dice) -> anyhow::Result<(Vec<Kind>, Vec<User>)> {
        let kinds: Vec<Kind> = self.secrets.iter().map(|_| *dice.one(&KINDS)).collect();
        let opening = self.secrets.iter().zip(&kinds).enumerate().map(|(number, (secret, kind))| {
            let (address, kind, dice) = (server.address, *kind, Dice::new(dice.roll()));
            let (secret, sender) = (secret.clone(), format!("burst-{round}-{number}-page"));
            async move {
                let address = relay::open(address, kind, dice).await?;
                page::open(page::Door { address, meeting: MEETING.to_owned(), secret, sender }).await
            }
        });
        let users = try_join_all(opening.collect::<Vec<_>>()).await?;
        Ok((kinds, users))
    }

    async fn burst(&self, kinds: &[Kind], users: &[User], pairs: &mut Pairs, dice: &mut Dice) -> anyhow::Result<()> {
        let begins = Instant::now() + AHEAD;
        let presses = users.iter().map(|user| user.raise(begins + BURST.mul_f64(fraction(dice))));
        let raised: Vec<Raised> = try_join_all(presses.collect::<Vec<_>>()).await?;
        let hands = raised.iter().map(|raised| raised.hand.strip_prefix("hand/").and_then(|n| n.parse().ok()));
        let hands: Vec<HandId> = hands.map(|n| n.map(HandId)).collect::<Option<_>>().context("a hand has a number")?;
        let line = format!("order/{}", self.microphone);
        let order: Vec<HandId> = self
            .moderator
            .until(|rows| {
                let rows_of_hands = hands.iter().map(|hand| rows.get::<HandRow>(&format!("hand/{hand}")));
                let are_final = rows_of_hands.into_iter().all(|row| row.is_some_and(|row| !row.provisional));
                rows.get::<Vec<HandId>>(&line).filter(|order| are_final && order.len() == hands.len())
            })
            .await?;
        let place = |hand: &HandId| order.iter().position(|in_order| in_order == hand);
        let ranks: Vec<usize> = hands.iter().map(place).collect::<Option<_>>().context("a hand is not in the order")?;
        let pressed = |(kind, raised): (&Kind, &Raised)| {
            let at = raised.pressed.saturating_duration_since(begins).as_secs_f64() * 1_000.0;
            Pressed { kind: *kind, at }
        };
        let pressed: Vec<Pressed> = kinds.iter().zip(&raised).map(pressed).collect();
        pairs.count(&pressed, &ranks);
        try_join_all(hands.iter().map(|hand| self.moderator.command(Command::Lower(Lower { hand: *hand })))).await?;
        Ok(())
    }
}
