//! A link for one page: a relay on loopback that delays each direction as the link would, and keeps the order of bytes.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use server::demo::dice::Dice;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::links::{Kind, Way, ways};

/// Read at a time; what comes together travels together.
const CHUNK_BYTES: usize = 64 * 1024;

/// A link of this kind to the server: takes one connection at the address that comes back, and ends with it.
pub async fn open(server: SocketAddr, kind: Kind, mut dice: Dice) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for a relay")?;
    let address = listener.local_addr().context("a relay has no address")?;
    tokio::spawn(async move {
        let Ok((page, _)) = listener.accept().await else { return };
        let Ok(server) = TcpStream::connect(server).await else { return };
        // The link delays; the sockets must not.
        if page.set_nodelay(true).is_err() || server.set_nodelay(true).is_err() {
            return;
        }
        let (up, down) = ways(kind, &mut dice);
        let (from_page, to_page) = page.into_split();
        let (from_server, to_server) = server.into_split();
        let other = Dice::new(dice.roll());
        tokio::join!(carry(from_page, to_server, up, dice), carry(from_server, to_page, down, other));
    });
    Ok(address)
}

/// One direction, until its end.
async fn carry(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, mut way: Way, mut dice: Dice) {
    let born = Instant::now();
    let (sent, mut travelling) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let take = async move {
        let mut chunk = vec![0; CHUNK_BYTES];
        while let Ok(count @ 1..) = from.read(&mut chunk).await {
            let sent_ms = born.elapsed().as_secs_f64() * 1_000.0;
            let takes_ms = way.arrives(sent_ms, &mut dice) - sent_ms;
            let arrives = Instant::now() + Duration::from_secs_f64(takes_ms.max(0.0) / 1_000.0);
            if sent.send((arrives, chunk[..count].to_vec())).is_err() {
                break;
            }
        }
    };
    let give = async move {
        while let Some((arrives, bytes)) = travelling.recv().await {
            tokio::time::sleep_until(arrives).await;
            if to.write_all(&bytes).await.is_err() {
                break;
            }
        }
        // Whoever reads at the other end sees the end too; an error says that there is nobody.
        let _ = to.shutdown().await;
    };
    tokio::join!(take, give);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::links::KINDS;

    #[tokio::test]
    async fn bytes_come_in_order_and_not_before_their_time() {
        let echo = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let server = echo.local_addr().expect("an address");
        let echoing = tokio::spawn(async move {
            let (mut socket, _) = echo.accept().await.expect("the relay comes");
            let (mut reading, mut writing) = socket.split();
            tokio::io::copy(&mut reading, &mut writing).await.expect("it echoes");
        });
        let relay = open(server, KINDS[3], Dice::new(1)).await.expect("a relay");
        let mut page = TcpStream::connect(relay).await.expect("it listens");
        let begun = Instant::now();
        for number in 0..20_u8 {
            page.write_all(&[number]).await.expect("it takes bytes");
        }
        page.shutdown().await.expect("it ends");
        let mut bytes = Vec::new();
        page.read_to_end(&mut bytes).await.expect("the echo comes");
        assert_eq!(bytes, (0..20).collect::<Vec<u8>>());
        assert!(begun.elapsed() >= Duration::from_millis(180), "{:?}", begun.elapsed());
        echoing.await.expect("it ended");
    }
}
