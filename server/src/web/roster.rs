//! The roster as CSV: reads people from a table and says row and column of everything that is wrong.
//!
//! Reading the same table twice changes nothing the second time: a row is the person whose name and organisation it has.

use std::collections::{BTreeMap, BTreeSet};

use protocol::row::PersonRow;
use protocol::setup_command::{Profile, SetPerson};
use protocol::{HubId, Key, NameShown, PersonId, Place, limits, text};
use serde::Serialize;

// Our own exports put an apostrophe before cells that a spreadsheet would run as a formula.
use crate::record::result::csv::unescaped;

/// More errors than this are counted but not listed.
const ERRORS_LISTED_MAX: usize = 200;
/// Longest table, in bytes.
pub const TABLE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What the table may refer to.
#[derive(Debug, Default)]
pub struct Known {
    /// Stakeholder groups by key and name.
    pub groups: Vec<(Key, String)>,
    /// Regions by key and name.
    pub regions: Vec<(Key, String)>,
    /// Hubs by number and name.
    pub hubs: Vec<(HubId, String)>,
    /// The people who are on the roster already.
    pub people: BTreeMap<PersonId, PersonRow>,
}

/// What a table comes to.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Rows that hold a person.
    pub rows: usize,
    /// People who are not on the roster yet.
    pub new: usize,
    /// People whose entry changes.
    pub changed: usize,
    /// People whose entry is as the table has it.
    pub unchanged: usize,
    /// How many errors there are.
    pub errors_total: usize,
    /// The first of them.
    pub errors: Vec<CellError>,
    /// What the meeting is to do.
    #[serde(skip)]
    pub people: Vec<SetPerson>,
}

/// One thing that is wrong.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct CellError {
    /// The row as a spreadsheet counts it, from 1, the header included.
    pub row: usize,
    /// The header of the column, empty where the whole row is meant.
    pub column: String,
    /// What is wrong and what to write instead.
    pub problem: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Say,
    Title,
    Organisation,
    Group,
    Region,
    Place,
    Languages,
    NameShown,
    CallName,
    Interests,
}

impl Column {
    /// By the words that people write at the head of a column.
    fn by_header(header: &str) -> Option<Self> {
        let header = header.trim().to_lowercase().replace(['_', '-'], " ");
        Some(match header.as_str() {
            "name" | "full name" => Self::Name,
            "say" | "how to say it" | "pronunciation" => Self::Say,
            "title" => Self::Title,
            "organisation" | "organization" | "delegation" => Self::Organisation,
            "group" | "stakeholder group" | "microphone" => Self::Group,
            "region" => Self::Region,
            "place" => Self::Place,
            "languages" | "language" => Self::Languages,
            "name shown" => Self::NameShown,
            "call name" => Self::CallName,
            "interests" | "statement of interest" => Self::Interests,
            _ => return None,
        })
    }
}

/// Reads a table.
pub fn read(bytes: &[u8], known: &Known) -> Report {
    let mut reading = Reading { known, report: Report::default(), seen: BTreeSet::new(), ours: known.by_identity() };
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(table) => reading.table(table),
        Err(error) => {
            let row = bytes[..error.valid_up_to().min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
            reading.wrong(row, "", "is not UTF-8: save the table as \"CSV UTF-8\"");
        }
    }
    let mut report = reading.report;
    if report.errors_total > 0 {
        // All of a table or nothing: a half-imported roster is hard to tell from a whole one.
        report.people.clear();
    }
    report
}

impl Known {
    fn by_identity(&self) -> BTreeMap<(String, String), Vec<PersonId>> {
        let mut found: BTreeMap<_, Vec<PersonId>> = BTreeMap::new();
        for (id, person) in &self.people {
            let who = identity(&person.name, person.organisation.as_deref());
            found.entry(who).or_default().push(*id);
        }
        found
    }
}

/// What makes two rows the same person.
fn identity(name: &str, organisation: Option<&str>) -> (String, String) {
    (name.to_lowercase(), organisation.unwrap_or("").to_lowercase())
}

struct Reading<'a> {
    known: &'a Known,
    report: Report,
    seen: BTreeSet<(String, String)>,
    ours: BTreeMap<(String, String), Vec<PersonId>>,
}

