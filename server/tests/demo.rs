//! The demo as a person starts it: it says where it is, every link that it prints opens a page, and it plays to its end.

use std::io::Cursor;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::{Value, json};
use server::config::Config;
use server::demo::http;
use server::web::Server;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::Command;

const ROLES: [&str; 11] = [
    "Organiser",
    "Moderator",
    "Online moderator",
    "Steward",
    "Producer",
    "Mixer feed",
    "Reporter",
    "Interpreter",
    "Display",
    "Participants in the room",
    "Public viewer",
];

#[tokio::test]
async fn the_demo_prints_links_that_open_and_plays_all_meetings_to_their_end() {
    let data_dir = tempfile::tempdir().expect("a directory");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_evenfloor"))
        .args(["demo", "--listen", "127.0.0.1:0", "--speed", "400", "--minutes", "2", "--exit-at-end", "--data-dir"])
        .arg(data_dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program can be started");
    let mut lines = BufReader::new(demo.stdout.take().expect("standard output is piped")).lines();
    let mut told = Vec::new();
    while let Some(line) = lines.next_line().await.expect("the output is text") {
        let is_last = line.starts_with("All meetings play");
        told.push(line);
        if is_last {
            break;
        }
    }
    assert!(told.first().is_some_and(|line| line.starts_with("evenfloor is ready at http://localhost:")), "{told:?}");
    assert!(told.iter().any(|line| line.contains('█')), "there is a code for phones: {told:?}");
    for role in ROLES {
        let lines = told.iter().filter(|line| line.trim_start().starts_with(role)).count();
        assert!(lines >= 2, "a link of {role} for each meeting: {told:?}");
    }
    for line in &told {
        let Some((_, url)) = line.split_once("http://localhost:").filter(|(_, url)| url.contains("/m/")) else {
            continue;
        };
        let (port, path) = url.split_once('/').expect("an address has a path");
        let path = format!("/{}", path.split('#').next().unwrap_or_default());
        let address = SocketAddr::from(([127, 0, 0, 1], port.parse().expect("a port is a number")));
        let status = http::status(address, &path).await.expect("the server answers");
        assert!(status.is_success(), "{line}: {status}");
    }
    let mut errors = String::new();
    let mut stderr = demo.stderr.take().expect("standard error is piped");
    let rest = async {
        let mut last = None;
        while let Some(line) = lines.next_line().await.expect("the output is text") {
            last = Some(line);
        }
        last
    };
    let (last, read) = tokio::join!(rest, stderr.read_to_string(&mut errors));
    read.expect("the log is text");
    let status = demo.wait().await.expect("it ends");
    assert!(status.success(), "{status}: {errors}");
    assert_eq!(last.as_deref(), Some("All meetings have been played to their end."));
    assert_eq!(errors, "", "a demo has nothing to warn of");
    ratification_is_carried(&record(data_dir.path(), "ratification").await);
    table_is_whole(&record(data_dir.path(), "six-questions").await);
    anybody_counts_again(data_dir.path()).await;
}

/// A server on the meetings of the demo, asked without any link: the script counts the ratification again, and the table of the
/// six questions has a line with a method for each cell.
async fn anybody_counts_again(data_dir: &Path) {
    let config = Config { listen: ([127, 0, 0, 1], 0).into(), data_dir: data_dir.to_owned(), ..Config::default() };
    let server = Server::start(config).await.expect("a server starts");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/recount.py");
    let review = format!("http://{}/m/ratification/review/1.json", server.address);
    let output = Command::new("python3").args([script, review.as_str()]).output().await.expect("python3 is installed");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
    for line in [vec!["14", "for"], vec!["0", "against"], vec!["0", "abstain"], vec!["carried"], vec!["same"]] {
        assert!(lines.contains(&line), "no {line:?}: {told}");
    }
    let set = http::get(server.address, "/m/six-questions/sets/1.json", None).await.expect("the table is public");
    let table = set["table"].as_array().expect("a table");
    assert_eq!((table.len(), &set["final"]), (6, &json!(true)), "{set:#}");
    for cell in table.iter().flat_map(|line| line["cells"].as_array().expect("a line has cells")) {
        assert!(cell["method"].is_string() && cell["spread"].is_string(), "{cell}");
    }
    the_table_is_a_file(server.address).await;
    server.stop().await;
}

/// The same table as CSV and as a workbook: for each question a row of the values and one of their methods and spreads.
async fn the_table_is_a_file(address: SocketAddr) {
    let csv = String::from_utf8(file(address, "/m/six-questions/sets/1.csv").await).expect("it is text");
    let cell = "agreed, 6 consulted; lowest 1, highest 4 stated; corrected";
    assert!(csv.contains("table,Governments: discussing,value or median,2,4,3,2,4,"), "{csv}");
    assert!(csv.contains(&format!("final,method and spread,\"{cell}\"")), "{csv}");
    let book = file(address, "/m/six-questions/sets/1.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a workbook");
    let table = book.worksheet_range("Table").expect("a sheet");
    assert_eq!(table.height(), 1 + 2 * 6);
    let values: Vec<_> = (2..7).map(|column| table.get((1, column)).and_then(Data::as_f64)).collect();
    assert_eq!(values, [2.0, 4.0, 3.0, 2.0, 4.0].map(Some));
    assert_eq!(table.get((2, 2)).and_then(Data::get_string), Some(cell));
    for (row, column) in (1..=6).flat_map(|question| (2..7).map(move |column| (2 * question, column))) {
        let told = table.get((row, column)).and_then(Data::get_string).unwrap_or_default();
        assert!(told.starts_with("agreed, ") && told.contains("lowest"), "row {row}, column {column}: {told}");
    }
}

/// The bytes of a public file.
async fn file(address: SocketAddr, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("it takes the request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("an answer");
    assert!(bytes.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&bytes));
    let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head and a body");
    bytes.split_off(at + 4)
}

/// The record of a meeting of the demo.
async fn record(data_dir: &Path, meeting: &str) -> Value {
    let mut export = Command::new(env!("CARGO_BIN_EXE_evenfloor"));
    export.args(["export", meeting, "--data-dir"]).arg(data_dir);
    let output = export.output().await.expect("the program can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the record is JSON")
}

/// 14 for, 0 against, 0 abstentions.
fn ratification_is_carried(record: &Value) {
    let question = &record["questions"][0];
    assert_eq!((&question["state"], &question["electorate"]), (&json!("closed"), &json!(14)));
    let results = question["results"].as_array().expect("a list");
    assert_eq!(results.len(), 1, "{results:?}");
    assert_eq!((&results[0]["method"], &results[0]["counts"]), (&json!("ballots"), &json!([14, 0, 0])));
}

/// Six questions by five regions, each cell with its method and how far the stated values reach.
fn table_is_whole(record: &Value) {
    let questions = record["questions"].as_array().expect("a list");
    assert_eq!(questions.len(), 6);
    for question in questions {
        assert_eq!(question["state"], "closed", "{question}");
        let results = question["results"].as_array().expect("a list");
        assert_eq!(results.len(), 5, "{question}");
        for cell in results {
            let number = |name: &str| cell[name].as_u64().unwrap_or_else(|| panic!("no {name}: {cell}"));
            assert_eq!(cell["method"], "agreed");
            assert!(number("n") > 0 && number("lowest") <= number("value") && number("value") <= number("highest"));
        }
    }
    let corrected = &questions[0]["corrections"][0];
    assert_eq!((&corrected["from"], &corrected["to"]), (&json!(3), &json!(2)));
}
