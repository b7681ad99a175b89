//! The names of files in patches: quoted as C does, behind `a/` and `b/`, before a tab.

/// Both names of `diff --git a/x b/x`; none where they cannot be told apart.
pub(super) fn of_header(rest: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (old, new) = if rest.starts_with(b"\"") {
        let (old, behind) = quoted(rest)?;
        let behind = behind.strip_prefix(b" ")?;
        (old, quoted(behind).map_or_else(|| behind.to_vec(), |(name, _)| name))
    } else if rest.ends_with(b"\"") {
        let at = rest.windows(2).position(|pair| pair == b" \"")?;
        (rest.get(..at)?.to_vec(), quoted(rest.get(at + 1..)?)?.0)
    } else {
        // Where nothing was renamed, the two are equal but for their prefixes.
        let equal = |at: &usize| {
            let (old, new) = (&rest[..*at], &rest[at + 1..]);
            let behind = |name: &'_ [u8]| name.iter().position(|byte| *byte == b'/').unwrap_or(0);
            old.get(behind(old)..) == new.get(behind(new)..)
        };
        let blanks = (0..rest.len()).filter(|at| rest[*at] == b' ');
        let at = blanks.clone().find(equal).or_else(|| blanks.clone().next())?;
        (rest.get(..at)?.to_vec(), rest.get(at + 1..)?.to_vec())
    };
    let (old, new) = without_prefixes(Some(old), Some(new));
    old.zip(new)
}

/// The name on a `--- a/x` or `+++ b/x` line; none for `/dev/null`.
pub(super) fn of_line(line: &[u8]) -> Option<Vec<u8>> {
    let rest = line.get(4..)?;
    let name = match quoted(rest) {
        Some((name, _)) => name,
        // What `diff -u` writes behind the name stands behind a tab.
        None => rest.split(|byte| *byte == b'\t').next()?.to_vec(),
    };
    (name != b"/dev/null" && !name.is_empty()).then_some(name)
}

/// A name on a line of its own, as in `rename from x`.
pub(super) fn plain(rest: &[u8]) -> Option<Vec<u8>> {
    let name = quoted(rest).map_or_else(|| rest.to_vec(), |(name, _)| name);
    (!name.is_empty()).then_some(name)
}

/// The two names without `a/` and `b/`, or the like that git's settings make of them; names
/// that have none stay as they are.
pub(super) fn without_prefixes(
    old: Option<Vec<u8>>,
    new: Option<Vec<u8>>,
) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
    let prefixed = |name: &Option<Vec<u8>>| {
        name.as_ref().is_none_or(|name| {
            name.get(1) == Some(&b'/')
                && name.first().is_some_and(|first| b"abciwo12".contains(first))
        })
    };
    let strip = |name: Vec<u8>| name.get(2..).unwrap_or_default().to_vec();
    if prefixed(&old) && prefixed(&new) { (old.map(strip), new.map(strip)) } else { (old, new) }
}

/// Whether a path stays below the root and out of git's own folder.
pub(super) fn stays_inside(path: &[u8]) -> bool {
    !path.is_empty()
        && !path.contains(&0)
        && path
            .split(|byte| *byte == b'/')
            .all(|part| !matches!(part, b"" | b"." | b"..") && !part.eq_ignore_ascii_case(b".git"))
}

/// A name in quotes, with what stands behind it; none where it has none.
fn quoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = text.strip_prefix(b"\"")?;
    let mut name = Vec::new();
    loop {
        let (byte, behind) = rest.split_first()?;
        rest = behind;
        match byte {
            b'"' => return Some((name, rest)),
            b'\\' => {
                let (escape, behind) = rest.split_first()?;
                rest = behind;
                name.push(match escape {
                    b'0'..=b'3' => {
                        let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
                        rest = &behind[2..];
                        (escape - b'0') * 64 + u8::from_str_radix(digits, 8).ok()?
                    }
                    b'a' => 7,
                    b'b' => 8,
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'v' => 11,
                    b'f' => 12,
                    b'r' => b'\r',
                    other => *other,
                });
            }
            other => name.push(*other),
        }
    }
}
