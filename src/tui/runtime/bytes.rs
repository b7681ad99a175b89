//! What a terminal sends, read as keys and mouse.
//!
//! Written for the few sequences that are used here: a library's reader mixes
//! keys with news of other sizes and may lose one, and takes a terminal's late
//! answer to a question for keys.

use crate::tui::event::{Event, Mouse};
use crate::tui::key::{Key, KeyCode};

/// A sequence longer than this is given up.
const MAX_SEQUENCE: usize = 256;

/// What a terminal puts around a text that is pasted.
const PASTE: [&[u8]; 2] = [b"\x1b[200~", b"\x1b[201~"];

/// Of a pasted text no more bytes than this are kept.
const MAX_PASTE: usize = 1 << 20;

/// Reads bytes as they come, sequences whole.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    waiting: Vec<u8>,
    /// What was pasted so far, while it has no end.
    pasted: Option<Vec<u8>>,
}

/// What stands at the beginning of the bytes.
enum Read {
    /// Not yet whole.
    Partial,
    /// So many bytes that mean this, or nothing.
    Whole(usize, Option<Event>),
}

impl Bytes {
    /// Takes bytes in and hands on what is whole.
    pub(super) fn feed(&mut self, bytes: &[u8], sink: &mut dyn FnMut(Event)) {
        self.waiting.extend_from_slice(bytes);
        while !self.waiting.is_empty() {
            if self.pasted.is_some() || self.waiting.starts_with(PASTE[0]) {
                if !self.paste(sink) {
                    return;
                }
                continue;
            }
            match read(&self.waiting) {
                Read::Partial if self.waiting.len() <= MAX_SEQUENCE => return,
                Read::Partial => self.waiting.clear(),
                Read::Whole(length, event) => {
                    self.waiting.drain(..length);
                    event.into_iter().for_each(&mut *sink);
                }
            }
        }
    }

    /// Takes what is pasted; whether it is whole.
    fn paste(&mut self, sink: &mut dyn FnMut(Event)) -> bool {
        let pasted = self.pasted.get_or_insert_with(|| {
            self.waiting.drain(..PASTE[0].len());
            Vec::new()
        });
        let end = self.waiting.windows(PASTE[1].len()).position(|window| window == PASTE[1]);
        // The end may have come in part.
        let sure = end.unwrap_or_else(|| (self.waiting.len() + 1).saturating_sub(PASTE[1].len()));
        let room = MAX_PASTE.saturating_sub(pasted.len());
        pasted.extend(self.waiting.drain(..sure).take(room));
        if end.is_none() {
            return false;
        }
        self.waiting.drain(..PASTE[1].len());
        let pasted = self.pasted.take().unwrap_or_default();
        sink(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()));
        true
    }

    /// Whether the beginning of a sequence waits for the rest. The end of what is pasted comes
    /// when it comes.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty() && self.pasted.is_none()
    }

    /// Takes what waits as it is, because nothing follows: `ESC` is a key, too.
    pub(super) fn give_up(&mut self, sink: &mut dyn FnMut(Event)) {
        if self.waiting.first() == Some(&0x1b) {
            sink(plain(KeyCode::Esc));
        }
        self.waiting.clear();
    }
}

fn plain(code: KeyCode) -> Event {
    Event::Key(Key::plain(code))
}

fn read(bytes: &[u8]) -> Read {
    let one = |code| Read::Whole(1, Some(plain(code)));
    match bytes {
        [0x1b, rest @ ..] => escape(rest),
        [b'\r' | b'\n', ..] => one(KeyCode::Enter),
        [b'\t', ..] => one(KeyCode::Tab),
        [0x7f | 0x08, ..] => one(KeyCode::Backspace),
        [letter @ 0x01..=0x1a, ..] => {
            let code = KeyCode::Char(char::from(letter - 1 + b'a'));
            Read::Whole(1, Some(Event::Key(Key { code, ctrl: true })))
        }
        [0x00..=0x1f, ..] => Read::Whole(1, None),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Read {
    let Some(chunk) = bytes.utf8_chunks().next() else { return Read::Partial };
    if let Some(c) = chunk.valid().chars().next() {
        return Read::Whole(c.len_utf8(), Some(plain(KeyCode::Char(c))));
    }
    let broken = chunk.invalid().len();
    // The beginning of a character whose rest is still to come is not broken.
    let is_cut = broken == bytes.len() && broken < 4 && bytes.first() >= Some(&0xc2);
    if is_cut { Read::Partial } else { Read::Whole(broken.max(1), None) }
}

/// What follows an `ESC`; lengths count it.
fn escape(rest: &[u8]) -> Read {
    match rest {
        [] | [b'O'] => Read::Partial,
        [b'[', tail @ ..] => control(tail),
        [b'O', letter, ..] => Read::Whole(3, cursor_key(*letter).map(plain)),
        [b']'] => Read::Partial,
        [b']', b'0'..=b'9', tail @ ..] => answer(tail),
        // A key pressed right after escape, not a chord: none is used.
        _ => Read::Whole(1, Some(plain(KeyCode::Esc))),
    }
}

/// A terminal's answer to a question, after `ESC ] digit`; nobody waits for it.
fn answer(tail: &[u8]) -> Read {
    for (index, byte) in tail.iter().enumerate() {
        match byte {
            0x07 => return Read::Whole(index + 4, None),
            0x1b if tail.get(index + 1) == Some(&b'\\') => return Read::Whole(index + 5, None),
            _ => {}
        }
    }
    Read::Partial
}

/// A sequence after `ESC [`.
fn control(tail: &[u8]) -> Read {
    let Some(end) = tail.iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        return Read::Partial;
    };
    let (parameters, last) = (&tail[..end], tail[end]);
    let text = std::str::from_utf8(parameters).unwrap_or("");
    let event = match (text.strip_prefix('<'), last) {
        (Some(mouse), b'M' | b'm') => mouse_event(mouse, last == b'M'),
        (None, b'Z') => Some(plain(KeyCode::BackTab)),
        (None, b'~') => numbered_key(text).map(plain),
        (None, letter) => cursor_key(letter).map(plain),
        _ => None,
    };
    Read::Whole(end + 3, event)
}

fn cursor_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered_key(text: &str) -> Option<KeyCode> {
    let number: u8 = text.split(';').next()?.parse().ok()?;
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23 | 24 => KeyCode::F(number - 12),
        _ => return None,
    })
}

