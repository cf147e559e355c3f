//! What a text may contain: NFC, no controls, no zero-width or bidirectional overrides, no noncharacters, no piles
//! of combining marks. Genuine Arabic, Persian, Thai and other names pass unchanged.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::limits;

/// A name of a person, a place, a microphone: cleaned, or what is wrong with it.
///
/// # Errors
/// A fragment that says which limit it breaks.
pub fn name(text: &str) -> Result<String, String> {
    let text = cleaned(text, false)?;
    // Joiners and marks alone would be a blank on the screen.
    if !text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}') && !is_combining_mark(c)) {
        return Err("is empty".to_owned());
    }
    if text.graphemes(true).count() > limits::NAME_GRAPHEMES || text.len() > limits::NAME_BYTES {
        return Err(format!("is longer than {} characters", limits::NAME_GRAPHEMES));
    }
    for grapheme in text.graphemes(true) {
        if grapheme.chars().filter(|c| is_combining_mark(*c)).count() > limits::MARKS_PER_GRAPHEME {
            return Err(format!("has more than {} marks on one letter", limits::MARKS_PER_GRAPHEME));
        }
    }
    Ok(text)
}

/// A line of text of at most `most` characters; may be empty.
///
/// # Errors
/// A fragment that says which limit it breaks.
pub fn line(text: &str, most: usize) -> Result<String, String> {
    bounded(cleaned(text, false)?, most)
}

/// A text of several lines of at most `most` characters; may be empty.
///
/// # Errors
/// A fragment that says which limit it breaks.
pub fn paragraphs(text: &str, most: usize) -> Result<String, String> {
    bounded(cleaned(text, true)?, most)
}

/// Whether a text is short enough for the flag of a microphone: one or two graphemes.
pub fn is_flag(text: &str) -> bool {
    (1..=2).contains(&text.graphemes(true).count())
}

/// Whether two names look the same to a hasty reader: case, marks, spaces and punctuation aside.
pub fn look_alike(a: &str, b: &str) -> bool {
    bones(a).next().is_some() && bones(a).eq(bones(b))
}

/// A name as organisations are told apart by it: compatible forms, capitals, spaces and joiners aside.
pub fn folded(name: &str) -> String {
    let plain: String = name.nfkc().filter(|c| !is_joiner(*c)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    // By way of capitals, because small letters may have none of one letter: ß is SS.
    words.join(" ").chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

/// Joiners and variation selectors change how letters look, not which they are.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The letters and digits of a name without case and marks. Lazy, because a roster is searched for it.
fn bones(name: &str) -> impl Iterator<Item = char> {
    let plain = name.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    plain.flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// Whether Unicode reserves a code as none of its characters: no file may carry it, and XML with some of them is not XML.
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(c, '\u{fdd0}'..='\u{fdef}') || code & 0xfffe == 0xfffe
}

fn bounded(text: String, most: usize) -> Result<String, String> {
    if text.chars().count() > most {
        return Err(format!("is longer than {most} characters"));
    }
    Ok(text)
}

fn cleaned(text: &str, lines: bool) -> Result<String, String> {
    let text: String = text.trim().nfc().collect();
    for c in text.chars() {
        if c.is_control() && !(lines && c == '\n') {
            return Err("has a control character".to_owned());
        }
        if is_invisible(c) {
            return Err("has an invisible or direction-changing character".to_owned());
        }
        if is_noncharacter(c) {
            return Err("has a code that is no character in any script".to_owned());
        }
    }
    Ok(text)
}

/// Zero-width, blank and direction-changing characters, and those that break a line. U+200C and U+200D stay: Persian
/// and the Indic scripts need them inside words.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{2028}' | '\u{2029}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' | '\u{034f}'
            | '\u{061c}' | '\u{00ad}' | '\u{180e}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genuine_names_pass_unchanged() {
        for n in [
            "Wanjiru Achieng",
            "یوسف التمیمی",
            "می\u{200c}خواهم",
            "林晓岚",
            "สมชาย วงศ์สวัสดิ์",
            "María Fernanda Gutiérrez",
            "\u{fdcf}\u{fdf0}\u{fffd}\u{1fffd}",
        ] {
            assert_eq!(name(n).as_deref(), Ok(n));
        }
    }

    #[test]
    fn look_alikes_are_seen_through_case_marks_and_spaces() {
        for (a, b) in [("José Núñez", "jose  nunez"), ("Ｌeon", "Leon"), ("Straße", "STRASSE"), ("O’Neill", "ONeill")]
        {
            assert!(look_alike(a, b), "{a} and {b}");
        }
        for (a, b) in [("Ana", "Anna"), ("…", "!"), ("", "")] {
            assert!(!look_alike(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn one_organisation_is_one_however_it_is_written() {
        for other in ["ACME\u{a0}Ltd", " acme  ltd ", "ＡＣＭＥ\u{3000}Ltd", "ACME\u{2009}LTD", "AC\u{200d}ME Ltd"]
        {
            assert_eq!(folded(other), folded("ACME Ltd"), "{other:?}");
        }
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_eq!(folded("ΟΔΟΣ"), folded("οδος"));
        assert_eq!(folded("ﬁne é"), folded("FINE E\u{301}"));
        assert_ne!(folded("ACME Ltd"), folded("ACMELtd"));
        assert_ne!(folded("José"), folded("Jose"));
    }

    #[test]
    fn hostile_names_are_told_what_is_wrong() {
        for (n, why) in [
            ("", "empty"),
            ("\u{200d}\u{200c}", "empty"),
            ("\u{3164}", "invisible"),
            ("a\u{2028}b", "invisible"),
            ("a\u{202e}b", "direction-changing"),
            ("a\u{0007}", "control"),
            ("a\u{fdd0}", "no character"),
            ("\u{fffe}a", "no character"),
            ("a\u{ffff}b", "no character"),
            ("a\u{10ffff}", "no character"),
            ("a\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}", "marks"),
            (&"x".repeat(41), "longer than 40"),
        ] {
            assert!(name(n).is_err_and(|e| e.contains(why)), "{n:?}");
        }
    }
}
