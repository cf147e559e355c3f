//! Names. Staff sees everybody's in full, a hub's operator those of the hub's people. Everybody
//! else sees of a person what the person asked for, or else what the meeting's setting says: the
//! full name, the initials alone, or the organisation alone in place of the name. Together with
//! initials or organisation go neither title nor the way to say the name.

use meeting::event::Private;
use meeting::meeting::{Meeting, Person};
use protocol::{Key, NameShown, PersonId, row::WhoRow};
use unicode_segmentation::UnicodeSegmentation;

use super::Audience;

/// Somebody as this audience may see them; without a person, somebody unnamed.
pub fn who(m: &Meeting, audience: Audience, person: Option<PersonId>, region: Option<&Key>) -> WhoRow {
    let Some((id, p)) = person.and_then(|id| Some((id, m.people.get(&id)?))) else {
        return WhoRow {
            person: None,
            name: String::new(),
            say: None,
            title: None,
            organisation: None,
            region: region.cloned(),
        };
    };
    let full = shown(m, audience, p) == NameShown::Full;
    let open = |private: &Option<Private>| if full { text(m, private) } else { None };
    WhoRow {
        person: Some(id),
        name: name(m, audience, p),
        say: open(&p.say),
        title: open(&p.title),
        organisation: open(&p.organisation),
        region: region.or(p.region.as_ref()).cloned(),
    }
}

/// The name of a person as this audience may see it.
pub fn name(m: &Meeting, audience: Audience, p: &Person) -> String {
    let full = m.vault.open(&p.name).unwrap_or_default();
    match shown(m, audience, p) {
        NameShown::Full => full.to_owned(),
        NameShown::Initials => initials(full),
        NameShown::Organisation => organisation(m, p),
    }
}

/// A personal value, unless it was forgotten.
pub fn text(m: &Meeting, private: &Option<Private>) -> Option<String> {
    private.as_ref().and_then(|private| m.vault.open(private)).map(str::to_owned)
}

fn shown(m: &Meeting, audience: Audience, p: &Person) -> NameShown {
    if audience.is_staff() || p.place.is_some_and(|place| audience.minds(place)) {
        return NameShown::Full;
    }
    p.name_shown.unwrap_or(m.settings.name_shown)
}

/// The organisation; where none is known, the stakeholder group.
fn organisation(m: &Meeting, p: &Person) -> String {
    let group = || p.group.as_ref().and_then(|key| m.microphones.get(key)).map(|mic| mic.name.clone());
    text(m, &p.organisation).or_else(group).unwrap_or_default()
}

/// The first grapheme of each part of a name, as a reader of the name would take them: a letter
/// keeps its marks, a hyphen joins two parts. Scripts without spaces between names give one.
fn initials(name: &str) -> String {
    let part = |part: &str| part.graphemes(true).find(|g| g.chars().any(char::is_alphabetic)).map(dotted);
    let word = |word: &str| word.split('-').filter_map(part).collect::<Vec<_>>().join("-");
    let words: Vec<String> = name.split_whitespace().map(word).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// "É" is written "É.", "林" stands alone.
fn dotted(grapheme: &str) -> String {
    let upper = grapheme.to_uppercase();
    let cased = upper != grapheme.to_lowercase();
    if cased { format!("{upper}.") } else { grapheme.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_taken_as_a_reader_would() {
        for (name, expected) in [
            ("Wanjiru Achieng", "W. A."),
            ("María Fernanda Gutiérrez", "M. F. G."),
            ("Jean-Luc Picard", "J.-L. P."),
            ("e\u{301}tienne (ETH) dupont", "E\u{301}. E. D."),
            ("林晓岚", "林"),
            ("یوسف التمیمی", "ی ا"),
            ("สมชาย วงศ์สวัสดิ์", "ส ว"),
            ("O'Neill", "O."),
            ("42", ""),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
