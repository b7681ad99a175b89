//! What makes a claim recognisable when its review is read again, or comes from elsewhere.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::document::ReadClaim;

/// The identity of a claim: 16 hexadecimal digits of what it says of which file, with an
/// ordinal where a review says the same several times. Line numbers are no part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimKey(String);

impl ClaimKey {
    /// The keys of the claims of one review, in order.
    #[must_use]
    pub fn of_all(claims: &[ReadClaim]) -> Vec<Self> {
        let mut known: HashMap<u64, u32> = HashMap::new();
        let key = |claim| {
            let hash = hash(claim);
            let ordinal = known.entry(hash).and_modify(|count| *count += 1).or_insert(1);
            Self(match *ordinal {
                1 => format!("{hash:016x}"),
                more => format!("{hash:016x}-{more}"),
            })
        };
        claims.iter().map(key).collect()
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClaimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// FNV-1a of 64 bits over the rule, the file, and the words of a claim. Keys are kept in
/// files, so the hash must never change: the standard library promises that of none of its own.
fn hash(claim: &ReadClaim) -> u64 {
    let rule = claim.rule.as_deref().unwrap_or_default();
    let path = claim.stated.first().map_or("", |place| place.path.as_str());
    let words = claim.title.split_whitespace().chain(claim.text.split_whitespace());
    let parts = [rule, path].into_iter().chain(words);
    let bytes = parts.flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_of_the_words_and_the_file_and_never_changes() {
        let claim = |text: &str| ReadClaim { text: text.to_owned(), ..ReadClaim::default() };
        let keys = ClaimKey::of_all(&[claim("a  b"), claim("a c"), claim("a\nb")]);
        let keys: Vec<&str> = keys.iter().map(ClaimKey::as_str).collect();
        assert_eq!(keys[2], format!("{}-2", keys[0]));
        assert_ne!(keys[0], keys[1]);
        assert_eq!(keys[0], "38aa59d17e31953e");
    }
}