impl Reading<'_> {
    fn wrong(&mut self, row: usize, column: &str, problem: impl Into<String>) {
        self.report.errors_total += 1;
        if self.report.errors.len() < ERRORS_LISTED_MAX {
            self.report.errors.push(CellError { row, column: column.to_owned(), problem: problem.into() });
        }
    }

    fn table(&mut self, table: &str) {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(table))
            .flexible(true)
            .has_headers(true)
            .from_reader(table.as_bytes());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => return self.wrong(1, "", format!("cannot be read as a table: {error}")),
        };
        let Some(columns) = self.columns(&headers) else { return };
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let row = error.position().map_or(0, |at| at.line());
                    return self.wrong(row as usize, "", "cannot be read: a quotation mark is not closed, perhaps");
                }
            };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let row = row_of(table, &record);
            self.report.rows += 1;
            if self.report.rows > limits::ROSTER {
                return self.wrong(row, "", format!("is beyond the {} people that a roster may have", limits::ROSTER));
            }
            if record.len() > headers.len() {
                self.wrong(row, "", format!("has {} cells, but the head has {}", record.len(), headers.len()));
                continue;
            }
            self.row(row, &columns, &headers, &record);
        }
        if self.report.rows == 0 && self.report.errors_total == 0 {
            self.wrong(1, "", "has no people below it");
        }
    }

    fn columns(&mut self, headers: &csv::StringRecord) -> Option<Vec<Column>> {
        let mut columns = Vec::new();
        for header in headers {
            match Column::by_header(header) {
                Some(column) if columns.contains(&column) => self.wrong(1, header, "is there twice"),
                Some(column) => columns.push(column),
                None => self.wrong(
                    1,
                    header,
                    "is not a column of a roster: name, say, title, organisation, group, region, place, languages, \
                     name shown, call name, interests",
                ),
            }
        }
        if self.report.errors_total == 0 && !columns.contains(&Column::Name) {
            self.wrong(1, "name", "is missing: the first row must hold the names of the columns");
        }
        if self.report.errors_total == 0 { Some(columns) } else { None }
    }

    fn row(&mut self, row: usize, columns: &[Column], headers: &csv::StringRecord, record: &csv::StringRecord) {
        let before = self.report.errors_total;
        let mut profile = Profile::default();
        for ((column, header), cell) in columns.iter().zip(headers).zip(record) {
            let cell = unescaped(cell.trim());
            if cell.is_empty() {
                continue;
            }
            if let Err(problem) = self.cell(*column, cell, &mut profile) {
                self.wrong(row, header, problem);
            }
        }
        let Some(name) = profile.name.as_deref() else {
            if self.report.errors_total == before {
                self.wrong(row, "name", "is empty");
            }
            return;
        };
        let who = identity(name, profile.organisation.as_deref());
        let matches = self.ours.get(&who).map_or(&[][..], Vec::as_slice);
        let person = match matches {
            [] => None,
            [one] => Some(*one),
            _ => {
                let problem = format!(
                    "{name} is on the roster {} times with this organisation: tell them apart there",
                    matches.len()
                );
                return self.wrong(row, "name", problem);
            }
        };
        if !self.seen.insert(who) {
            return self.wrong(row, "name", format!("{name} with this organisation is in the table twice"));
        }
        if self.report.errors_total > before {
            return;
        }
        match person.and_then(|id| self.known.people.get(&id)) {
            None => self.report.new += 1,
            Some(old) if is_as_told(old, &profile) => {
                self.report.unchanged += 1;
                return;
            }
            Some(_) => self.report.changed += 1,
        }
        self.report.people.push(SetPerson { person, profile });
    }

    fn cell(&self, column: Column, cell: &str, profile: &mut Profile) -> Result<(), String> {
        match column {
            Column::Name => profile.name = Some(text::name(cell)?),
            Column::Say => profile.say = Some(text::line(cell, limits::LABEL_CHARS)?),
            Column::Title => profile.title = Some(text::line(cell, limits::LABEL_CHARS)?),
            Column::Organisation => profile.organisation = Some(text::line(cell, limits::ORGANISATION_CHARS)?),
            Column::CallName => profile.call_name = Some(text::line(cell, limits::LABEL_CHARS)?),
            Column::Interests => profile.interests = Some(text::paragraphs(cell, limits::INTERESTS_CHARS)?),
            Column::Group => profile.group = Some(one_of(cell, &self.known.groups)?),
            Column::Region => profile.region = Some(one_of(cell, &self.known.regions)?),
            Column::Place => profile.place = Some(self.place(cell)?),
            Column::Languages => profile.languages = Some(languages(cell)?),
            Column::NameShown => {
                profile.name_shown = Some(match cell.to_lowercase().as_str() {
                    "full" => NameShown::Full,
                    "initials" => NameShown::Initials,
                    "organisation" | "organization" => NameShown::Organisation,
                    _ => return Err(format!("{cell} is not one of full, initials, organisation")),
                });
            }
        }
        Ok(())
    }

    fn place(&self, cell: &str) -> Result<Place, String> {
        if let Ok(place) = cell.to_lowercase().parse::<Place>() {
            return match place {
                Place::Hub(hub) if !self.known.hubs.iter().any(|(id, _)| *id == hub) => {
                    Err(format!("{cell} is not a hub of this meeting"))
                }
                place => Ok(place),
            };
        }
        let mut named = self.known.hubs.iter().filter(|(_, name)| name.to_lowercase() == cell.to_lowercase());
        match (named.next(), named.next()) {
            (Some((hub, _)), None) => Ok(Place::Hub(*hub)),
            (Some(_), Some(_)) => Err(format!("{cell} is the name of several hubs: write hub/ and the number")),
            (None, _) => Err(format!("{cell} is not a place: write room, online or the name of a hub")),
        }
    }
}