/// `button;column;row`, columns and rows 1-based.
fn mouse_event(text: &str, is_down: bool) -> Option<Event> {
    let mut numbers = text.split(';').map(str::parse::<u16>);
    let (button, x, y) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let mouse = match button {
        0 if is_down => Mouse::Click,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    Some(Event::Mouse(mouse, x.saturating_sub(1), y.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of bytes that come in these portions.
    fn keys(portions: &[&[u8]]) -> Vec<String> {
        let mut bytes = Bytes::default();
        let mut keys = Vec::new();
        let mut sink = |event| match event {
            Event::Key(key) => keys.push(key.to_string()),
            other => keys.push(format!("{other:?}")),
        };
        for portion in portions {
            bytes.feed(portion, &mut sink);
        }
        if bytes.is_waiting() {
            bytes.give_up(&mut sink);
        }
        keys
    }

    #[test]
    fn keys_are_read_whole_however_they_are_cut() {
        assert_eq!(keys(&[b"j\x1b[", b"A\x1bOB\x04\r"]), ["j", "↑", "↓", "ctrl-d", "enter"]);
        assert_eq!(keys(&[b"\x1b[5~\x1b[Z\x1b[15~"]), ["pgup", "shift-tab", "F5"]);
        assert_eq!(keys(&["é漢".as_bytes()]), ["é", "漢"]);
        assert_eq!(keys(&[&[0xc3], &[0xa9]]), ["é"]);
        assert_eq!(keys(&[b"\xff\xfej"]), ["j"]);
    }

    #[test]
    fn escape_is_a_key_alone_and_before_others() {
        assert_eq!(keys(&[b"\x1b"]), ["esc"]);
        assert_eq!(keys(&[b"\x1bj"]), ["esc", "j"]);
        assert_eq!(keys(&[b"\x1b]e"]), ["esc", "]", "e"]);
    }

    #[test]
    fn a_late_answer_of_the_terminal_is_not_taken_for_keys() {
        let late: &[u8] = b"\x1b]11;rgb:dddd/dddd/dddd\x1b\\j\x1b]10;rgb:0/0/0\x07k\x1b[?62;4c";
        assert_eq!(keys(&[late]), ["j", "k"]);
        assert_eq!(keys(&[b"\x1b]11;rg", b"b:dd/dd/dd\x1b", b"\\j"]), ["j"]);
    }

    #[test]
    fn what_is_pasted_is_a_text_however_it_is_cut() {
        let whole: &[u8] = b"j\x1b[200~dd\x1b[Aq\n:q\x1b[201~k";
        let wanted = ["j", "Paste(\"dd\\u{1b}[Aq\\n:q\")", "k"];
        assert_eq!(keys(&[whole]), wanted);
        for at in 0..whole.len() {
            assert_eq!(keys(&[&whole[..at], &whole[at..]]), wanted, "cut at {at}");
        }
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(keys(&bytes), wanted);
        assert_eq!(keys(&[b"\x1b[200~no end"]), [] as [&str; 0]);
    }

    #[test]
    fn a_paste_is_bounded() {
        let long = vec![b'a'; MAX_PASTE + 10_000];
        let mut bytes = Bytes::default();
        let mut texts = Vec::new();
        let mut sink = |event| texts.push(event);
        bytes.feed(b"\x1b[200~", &mut sink);
        long.chunks(4096).for_each(|some| bytes.feed(some, &mut sink));
        bytes.feed(b"\x1b[201~", &mut sink);
        assert!(matches!(&texts[..], [Event::Paste(text)] if text.len() == MAX_PASTE));
    }

    #[test]
    fn the_mouse_clicks_and_scrolls() {
        assert_eq!(
            keys(&[b"\x1b[<0;3;5M\x1b[<0;3;5m\x1b[<65;1;1M"]),
            ["Mouse(Click, 2, 4)", "Mouse(WheelDown, 0, 0)"]
        );
    }
}
