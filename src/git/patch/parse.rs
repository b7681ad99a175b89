//! Patches as git, diff and mail write them: files with their hunks, and what was not understood.

use super::name;

/// A patch: one or more changes of files, in the order they stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch {
    /// The changes; a file may occur several times, in a series of commits.
    pub files: Vec<PatchFile>,
    /// What was not understood.
    pub unclear: Vec<Unclear>,
}

/// The change of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PatchFile {
    /// The path before, from the root; none where the file is new.
    pub old: Option<Vec<u8>>,
    /// The path after; none where the file is deleted.
    pub new: Option<Vec<u8>>,
    /// The first digits of the ids of the contents before and after, where git wrote them.
    pub blobs: [Option<String>; 2],
    /// The changed stretches, in the order they stand there.
    pub hunks: Vec<Hunk>,
    /// Whether the patch says that it differs, and not how.
    pub is_binary: bool,
    /// The line of the patch where it begins, 1-based.
    pub line: usize,
}

/// A changed stretch of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hunk {
    /// Its first line before, 1-based; 0 where it has none.
    pub old_start: usize,
    /// Its first line after, 1-based; 0 where it has none.
    pub new_start: usize,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Hunk {
    /// The same, from after to before.
    #[must_use]
    pub fn turned(&self) -> Self {
        let lines = self.lines.iter().map(Line::turned).collect();
        Self { old_start: self.new_start, new_start: self.old_start, lines }
    }
}

/// A line of a hunk, with its line end where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// On both sides.
    Same(Vec<u8>),
    /// Before alone.
    Old(Vec<u8>),
    /// After alone.
    New(Vec<u8>),
}

impl Line {
    /// The text on the old side, where it is there.
    #[must_use]
    pub fn before(&self) -> Option<&[u8]> {
        match self {
            Self::Same(text) | Self::Old(text) => Some(text),
            Self::New(_) => None,
        }
    }

    /// The text on the new side, where it is there.
    #[must_use]
    pub fn after(&self) -> Option<&[u8]> {
        match self {
            Self::Same(text) | Self::New(text) => Some(text),
            Self::Old(_) => None,
        }
    }

    /// The same, from after to before.
    fn turned(&self) -> Self {
        match self {
            Self::Same(text) => Self::Same(text.clone()),
            Self::Old(text) => Self::New(text.clone()),
            Self::New(text) => Self::Old(text.clone()),
        }
    }

    fn text(&mut self) -> &mut Vec<u8> {
        match self {
            Self::Same(text) | Self::Old(text) | Self::New(text) => text,
        }
    }
}

/// A part of a patch that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// Where it begins, 1-based.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Patch {
    /// Reads a patch. Whatever stands around the changes (mail, messages) is passed over.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader =
            Reader { lines: bytes.split_inclusive(|byte| *byte == b'\n').collect(), at: 0 };
        let mut patch = Self::default();
        while let Some(line) = reader.peek() {
            if line.starts_with(b"diff --git ") {
                patch.with_git_header(&mut reader);
            } else if line.starts_with(b"--- ") && reader.is_plain_header() {
                let mut file = PatchFile { line: reader.at + 1, ..PatchFile::default() };
                patch.names_and_hunks(&mut reader, &mut file);
                patch.keep(file);
            } else if line.starts_with(b"diff --cc ") || line.starts_with(b"diff --combined ") {
                let why = "a merge with two old sides; show it with `git show -m`";
                patch.unclear.push(Unclear { line: reader.at + 1, why });
                reader.at += 1;
            } else {
                reader.at += 1;
            }
        }
        patch
    }

    fn with_git_header(&mut self, reader: &mut Reader<'_>) {
        let mut file = PatchFile { line: reader.at + 1, ..PatchFile::default() };
        let header = trimmed(reader.next().unwrap_or_default());
        let names = name::of_header(header.strip_prefix(b"diff --git ").unwrap_or_default());
        (file.old, file.new) = names.map_or((None, None), |(old, new)| (Some(old), Some(new)));
        while let Some(line) = reader.peek() {
            let line = trimmed(line);
            let word = |lead: &[u8]| line.strip_prefix(lead);
            if word(b"new file mode ").is_some() {
                file.old = None;
            } else if word(b"deleted file mode ").is_some() {
                file.new = None;
            } else if let Some(rest) = word(b"rename from ").or(word(b"copy from ")) {
                file.old = name::plain(rest);
            } else if let Some(rest) = word(b"rename to ").or(word(b"copy to ")) {
                file.new = name::plain(rest);
            } else if let Some(rest) = word(b"index ") {
                file.blobs = blobs(rest);
            } else if line.starts_with(b"Binary files ") || line == b"GIT binary patch" {
                file.is_binary = true;
            } else if !is_extended_header(line) {
                break;
            }
            reader.at += 1;
        }
        if reader.peek().is_some_and(|line| line.starts_with(b"--- ")) && reader.is_plain_header() {
            self.names_and_hunks(reader, &mut file);
        }
        self.keep(file);
    }

    /// The `---` and `+++` lines, and what follows.
    fn names_and_hunks(&mut self, reader: &mut Reader<'_>, file: &mut PatchFile) {
        let old = name::of_line(trimmed(reader.next().unwrap_or_default()));
        let new = name::of_line(trimmed(reader.next().unwrap_or_default()));
        let same = name::without_prefixes(old, new);
        (file.old, file.new) = same;
        while let Some(line) = reader.peek().filter(|line| line.starts_with(b"@@ ")) {
            let began = reader.at + 1;
            match hunk_header(trimmed(line)) {
                Some(header) => match reader.hunk(header) {
                    Some(hunk) => file.hunks.push(hunk),
                    None => {
                        let why = "a hunk with fewer lines than it says";
                        self.unclear.push(Unclear { line: began, why });
                    }
                },
                None => {
                    let why = "a hunk whose header is not understood";
                    self.unclear.push(Unclear { line: began, why });
                    reader.at += 1;
                }
            }
        }
    }

    fn keep(&mut self, file: PatchFile) {
        let paths = [&file.old, &file.new];
        if paths.iter().all(|path| path.is_none()) {
            let why = "a change whose file is not named";
            self.unclear.push(Unclear { line: file.line, why });
        } else if !paths.into_iter().flatten().all(|path| name::stays_inside(path)) {
            let why = "a path that leaves the repository";
            self.unclear.push(Unclear { line: file.line, why });
        } else {
            self.files.push(file);
        }
    }
}

