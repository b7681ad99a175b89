//! JSON as people and cut-off pipes leave it, to values that know where they stand.
//!
//! Commas too many or too few, comments, Python's words, single quotes and a missing end are
//! taken; what makes no sense is passed over and told. Never fails and never goes back.

use super::super::Limits;

/// A value and the bytes of the text it stands on.
pub(super) struct Value {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What a value is.
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value that this path of keys leads to.
    pub fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    pub fn entries(&self) -> &[(String, Self)] {
        if let Kind::Object(entries) = &self.kind { entries } else { &[] }
    }

    pub fn items(&self) -> &[Self] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    pub fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// A whole number from 0 on, written as a number or as a text.
    pub fn count(&self) -> Option<u32> {
        match &self.kind {
            Kind::Number(number) if *number >= 0.0 && *number < 4e9 => Some(*number as u32),
            Kind::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }
}

/// What reading from a position gave.
pub(super) struct Parsed {
    pub value: Option<Value>,
    /// The byte behind what was read.
    pub end: usize,
    /// Bytes where something was passed over, and why.
    pub problems: Vec<(usize, String)>,
}

/// Reads one value from a byte of the text on.
pub(super) fn parse(text: &str, from: usize, limits: &Limits) -> Parsed {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: from,
        left: limits.values,
        depth: limits.depth,
        problems: Vec::new(),
    };
    let value = parser.value(0);
    Parsed { value, end: parser.at, problems: parser.problems }
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// How many values may still be read.
    left: usize,
    depth: usize,
    problems: Vec<(usize, String)>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn problem(&mut self, at: usize, what: &str) {
        const KEPT: usize = 20;
        if self.problems.len() < KEPT {
            self.problems.push((at, what.to_owned()));
        }
    }

    /// Passes white space and comments.
    fn space(&mut self) {
        while let Some(byte) = self.peek() {
            let rest = &self.bytes[self.at..];
            if byte.is_ascii_whitespace() || byte < b' ' {
                self.at += 1;
            } else if rest.starts_with(b"//") || byte == b'#' {
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            } else if rest.starts_with(b"/*") {
                let end = memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2);
                self.at += end;
            } else {
                return;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        let start = self.at;
        if self.left == 0 {
            self.problem(start, "there are too many values; the rest was not read");
            self.at = self.bytes.len();
            return None;
        }
        self.left -= 1;
        let kind = match self.peek()? {
            b'{' | b'[' if depth >= self.depth => {
                self.problem(start, "nested too deeply; not read");
                self.skip_nested();
                Kind::Null
            }
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            quote @ (b'"' | b'\'') => Kind::Text(self.string(quote)),
            _ => self.word()?,
        };
        Some(Value { kind, start, end: self.at })
    }

    fn list(&mut self, depth: usize) -> Kind {
        let opened = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.problem(opened, "the text ends inside the list that begins here");
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => match self.value(depth + 1) {
                    Some(value) => items.push(value),
                    None => self.pass_over(),
                },
            }
        }
        Kind::List(items)
    }

    fn object(&mut self, depth: usize) -> Kind {
        let opened = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.problem(opened, "the text ends inside the object that begins here");
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let Some(key) = self.key() else {
                        self.pass_over();
                        continue;
                    };
                    match self.value(depth + 1) {
                        Some(value) => entries.push((key, value)),
                        None => self.pass_over(),
                    }
                }
            }
        }
        Kind::Object(entries)
    }

    /// A key with its colon; keys without quotes are taken too.
    fn key(&mut self) -> Option<String> {
        let key = match self.peek()? {
            quote @ (b'"' | b'\'') => self.string(quote),
            _ => {
                let rest = &self.text[self.at..];
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '$'))
                    .unwrap_or(rest.len());
                if end == 0 {
                    return None;
                }
                self.at += end;
                rest[..end].to_owned()
            }
        };
        self.space();
        if self.peek() != Some(b':') {
            return None;
        }
        self.at += 1;
        Some(key)
    }

    /// A text, from its first quote to behind its last.
    fn string(&mut self, quote: u8) -> String {
        let opened = self.at;
        self.at += 1;
        let mut value = String::new();
        let mut plain = self.at;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(next) = memchr::memchr2(quote, b'\\', rest) else {
                value.push_str(&self.text[plain..]);
                self.at = self.bytes.len();
                self.problem(opened, "the text that begins here has no end");
                return value;
            };
            self.at += next;
            value.push_str(&self.text[plain..self.at]);
            self.at += 1;
            if rest[next] == quote {
                return value;
            }
            self.escape(&mut value);
            plain = self.at;
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, value: &mut String) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        self.at += c.len_utf8();
        match c {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'b' | 'f' => {}
            'u' => {
                let first = self.unit();
                let second = match first {
                    Some(0xd800..=0xdbff) if self.bytes[self.at..].starts_with(b"\\u") => {
                        self.at += 2;
                        self.unit()
                    }
                    _ => None,
                };
                let units = [first.unwrap_or(0xfffd), second.unwrap_or(0)];
                let used = if second.is_some() { 2 } else { 1 };
                for c in char::decode_utf16(units.into_iter().take(used)) {
                    value.push(c.unwrap_or('\u{fffd}'));
                }
            }
            other => value.push(other),
        }
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        let digits = std::str::from_utf8(digits).ok()?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    /// A number, or one of the words that stand for values.
    fn word(&mut self) -> Option<Kind> {
        let rest = &self.bytes[self.at..];
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"+-._".contains(byte))
            .unwrap_or(rest.len());
        let word = std::str::from_utf8(&rest[..end]).ok()?;
        let kind = match word {
            "null" | "None" | "undefined" | "NaN" => Kind::Null,
            "true" | "True" => Kind::Bool(true),
            "false" | "False" => Kind::Bool(false),
            _ if end > 0 && end < 40 => Kind::Number(word.parse().ok()?),
            _ => return None,
        };
        self.at += end;
        Some(kind)
    }

    /// Goes on to the next comma or bracket behind something that is no value.
    fn pass_over(&mut self) {
        let from = self.at;
        if from >= self.bytes.len() {
            return;
        }
        self.problem(from, "something here is no value; passed over");
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b'}' | b']' | b'\n' => break,
                b'{' | b'[' if self.at > from => break,
                _ => self.at += 1,
            }
        }
        // A bracket of the wrong kind would be met again and again.
        if self.at == from {
            self.at += 1;
        }
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// Goes over brackets that match, without reading what is in them.
    fn skip_nested(&mut self) {
        let mut open = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }
}
