//! The chain that makes a log tamper-evident: each record's hash covers the bytes of all before it.

use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// What the first record is chained to.
pub const ORIGIN: Hash = [0; 32];

/// The hash of a record: SHA-256 over the hash of the record before it, then its bytes.
pub fn next(previous: &Hash, bytes: &[u8]) -> Hash {
    Sha256::new().chain_update(previous).chain_update(bytes).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: &Hash) -> String {
        hash.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn known_values() {
        // Computed with `(head -c32 /dev/zero; printf a) | sha256sum`, so that any other program can check a log.
        let first = next(&ORIGIN, b"a");
        assert_eq!(hex(&first), "41a0370c3d9f42773a59e8e01651911cf43b1e3f66944cbb690029debc4eb647");
        assert_ne!(next(&first, b"a"), first);
    }
}
