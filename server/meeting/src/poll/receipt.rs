//! Receipts: what proves after the close that a ballot is contained in the result, and nothing else.

use protocol::{PersonId, PollId};
use sha2::{Digest, Sha256};

use crate::meeting::Ballot;

/// Digits and letters that nobody mistakes for one another (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 80 bits.
pub(super) const BYTES: usize = 10;

/// The receipt of a ballot by name: see [`of_text`], over the JSON array `[poll, seat, choice or null, choices, nonce]`
/// without spaces.
pub fn of_ballot(poll: PollId, seat: PersonId, ballot: &Ballot) -> String {
    by_name(poll, seat, ballot.choice, &ballot.choices, &ballot.nonce)
}

/// As [`of_ballot`], of the parts of a ballot as they stand in the record.
pub fn by_name(poll: PollId, seat: PersonId, choice: Option<u32>, choices: &[u32], nonce: &str) -> String {
    of_text(&text(poll, seat, choice, choices, nonce))
}

fn text(poll: PollId, seat: PersonId, choice: Option<u32>, choices: &[u32], nonce: &str) -> String {
    serde_json::json!([poll, seat, choice, choices, nonce]).to_string()
}

/// A receipt: the first 80 bits of SHA-256 over the words `evenfloor ballot`, a zero byte and the text, as four groups of four
/// digits of Crockford's base 32.
pub fn of_text(text: &str) -> String {
    code(&bits(text))
}

/// The bits of the receipt of a ballot by name; [`code`] makes them readable.
pub(super) fn bits_of_ballot(poll: PollId, seat: PersonId, ballot: &Ballot) -> [u8; BYTES] {
    bits(&text(poll, seat, ballot.choice, &ballot.choices, &ballot.nonce))
}

fn bits(text: &str) -> [u8; BYTES] {
    let hash = Sha256::new().chain_update(b"evenfloor ballot\0").chain_update(text).finalize();
    let mut bits = [0; BYTES];
    bits.copy_from_slice(&hash[..BYTES]);
    bits
}

/// 80 bits as four groups of four digits that can be read out.
pub fn code(bits: &[u8; BYTES]) -> String {
    let bits = bits.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let mut out = String::with_capacity(19);
    for n in 0..16 {
        if n > 0 && n % 4 == 0 {
            out.push('-');
        }
        let five = usize::try_from(bits >> (5 * (15 - n)) & 31).expect("five bits");
        out.push(char::from(DIGITS[five]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_the_beginning_of_a_hash_in_letters_that_can_be_read_out() {
        // Worked out apart: sha256 of "evenfloor ballot\0" and [3,17,1,[],"00ff"].
        let receipt = by_name(PollId(3), PersonId(17), Some(1), &[], "00ff");
        assert_eq!(receipt, "JBD3-779W-BBMZ-RW7R");
        assert_eq!(by_name(PollId(3), PersonId(17), None, &[1, 4], "00ff"), "82BC-T4JK-DMVY-AMYC");
    }
}