/// First line and count, before and after.
type Header = ((usize, usize), (usize, usize));

struct Reader<'a> {
    lines: Vec<&'a [u8]>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a [u8]> {
        self.lines.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        let line = self.peek();
        self.at += 1;
        line
    }

    /// Whether `+++` follows, and then a hunk: `--- ` alone may stand in a message.
    fn is_plain_header(&self) -> bool {
        let starts = |ahead: usize, lead: &[u8]| {
            self.lines.get(self.at + ahead).is_some_and(|line| line.starts_with(lead))
        };
        starts(1, b"+++ ") && starts(2, b"@@ ")
    }

    /// A hunk with as many lines as its header says; none where they are not there.
    fn hunk(&mut self, ((old_start, mut old), (new_start, mut new)): Header) -> Option<Hunk> {
        self.at += 1;
        let mut lines: Vec<Line> = Vec::new();
        loop {
            let next = self.peek();
            if let (Some(b'\\'), Some(last)) = (next.and_then(|it| it.first()), lines.last_mut()) {
                // `\ No newline at end of file` speaks of the line before.
                let text = last.text();
                text.truncate(trimmed(text).len());
                self.at += 1;
                continue;
            }
            if old == 0 && new == 0 {
                return Some(Hunk { old_start, new_start, lines });
            }
            let line = next?;
            let (sign, text) = line.split_first()?;
            let text = text.to_vec();
            match sign {
                b' ' if old > 0 && new > 0 => lines.push(Line::Same(text)),
                // Mailers take the blank from lines that have nothing else.
                b'\n' | b'\r' if old > 0 && new > 0 => lines.push(Line::Same(line.to_vec())),
                b'-' if old > 0 => lines.push(Line::Old(text)),
                b'+' if new > 0 => lines.push(Line::New(text)),
                _ => return None,
            }
            match lines.last()? {
                Line::Same(_) => (old, new) = (old - 1, new - 1),
                Line::Old(_) => old -= 1,
                Line::New(_) => new -= 1,
            }
            self.at += 1;
        }
    }
}

/// `@@ -10,7 +10,8 @@ def f():`; a count that is left out is 1.
fn hunk_header(line: &[u8]) -> Option<Header> {
    let text = std::str::from_utf8(line.get(..line.len().min(80))?).ok();
    let text = text.map_or_else(|| String::from_utf8_lossy(line).into_owned(), str::to_owned);
    let mut words = text.strip_prefix("@@ ")?.split(' ');
    let range = |word: &str, sign: char| {
        let (start, count) =
            word.strip_prefix(sign)?.split_once(',').unwrap_or((word.strip_prefix(sign)?, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let header = (range(words.next()?, '-')?, range(words.next()?, '+')?);
    (words.next()? == "@@").then_some(header)
}

/// `1a2b3c4..5d6e7f8 100644`; that of a side without content is none.
fn blobs(rest: &[u8]) -> [Option<String>; 2] {
    let text = std::str::from_utf8(rest).unwrap_or_default();
    let (old, new) = text.split_once("..").unwrap_or_default();
    [old, new.split(' ').next().unwrap_or_default()].map(|id| {
        let is_id = id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_id && id.bytes().any(|byte| byte != b'0')).then(|| id.to_owned())
    })
}

fn is_extended_header(line: &[u8]) -> bool {
    [&b"old mode "[..], b"new mode ", b"similarity index ", b"dissimilarity index "]
        .iter()
        .any(|lead| line.starts_with(lead))
}

/// A line without its end.
pub(super) fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