/// Whether an entry of the roster already says all that a row says.
fn is_as_told(old: &PersonRow, new: &Profile) -> bool {
    fn same<T: PartialEq>(new: &Option<T>, old: Option<&T>) -> bool {
        new.is_none() || new.as_ref() == old
    }
    same(&new.name, Some(&old.name))
        && same(&new.say, old.say.as_ref())
        && same(&new.title, old.title.as_ref())
        && same(&new.organisation, old.organisation.as_ref())
        && same(&new.group, old.group.as_ref())
        && same(&new.region, old.region.as_ref())
        && same(&new.place, old.place.as_ref())
        && same(&new.languages, Some(&old.languages))
        && same(&new.name_shown, old.name_shown.as_ref())
        && same(&new.call_name, old.call_name.as_ref())
        && same(&new.interests, old.interests.as_ref())
}

/// Spreadsheets of half the world write semicolons; the head tells.
fn delimiter(table: &str) -> u8 {
    let head = table.lines().next().unwrap_or("");
    [b';', b'\t'].into_iter().find(|sign| head.bytes().any(|byte| byte == *sign)).unwrap_or(b',')
}

/// The row at which a record begins. The reader's own count is that of the empty lines before it.
fn row_of(table: &str, record: &csv::StringRecord) -> usize {
    let Some(at) = record.position() else { return 0 };
    let begin = table.as_bytes().get(at.byte() as usize..).unwrap_or_default();
    let empty = begin.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    at.line() as usize + empty
}

fn one_of(cell: &str, known: &[(Key, String)]) -> Result<Key, String> {
    let wanted = cell.to_lowercase();
    let found = known.iter().find(|(key, name)| key.as_str() == wanted || name.to_lowercase() == wanted);
    found.map(|(key, _)| key.clone()).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(_, name)| name.as_str()).collect();
        format!("{cell} is not one of {}", names.join(", "))
    })
}

