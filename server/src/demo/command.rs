//! `evenfloor demo`: a server with four meetings that play by themselves, and links to look at them in every role.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, bail};
use futures::future::join_all;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::house::{self, RoleLink};
use super::plenary::plenary;
use super::scenario::Scenario;
use super::stage::{Pace, Stage};
use super::{live, recorded};
use crate::config::{Config, PublicUrl};
use crate::web::Server;

/// Options of `demo`.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Address and port to listen on
    #[arg(long, short, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address under which browsers and phones reach this server [default: http:// and the listen address]
    #[arg(long, short = 'u', value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Directory that holds the meetings; it must not have those of another demo [default: a temporary one]
    #[arg(long, short, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Meeting seconds for each second on the wall
    #[arg(long, value_name = "FACTOR", default_value_t = 10.0)]
    speed: f64,
    /// How many simulated minutes the plenary lasts
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=480))]
    minutes: u32,
    /// From what the plenary is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// End when all meetings have been played, instead of serving on
    #[arg(long)]
    exit_at_end: bool,
}

impl Demo {
    /// Starts the server, plays all meetings, and serves until `stop`.
    ///
    /// # Errors
    /// When the server cannot start, or a meeting cannot be played to its end.
    pub async fn run(self, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
        let temporary = match &self.data_dir {
            Some(_) => None,
            None => Some(tempfile::tempdir().context("no temporary directory: name one with --data-dir")?),
        };
        let data_dir = self.data_dir.clone().or(temporary.as_ref().map(|directory| directory.path().to_owned()));
        let config = Config {
            listen: self.listen,
            public_url: self.public_url.clone(),
            data_dir: data_dir.context("no data directory")?,
            clock_speed: self.speed,
            ..Config::default()
        };
        let server = Server::start(config).await?;
        let done = tokio::select! {
            done = self.play(&server) => done,
            () = stop => Ok(()),
        };
        server.stop().await;
        done
    }

    async fn play(&self, server: &Server) -> anyhow::Result<()> {
        let address = reachable(server.address);
        println!("evenfloor is ready at {}", server.public_url.as_str());
        let (atlas2, atlas2_links) = open(address, Scenario::atlas2()?).await?;
        let (plenary, plenary_links) = open(address, plenary(self.seed, self.minutes)).await?;
        let (six_questions, six_questions_links) = open(address, Scenario::six_questions()?).await?;
        let (ratification, ratification_links) = open(address, Scenario::ratification()?).await?;
        tell(&atlas2, &atlas2_links);
        tell(&plenary, &plenary_links);
        tell(&six_questions, &six_questions_links);
        tell(&ratification, &ratification_links);
        if let Some(phones) = plenary_links.iter().find(|link| link.label == house::PHONES) {
            println!("\nFor phones: join the plenary in the room\n{}\n  {}", qr(&phones.url)?, phones.url);
            if server.public_url.as_str().contains("//localhost") {
                println!(
                    "  Phones find it with: --listen 0.0.0.0:8080 --public-url http://ADDRESS-OF-THIS-MACHINE:8080"
                );
            }
        }
        println!("\nAll meetings play {} times as fast as life. Ctrl-C ends the demo.", self.speed);
        let recorded = [&atlas2, &six_questions, &ratification];
        let (played, lived) = tokio::join!(join_all(recorded.map(recorded::play)), live::play(&plenary));
        for (stage, played) in recorded.iter().zip(played) {
            played.with_context(|| format!("{} cannot be played on", stage.scenario.key))?;
        }
        lived.context("the plenary cannot be played on")?;
        let errors: Vec<String> = recorded.into_iter().chain([&plenary]).flat_map(Stage::errors).collect();
        if !errors.is_empty() {
            bail!("{} simulated commands were not done:\n{}", errors.len(), errors.join("\n"));
        }
        println!("All meetings have been played to their end.");
        if !self.exit_at_end {
            println!("The pages stay open. Ctrl-C ends the demo.");
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

/// The simulated people are on this machine: an address that means "all of mine" is not one to call.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        let local: std::net::IpAddr = match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(local);
    }
    address
}

async fn open(address: SocketAddr, scenario: Scenario) -> anyhow::Result<(Stage, Vec<RoleLink>)> {
    let key = scenario.key.clone();
    let opened = house::open(address, scenario, Pace::ByTheClock).await;
    opened.with_context(|| format!("meeting {key} cannot be opened: does --data-dir hold another demo already?"))
}

fn tell(stage: &Stage, links: &[RoleLink]) {
    println!("\n{}", stage.scenario.title);
    let widest = links.iter().map(|link| link.label.chars().count()).max().unwrap_or(0);
    for link in links {
        println!("  {:widest$}  {}", link.label, link.url);
    }
}

/// A QR in half blocks, dark on light whatever the colours of the terminal.
fn qr(url: &str) -> anyhow::Result<String> {
    let code = QrCode::new(url).context("the link is too long for a QR")?;
    let blocks = code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    let lines = blocks.lines().map(|line| format!("  \u{1b}[97;40m{line}\u{1b}[0m\n"));
    Ok(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_code_of_half_blocks() {
        let code = qr("http://localhost:8080/m/plenary/l/12/#AAAAAAAAAAAAAAAAAAAAAA").expect("it is short enough");
        assert!(code.lines().count() > 10 && code.contains('█'), "{code}");
    }
}
