//! Words and times as people read them in the record, its account and its exports.

use protocol::Ms;
use serde::Serialize;

/// A word of the protocol as people write it.
pub fn word(word: &impl Serialize) -> String {
    let word = serde_json::to_value(word).expect("a word is text");
    word.as_str().unwrap_or_default().replace('_', " ")
}

/// A time as `2014-06-23 14:02:11`, in UTC.
pub fn time(at_ms: Ms) -> String {
    let (days, ms) = (at_ms.div_euclid(86_400_000), at_ms.rem_euclid(86_400_000));
    // Days since 1 March of the year 0, in eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms").
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let seconds = ms / 1_000;
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_told_in_utc() {
        // From `date -u -d @1403532131`, and so on.
        assert_eq!(time(1_403_532_131_999), "2014-06-23 14:02:11");
        assert_eq!(time(0), "1970-01-01 00:00:00");
        assert_eq!(time(951_782_400_000), "2000-02-29 00:00:00");
        assert_eq!(time(4_107_542_399_000), "2100-02-28 23:59:59");
        assert_eq!(time(4_107_542_400_000), "2100-03-01 00:00:00");
        assert_eq!(time(-1), "1969-12-31 23:59:59");
    }
}
