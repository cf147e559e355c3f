//! What serde says of a fault, in plain words and with what to do.

/// Longer names and values are shown cut.
const SHOWN_CHARS: usize = 40;
/// More names than these are not listed.
const LISTED_MAX: usize = 24;
/// Names that are suggested.
const NEAR_MAX: usize = 3;
/// How like (1: the same) two names are, so that one may have been meant by the other.
const NEAR: f64 = 0.6;
/// How like they are at least where all words of one stand in the other.
const CONTAINED: f64 = 0.9;

/// Where a fault is and what it is, as what comes after the place: `is missing: add it`.
pub fn told(at: String, message: &str) -> (String, String) {
    if let Some(field) = within(message, "missing field `", "`") {
        return (joined(at, field), "is missing: add it".to_owned());
    }
    if let Some(field) = within(message, "duplicate field `", "`") {
        return (joined(at, field), "is there twice: write it once".to_owned());
    }
    if let Some(field) = named_in(message, "unknown field `") {
        return (joined(at, field), format!("is not known{}", meant(field, &choices(message))));
    }
    if let Some(word) = named_in(message, "unknown variant `") {
        return (at, unknown(word, &choices(message)));
    }
    let expected = message.rsplit_once(", expected ");
    if let Some((found, expected)) = expected
        && let Some((_, found)) = found.split_once(": ")
    {
        return (at, format!("is {}: write {}", found_word(found), expected_words(expected)));
    }
    if let Some((_, expected)) = expected.filter(|_| message.starts_with("invalid length")) {
        return (at, format!("is a list of a wrong length: write {}", expected_words(expected)));
    }
    (at, format!("is of a wrong form: {}", cut_at(message, 300)))
}

/// What an unknown word comes to: words that may be meant, and those that there are.
pub fn unknown(word: &str, known: &[&str]) -> String {
    format!("is not known (`{}`){}", cut(word), meant(word, known))
}

/// What may be meant by an unknown name, and which names there are.
fn meant(name: &str, known: &[&str]) -> String {
    let near = match near(name, known).as_slice() {
        [] => String::new(),
        near => format!(": did you mean {}?", list(near, " or ")),
    };
    match (known.len(), near.is_empty()) {
        (0, _) => ": leave it out, nothing stands here".to_owned(),
        (n, true) if n > LISTED_MAX => ": write one of those that the protocol lists".to_owned(),
        (n, false) if n > LISTED_MAX => near,
        (_, true) => format!(": there are {}", list(known, ", ")),
        (_, false) => format!("{near} there are {}", list(known, ", ")),
    }
}

/// Of a complaint of serde about an unknown name: what may be meant by it.
pub fn suggestion(message: &str) -> Option<String> {
    let name = named_in(message, "unknown field `").or_else(|| named_in(message, "unknown variant `"))?;
    let known = choices(message);
    let near = near(name, &known);
    (!near.is_empty()).then(|| format!("did you mean {}?", list(&near, " or ")))
}

/// A name or a value, not longer than fits into a sentence.
pub fn cut(text: &str) -> String {
    cut_at(text, SHOWN_CHARS)
}

fn cut_at(text: &str, chars: usize) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(chars).map(plain).collect();
    if text.chars().nth(chars).is_some() {
        shown.push('…');
    }
    shown
}

/// The place of a field, unless it is told already.
fn joined(at: String, field: &str) -> String {
    let field = cut(field);
    match at.as_str() {
        "" => field,
        at if at == field || at.ends_with(&format!(".{field}")) => at.to_owned(),
        at => format!("{at}.{field}"),
    }
}

fn within<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.rsplit_once(after).map(|(inside, _)| inside)
}

/// The name that is unknown. It may hold anything, so the end that serde puts after it is looked for from behind.
fn named_in<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    let rest = message.strip_prefix(before)?;
    rest.rsplit_once("`, expected ").or_else(|| rest.rsplit_once("`, there are no ")).map(|(name, _)| name)
}

/// The names that serde lists in backticks.
fn choices(message: &str) -> Vec<&str> {
    let listed = message.rsplit_once("`, expected ").map_or("", |(_, listed)| listed);
    listed.split('`').skip(1).step_by(2).collect()
}

fn near<'a>(name: &str, known: &[&'a str]) -> Vec<&'a str> {
    if name.chars().count() > SHOWN_CHARS {
        return Vec::new();
    }
    let words = words(name);
    let likeness = |other: &'a str| {
        let others = self::words(other);
        let like = strsim::normalized_damerau_levenshtein(&words.concat(), &others.concat());
        // `lower_hand` for `lower`: all words of one stand in the other.
        let (fewer, more) = if words.len() < others.len() { (&words, &others) } else { (&others, &words) };
        if !fewer.is_empty() && fewer.iter().all(|word| more.contains(word)) { like.max(CONTAINED) } else { like }
    };
    let mut near: Vec<(f64, &str)> = known.iter().map(|other| (likeness(other), *other)).collect();
    near.retain(|(like, _)| *like >= NEAR);
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(NEAR_MAX).map(|(_, other)| other).collect()
}

/// The words of a name, however it is spelt: `set_poll`, `set-poll`, `setPoll`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && small) {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn list(names: &[&str], between: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between)
}

/// What stands there, of serde's `string "5"`, "integer `5`", `map`.
fn found_word(found: &str) -> String {
    match found {
        "map" => return "an object".to_owned(),
        "sequence" => return "a list".to_owned(),
        "unit" | "unit value" => return "null".to_owned(),
        _ => {}
    }
    if let Some(text) = found.strip_prefix("string ") {
        return format!("the text {}", cut(text));
    }
    let value = found.replace('`', "");
    match ["integer ", "floating point "].iter().find_map(|kind| value.strip_prefix(kind)) {
        Some(number) => format!("the number {}", cut(number)),
        None => cut(value.strip_prefix("boolean ").unwrap_or(&value)),
    }
}

/// What serde wants there.
fn expected_words(expected: &str) -> String {
    let words = match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number from 0 on",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a string" | "string" | "str" | "string or map" => "a text in quotes",
        "a sequence" => "a list in [ ]",
        "a map" => "an object in { }",
        _ if expected.starts_with("struct ") => "an object in { }",
        _ if expected.starts_with("tuple struct ") => "a whole number from 0 on",
        _ => expected,
    };
    words.to_owned()
}