fn languages(cell: &str) -> Result<Vec<String>, String> {
    let listed: Vec<String> =
        cell.split([',', ';', ' ', '/']).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect();
    if listed.len() > limits::PERSON_LANGUAGES {
        return Err(format!("lists more than {} languages", limits::PERSON_LANGUAGES));
    }
    let tag = |text: &str| {
        let mut parts = text.split('-');
        let first = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
        first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    let twice = |(n, one): &(usize, &String)| listed[..*n].iter().any(|other| other.eq_ignore_ascii_case(one));
    if let Some((_, language)) = listed.iter().enumerate().find(twice) {
        return Err(format!("lists {language} twice"));
    }
    match listed.iter().find(|language| !tag(language)) {
        Some(wrong) => Err(format!("{wrong} is not a language code such as en, es or zh-Hant")),
        None => Ok(listed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let key = |text: &str| text.parse::<Key>().expect("a key");
        Known {
            groups: vec![(key("civil-society"), "Civil society".into()), (key("government"), "Government".into())],
            regions: vec![(key("africa"), "Africa".into())],
            hubs: vec![(HubId(3), "Nairobi".into()), (HubId(4), "Twin".into()), (HubId(5), "Twin".into())],
            people: BTreeMap::new(),
        }
    }

    fn complaint(table: &str) -> (usize, String, String) {
        let mut report = read(table.as_bytes(), &known());
        assert_eq!(report.errors_total, 1, "{:?}", report.errors);
        assert!(report.people.is_empty());
        let error = report.errors.remove(0);
        (error.row, error.column, error.problem)
    }

    #[test]
    fn a_table_from_a_spreadsheet_is_read() {
        let table = "\u{feff}Name;Organization;Stakeholder group;Region;Place;Languages;Say\r\n\
                     Wanjiru Achieng;KICTANet;Civil society;africa;nairobi;en sw;wan-JEE-roo\r\n\
                     ;;;;;;\r\n\
                     \"Silva; Ana\";;government;;room;pt-BR;\r\n";
        let report = read(table.as_bytes(), &known());
        assert_eq!(report.errors, []);
        assert_eq!((report.rows, report.new), (2, 2));
        let first = &report.people[0].profile;
        assert_eq!(first.place, Some(Place::Hub(HubId(3))));
        assert_eq!(first.group.as_ref().map(Key::as_str), Some("civil-society"));
        assert_eq!(first.languages, Some(vec!["en".into(), "sw".into()]));
        assert_eq!(report.people[1].profile.name.as_deref(), Some("Silva; Ana"));
    }

    #[test]
    fn every_error_names_row_and_column() {
        assert_eq!(complaint("name,colour\nA,red\n").0, 1);
        assert_eq!(complaint("organisation\nX\n").1, "name");
        assert_eq!(complaint("name\n").2, "has no people below it");
        let (row, column, problem) = complaint("name,group\nA,\n\nB,pirates\n");
        assert_eq!((row, column.as_str()), (4, "group"));
        assert_eq!(problem, "pirates is not one of Civil society, Government");
        assert_eq!(complaint("name,place\nA,Twin\n").2, "Twin is the name of several hubs: write hub/ and the number");
        assert_eq!(complaint("name,place\nA,hub/9\n").2, "hub/9 is not a hub of this meeting");
        assert_eq!(complaint("name,languages\nA,klingon1\n").1, "languages");
        assert_eq!(complaint("name,languages\nA,en EN\n").2, "lists EN twice");
        for column in ["say", "title", "call name"] {
            let (_, wrong, problem) = complaint(&format!("name,{column}\nA,{}\n", "x".repeat(limits::LABEL_CHARS + 1)));
            assert_eq!((wrong.as_str(), problem.as_str()), (column, "is longer than 60 characters"));
        }
        assert_eq!(complaint("name,title\n,Dr\n").2, "is empty");
        assert_eq!(complaint("name\nA,B,C\n").2, "has 3 cells, but the head has 1");
        assert!(complaint("name\nA\u{202e}B\n").2.contains("direction-changing"));
    }

    #[test]
    fn other_encodings_are_told() {
        let report = read(b"name\nJos\xe9\n", &known());
        assert_eq!((report.errors[0].row, report.errors_total), (2, 1));
        assert!(report.errors[0].problem.contains("CSV UTF-8"));
    }

    #[test]
    fn the_same_table_again_changes_nothing() {
        let table = "name,organisation,group,statement of interest\nAna Silva,Gov,government,Works for a registry.\n";
        let mut known = known();
        let person = PersonRow {
            name: "ana silva".into(),
            say: None,
            title: None,
            organisation: Some("Gov".into()),
            group: None,
            region: None,
            place: None,
            languages: Vec::new(),
            name_shown: None,
            call_name: None,
            interests: None,
            confirmed: true,
            alike: None,
            asks_group: None,
            spoken: 0,
        };
        known.people.insert(PersonId(8), person);
        let report = read(table.as_bytes(), &known);
        assert_eq!((report.new, report.changed, report.unchanged), (0, 1, 0));
        assert_eq!(report.people[0].person, Some(PersonId(8)));
        let person = known.people.get_mut(&PersonId(8)).expect("it is there");
        person.name = "Ana Silva".into();
        person.group = Some("government".parse().expect("a key"));
        person.interests = Some("Works for a registry.".into());
        let report = read(table.as_bytes(), &known);
        assert_eq!((report.new, report.changed, report.unchanged), (0, 0, 1));
        assert!(report.people.is_empty());
    }

    #[test]
    fn a_row_twice_is_an_error() {
        let (row, _, problem) = {
            let report = read(b"name\nAna\nBo\nana\n", &known());
            let error = &report.errors[0];
            (error.row, error.column.clone(), error.problem.clone())
        };
        assert_eq!(row, 4);
        assert!(problem.contains("twice"));
    }
}
