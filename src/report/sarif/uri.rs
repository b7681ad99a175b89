//! Paths as relative URI references (RFC 3986).

use std::fmt::Write as _;

/// The path with everything percent-encoded but `/` and unreserved characters,
/// so that no part of it is taken for a scheme, a query or a fragment.
pub(super) fn encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte as char);
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
