//! The accept loop over real connections: deadlines, limits, errors as problems, and the end.

use std::io::Read;
use std::time::{Duration, Instant};

use server::config::Config;
use server::web::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Running {
    server: Server,
    _data: tempfile::TempDir,
}

async fn start(change: impl FnOnce(&mut Config)) -> Running {
    let data = tempfile::tempdir().expect("a directory for the test");
    let mut config = Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        data_dir: data.path().to_owned(),
        ..Config::default()
    };
    change(&mut config);
    let server = Server::start(config).await.expect("the server starts");
    Running { server, _data: data }
}

impl Running {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.address).await.expect("the server listens")
    }

    /// Sends text, and reads until the server closes.
    async fn exchange(&self, text: &str) -> String {
        let mut stream = self.connect().await;
        let _ = stream.write_all(text.as_bytes()).await;
        read_all(&mut stream).await
    }
}

async fn read_all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn health_and_metrics_answer_with_security_headers() {
    let running = start(|_| {}).await;
    let health = running.exchange("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    assert!(health.contains("content-security-policy: default-src 'none'; script-src 'self'"));
    assert!(health.contains("referrer-policy: no-referrer"));
    assert!(health.contains("x-content-type-options: nosniff"));
    let metrics = running.exchange("GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(metrics.contains("evenfloor_requests_total{route=\"/healthz\",status=\"200\"}"));
    running.server.stop().await;
}

#[tokio::test]
async fn errors_are_problems() {
    let running = start(|_| {}).await;
    for (request, status, code) in [
        ("GET /nothing/here", 404, "not_found"),
        ("GET /moderator.html", 404, "not_found"),
        ("GET /../Cargo.toml", 404, "not_found"),
        ("POST /healthz", 405, "method_not_allowed"),
        ("POST /nothing", 404, "not_found"),
    ] {
        let answer = running
            .exchange(&format!("{request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"))
            .await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {answer}");
        assert!(answer.contains("content-type: application/problem+json"), "{request}: {answer}");
        assert!(answer.contains(&format!("\"code\":\"{code}\"")), "{answer}");
    }
    running.server.stop().await;
}

#[tokio::test]
async fn an_error_of_the_framework_is_a_problem_in_a_compressed_answer_too() {
    let running = start(|_| {}).await;
    let mut stream = running.connect().await;
    let head = "POST /v1/meetings HTTP/1.0\r\nhost: x\r\ncontent-type: application/json\r\naccept-encoding: gzip";
    stream
        .write_all(format!("{head}\r\ncontent-length: 12\r\n\r\n{{\"titel\": 1}}").as_bytes())
        .await
        .expect("it is open");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]);
    assert!(
        head.contains("content-encoding: gzip") && head.contains("content-type: application/problem+json"),
        "{head}"
    );
    let mut text = String::new();
    flate2::read::GzDecoder::new(&answer[end + 4..]).read_to_string(&mut text).expect("it is what it says it is");
    assert!(text.contains("titel"), "{text}");
    running.server.stop().await;
}

#[tokio::test]
async fn a_connection_is_kept_for_longer_than_clients_are_told() {
    let running = start(|_| {}).await;
    let mut stream = running.connect().await;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("it is open");
    let answered = Instant::now();
    let answer = read_all(&mut stream).await;
    let told = answer.split_once("keep-alive: timeout=").expect(&answer).1.split_once('\r').expect("a line").0;
    let told = Duration::from_secs(told.parse().expect("seconds"));
    assert!(answered.elapsed() > told, "closed after {:?}, told {told:?}", answered.elapsed());
    running.server.stop().await;
}

#[tokio::test]
async fn a_silent_and_a_dripped_head_are_closed_in_time() {
    let running = start(|_| {}).await;
    let mut silent = running.connect().await;
    let mut dripping = running.connect().await;
    let began = Instant::now();
    let drip = async {
        let mut tick = tokio::time::interval(Duration::from_millis(200));
        for byte in b"GET /healthz HTTP/1.1\r\nhost: ".iter().cycle() {
            tick.tick().await;
            if dripping.write_all(&[*byte]).await.is_err() {
                break;
            }
            let mut buffer = [0; 256];
            if matches!(dripping.try_read(&mut buffer), Ok(0)) {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(8), async { tokio::join!(drip, read_all(&mut silent)) })
        .await
        .expect("both were closed within the deadline and a margin");
    assert!(began.elapsed() >= Duration::from_secs(4), "not at once");
    running.server.stop().await;
}

#[tokio::test]
async fn a_long_head_is_refused() {
    let running = start(|_| {}).await;
    let answer =
        running.exchange(&format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(20_000))).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    running.server.stop().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_are_closed_and_the_others_live() {
    let running = start(|config| config.max_waiting_per_address = 2).await;
    let mut places = Vec::new();
    for _ in 0..2 {
        let mut stream = running.connect().await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("it is open");
        // An answer shows that the connection was counted.
        assert_eq!(stream.read_u8().await.expect("an answer"), b'H');
        places.push(stream);
    }
    assert_eq!(running.exchange("").await, "", "closed without an answer");
    assert!(places[0].write_all(b"GET /").await.is_ok(), "still open");
    running.server.stop().await;
}

#[tokio::test]
async fn stopping_closes_idle_connections_at_once() {
    let running = start(|_| {}).await;
    let mut idle = running.connect().await;
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("it is open");
    let mut buffer = [0; 12];
    idle.read_exact(&mut buffer).await.expect("an answer");
    let began = Instant::now();
    running.server.stop().await;
    assert!(began.elapsed() < Duration::from_secs(2), "it did not wait for the idle");
    read_all(&mut idle).await;
}
