//! Sets of questions that hubs have before they are opened, sealed under a code that is read out when the time has come.

use aes_gcm::{Aes256Gcm, KeyInit, Nonce, aead::Aead};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{Moment, poll::receipt};

/// The length of what is sealed is a multiple of so many bytes, so that it says little of the questions.
const PADDED_TO: usize = 1024;

/// A new code: sixteen digits and letters in four groups, which people can read to each other.
pub(crate) fn code(at: &mut Moment) -> String {
    let mut bits = [0; 10];
    bits.copy_from_slice(&at.bits()[..10]);
    receipt::code(&bits)
}

/// Seals a JSON text under a code: a nonce of 12 bytes, what is sealed, the tag, in base64. The key is SHA-256 over the code
/// without its dashes. The same text is sealed the same way, another one under another nonce.
pub fn seal_set(code: &str, json: &str) -> String {
    let mut padded = json.as_bytes().to_vec();
    padded.resize(padded.len().next_multiple_of(PADDED_TO), b' ');
    let key = Sha256::digest(code.replace('-', ""));
    let drawn = Sha256::new().chain_update(b"evenfloor set\0").chain_update(key).chain_update(&padded).finalize();
    let nonce = &drawn[..12];
    let sealed = Aes256Gcm::new(&key).encrypt(Nonce::from_slice(nonce), padded.as_slice());
    STANDARD.encode([nonce, &sealed.expect("questions are not too long to seal")].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(code: &str, sealed: &str) -> Option<String> {
        let bytes = STANDARD.decode(sealed).ok()?;
        let key = Sha256::digest(code.replace('-', ""));
        let plain = Aes256Gcm::new(&key).decrypt(Nonce::from_slice(&bytes[..12]), &bytes[12..]).ok()?;
        String::from_utf8(plain).ok()
    }

    #[test]
    fn opens_with_its_code_alone() {
        let sealed = seal_set("7KQ2-9XDM-40BT-WZ6H", r#"[[3,{"question":"Who?"}]]"#);
        let opened = open("7KQ29XDM40BTWZ6H", &sealed).expect("the code fits");
        assert_eq!(opened.trim_end(), r#"[[3,{"question":"Who?"}]]"#);
        assert_eq!(open("7KQ2-9XDM-40BT-WZ6J", &sealed), None);
        assert_eq!(sealed, seal_set("7KQ2-9XDM-40BT-WZ6H", r#"[[3,{"question":"Who?"}]]"#), "the same each time");
        assert_eq!(sealed.len(), seal_set("7KQ2-9XDM-40BT-WZ6H", "[]").len(), "the length tells nothing");
    }
}
