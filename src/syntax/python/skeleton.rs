//! Where the bodies of a module's functions begin and end, told from
//! indentation, brackets and quotes alone: what need not be parsed before
//! somebody looks into it.
//!
//! It refuses to guess. A text that it does not certainly understand has no
//! such bodies, and is parsed whole.

/// The body of a function that stands in the module or in classes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Byte of `def` or `async`.
    pub(super) definition: usize,
    /// 0-based row of `definition`.
    pub(super) row: usize,
    /// First byte of the line behind the header's.
    pub(super) start: usize,
    /// 0-based row of `start`.
    pub(super) start_row: usize,
    /// Byte behind its last one, comments among it included.
    pub(super) last: usize,
    /// First byte of the line on which something else begins.
    pub(super) end: usize,
    /// 0-based row of `end`.
    pub(super) end_row: usize,
}

impl Hidden {
    /// One that begins behind a header; both places are bytes and 0-based rows.
    fn behind((definition, row): (usize, usize), (start, start_row): (usize, usize)) -> Self {
        Self { definition, row, start, start_row, last: 0, end: start, end_row: start_row }
    }
}

/// The bodies that can be left out, in order; none where the text is unclear.
pub(super) fn hidden(text: &str) -> Vec<Hidden> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, row: 0 };
    let mut found: Vec<Hidden> = Vec::new();
    let mut open: Option<Hidden> = None;
    // Indentation of the open definition, and of the statements of its body.
    let (mut inside, mut floor) = (0, 0);
    // Whether the last line of the open body is a header, of a block that is not there.
    let mut lacks_block = false;
    // Blocks around the line at hand: their indentation, whether they are classes.
    let mut blocks: Vec<(usize, bool)> = Vec::new();
    while reader.at < reader.text.len() {
        let (start, row) = (reader.at, reader.row);
        let Some(indent) = reader.indentation() else { return Vec::new() };
        if reader.is_blank() {
            let is_comment = reader.byte() == Some(b'#');
            let end = reader.skip_line();
            if let Some(body) =
                open.as_mut().filter(|body| is_comment && indent >= floor && body.last > 0)
            {
                body.last = end;
            }
            continue;
        }
        if let Some(body) = open.filter(|_| indent <= inside) {
            if lacks_block {
                return Vec::new();
            }
            found.push(Hidden { end: start, end_row: row, ..body });
            open = None;
        }
        let statement = reader.at;
        let Some(line) = reader.statement() else { return Vec::new() };
        if let Some(body) = &mut open {
            if body.last == 0 {
                floor = indent;
            } else if indent < floor {
                return Vec::new();
            }
            body.last = line.last;
            lacks_block = line.ends_with_colon;
            continue;
        }
        if !closes_to(&mut blocks, indent) {
            return Vec::new();
        }
        let among_classes = blocks.iter().all(|(_, is_class)| *is_class);
        let code = text.get(statement..).unwrap_or_default();
        blocks.push((indent, begins_with(code, "class")));
        let is_function = begins_with(code, "def")
            || code.strip_prefix("async ").is_some_and(|rest| begins_with(rest, "def"));
        if is_function && among_classes && line.ends_with_colon {
            let body = Hidden::behind((statement, row), (reader.at, reader.row));
            (open, inside, lacks_block) = (Some(body), indent, false);
        }
    }
    if lacks_block {
        return Vec::new();
    }
    if let Some(body) = open {
        found.push(Hidden { end: reader.at, end_row: reader.row, ..body });
    }
    found.retain(|body| body.last > 0);
    found
}

/// Leaves the blocks that a line with this indentation is not in; false where
/// it belongs to none.
fn closes_to(blocks: &mut Vec<(usize, bool)>, indent: usize) -> bool {
    let deepest = blocks.last().map_or(0, |(deepest, _)| *deepest);
    let is_known = blocks.iter().any(|(known, _)| *known == indent);
    let is_deeper = indent > deepest && !blocks.is_empty();
    let is_first = blocks.is_empty() && indent == 0;
    blocks.retain(|(outer, _)| *outer < indent);
    is_known || is_deeper || is_first
}

fn begins_with(code: &str, word: &str) -> bool {
    code.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
}

/// A statement's lines, as far as one can tell.
struct Line {
    /// Byte behind the last one, a comment on its line included.
    last: usize,
    /// Whether that is the colon of a header, outside brackets.
    ends_with_colon: bool,
}

struct Reader<'text> {
    text: &'text [u8],
    at: usize,
    row: usize,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Skips the spaces a line begins with, and counts them; none for anything
    /// but spaces.
    fn indentation(&mut self) -> Option<usize> {
        let start = self.at;
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        let unclear = matches!(self.byte(), Some(b'\t' | b'\x0c' | b'\r' | b'\\'));
        (!unclear).then_some(self.at - start)
    }

    fn is_blank(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'#'))
    }

    /// Goes to behind the end of the line, and says where its text ends.
    fn skip_line(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let end = self.at + length;
        self.at = self.text.len().min(end + 1);
        self.row += usize::from(length < rest.len());
        end
    }

    /// Reads to behind the end of the line that a statement ends on; none where
    /// quotes or brackets do not match.
    fn statement(&mut self) -> Option<Line> {
        let mut depth = 0_usize;
        let (mut last, mut code_end, mut colon) = (self.at, self.at, None);
        while let Some(byte) = self.byte() {
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.row += 1;
                    if depth == 0 {
                        break;
                    }
                    continue;
                }
                b'#' => {
                    let rest = self.text.get(self.at..)?;
                    self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    last = self.at;
                    continue;
                }
                b'\'' | b'"' => self.string(byte)?,
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b'\\' => self.continued()?,
                b'\t' | b'\x0c' | b'\r' => return None,
                _ => {
                    if byte == b':' && depth == 0 {
                        colon = Some(self.at + 1);
                    }
                    self.at += 1;
                }
            }
            if byte != b' ' {
                (last, code_end) = (self.at, self.at);
            }
        }
        (depth == 0).then_some(Line { last, ends_with_colon: colon == Some(code_end) })
    }

    /// A line that goes on behind a backslash, unless nothing comes there.
    fn continued(&mut self) -> Option<()> {
        let rest = self.text.get(self.at + 1..)?.strip_prefix(b"\n")?;
        let goes_on = rest.iter().find(|byte| **byte != b' ')?;
        (!matches!(goes_on, b'\n' | b'#')).then(|| {
            self.at += 2;
            self.row += 1;
        })
    }

    /// Skips a string from its opening quote on; none where it does not end.
    fn string(&mut self, quote: u8) -> Option<()> {
        let opening = self.text.get(self.at..self.at + 3);
        let long = opening.is_some_and(|three| three.iter().all(|byte| *byte == quote));
        self.at += if long { 3 } else { 1 };
        loop {
            let rest = self.text.get(self.at..)?;
            let found = memchr::memchr3(quote, b'\\', b'\n', rest)?;
            self.at += found;
            match self.byte()? {
                b'\n' if !long => return None,
                b'\n' => {
                    self.at += 1;
                    self.row += 1;
                }
                b'\\' => {
                    self.row += usize::from(self.text.get(self.at + 1) == Some(&b'\n'));
                    self.at += 2;
                }
                _ if !long => {
                    self.at += 1;
                    return Some(());
                }
                _ if self.text.get(self.at..self.at + 3)?.iter().all(|byte| *byte == quote) => {
                    self.at += 3;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }
}
