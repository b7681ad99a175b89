//! Links that a terminal can follow (OSC 8): where they stand and where they lead.

use std::path::Path;

use crate::model::RepoPath;

/// A stretch of a row that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// First column, in cells.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// Columns, in cells.
    pub width: u16,
    /// Where it leads: printable ASCII only.
    pub uri: String,
}

/// The page of a weakness, by its number.
#[must_use]
pub fn cwe(number: &str) -> String {
    format!("https://cwe.mitre.org/data/definitions/{}.html", encoded(number.as_bytes()))
}

/// What the paths of a folder's files are added to: with the host, as a terminal may show what
/// another machine says.
#[must_use]
pub fn folder(host: &str, folder: &Path) -> String {
    let host: String =
        host.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    format!("file://{host}{}", encoded(folder.as_os_str().as_encoded_bytes()))
}

/// A file of a folder.
#[must_use]
pub fn file(folder: &str, path: &RepoPath) -> String {
    format!("{folder}/{}", encoded(path.as_str().as_bytes()))
}

/// Bytes as a path of a URI: whatever could end or change it is written in percent signs.
fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(byte) {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_path_gets_into_a_uri_as_it_is() {
        let base = folder("my host\u{1b}", Path::new("/home/a b"));
        assert_eq!(base, "file://myhost/home/a%20b");
        let path = RepoPath::new("x\u{1b}]8;;evil\u{7}/é?#%.py");
        assert_eq!(
            file(&base, &path),
            "file://myhost/home/a%20b/x%1B%5D8%3B%3Bevil%07/%C3%A9%3F%23%25.py"
        );
        assert_eq!(cwe("362"), "https://cwe.mitre.org/data/definitions/362.html");
    }
}
