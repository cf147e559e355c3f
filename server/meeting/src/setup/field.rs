//! What the fields of set-up commands may hold. Each check answers with the cleaned value, or with a refusal that
//! names the field and the limit.

use std::{fmt::Display, ops::RangeInclusive};

use protocol::{Refusal, limits, text};

/// A name: never empty.
pub(crate) fn name(field: &str, value: &str) -> Result<String, Refusal> {
    text::name(value).map_err(|what| Refusal::field(field, what))
}

/// A line of text; may be empty.
pub(crate) fn line(field: &str, value: &str, most: usize) -> Result<String, Refusal> {
    text::line(value, most).map_err(|what| Refusal::field(field, what))
}

/// A title: a line that is not empty.
pub(crate) fn title(field: &str, value: &str) -> Result<String, Refusal> {
    let title = line(field, value, limits::TITLE_CHARS)?;
    if title.is_empty() { Err(Refusal::field(field, "is empty")) } else { Ok(title) }
}

/// A number within its limits.
pub(crate) fn within<T: PartialOrd + Display>(field: &str, value: T, range: &RangeInclusive<T>) -> Result<T, Refusal> {
    if range.contains(&value) {
        return Ok(value);
    }
    Err(Refusal::field(field, format!("is {value}: it may be {} to {}", range.start(), range.end())))
}

/// A language tag of the shape of BCP 47, in its usual spelling: `es`, `pt-BR`, `zh-Hant`.
pub(crate) fn language(field: &str, tag: &str) -> Result<String, Refusal> {
    let wrong = || Refusal::field(field, "is not a language tag such as `es`, `pt-BR` or `zh-Hant`");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    if tag.len() > 35 || !(2..=8).contains(&first.len()) || !letters(first) {
        return Err(wrong());
    }
    let mut spelled = first.to_ascii_lowercase();
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(wrong());
        }
        spelled.push('-');
        match part.len() {
            2 if letters(part) => spelled.push_str(&part.to_ascii_uppercase()),
            4 if letters(part) => {
                spelled.push_str(&part[..1].to_ascii_uppercase());
                spelled.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => spelled.push_str(&part.to_ascii_lowercase()),
        }
    }
    Ok(spelled)
}

/// A list of languages, none of them twice.
pub(crate) fn languages(field: &str, tags: &[String], most: usize) -> Result<Vec<String>, Refusal> {
    if tags.len() > most {
        return Err(Refusal::field(field, format!("names more than {most}")));
    }
    let mut list: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = language(field, tag)?;
        if list.contains(&tag) {
            return Err(Refusal::field(field, format!("names `{tag}` twice")));
        }
        list.push(tag);
    }
    Ok(list)
}

/// A country by its two letters; empty: not known.
pub(crate) fn country(field: &str, code: &str) -> Result<String, Refusal> {
    if code.is_empty() || (code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())) {
        return Ok(code.to_owned());
    }
    Err(Refusal::field(field, "is not two capital letters such as `KE`"))
}

/// A time zone of the shape of the IANA names.
pub(crate) fn time_zone(field: &str, zone: &str) -> Result<String, Refusal> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'))
    };
    let parts: Vec<&str> = zone.split('/').collect();
    if zone == "UTC" || (zone.len() <= 40 && (2..=3).contains(&parts.len()) && parts.into_iter().all(part)) {
        return Ok(zone.to_owned());
    }
    Err(Refusal::field(field, "is not a time zone such as `Africa/Nairobi` or `UTC`"))
}

/// The hash of a secret.
pub(crate) fn secret(field: &str, hash: &str) -> Result<String, Refusal> {
    let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if hash.len() == 64 && hash.chars().all(digit) {
        return Ok(hash.to_owned());
    }
    Err(Refusal::field(field, "is not 64 hexadecimal digits in lower case"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_get_their_usual_spelling() {
        for (tag, spelled) in [("ES", "es"), ("pt-br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")] {
            assert_eq!(language("language", tag).as_deref(), Ok(spelled));
        }
        for tag in ["", "e", "english language", "es-", "-es", "e1", "zh_Hant", "waytoolong"] {
            assert!(language("language", tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn time_zones_have_the_shape_of_iana_names() {
        for zone in ["UTC", "Africa/Nairobi", "America/Argentina/Buenos_Aires", "Etc/GMT+5"] {
            assert!(time_zone("time_zone", zone).is_ok(), "{zone}");
        }
        for zone in ["", "Nairobi", "Africa/", "Africa/Nai robi", "../etc/passwd", "a/b/c/d"] {
            assert!(time_zone("time_zone", zone).is_err(), "{zone}");
        }
    }
}
