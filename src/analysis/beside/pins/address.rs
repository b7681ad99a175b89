//! The address in a call that sends a request: `client.put(f"/things/{id}")`.

use std::cell::Cell;

use super::words::words;

/// So many bytes of a call are read at most.
const LONGEST: usize = 600;

/// Methods as clients of tests name them.
const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// Where names are looked up: the text up to the assertion, and how many more
/// bytes may be read for it.
#[derive(Clone, Copy)]
pub(super) struct Context<'text> {
    pub(super) text: &'text str,
    pub(super) work: &'text Cell<usize>,
}

/// A request in a line of code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Option<String>,
    /// What is filled in stands as `{}`.
    pub(super) address: String,
}

/// The request a line sends, where it sends one. `line` is where the line
/// starts in the text, in bytes.
pub(super) fn request(text: &str, line: usize, context: Context<'_>) -> Option<Request> {
    let rest = text.get(line..)?;
    let this = rest.lines().next()?;
    for word in words(this) {
        let after = line + word.at + word.text.len();
        if text.as_bytes().get(after) != Some(&b'(') {
            continue;
        }
        let name = word.text.to_ascii_lowercase();
        let named = METHODS.into_iter().find(|method| {
            name == *method || name.strip_suffix(*method).is_some_and(|it| it.ends_with('_'))
        });
        let sends = name.contains("request") || name.contains("fetch") || name == "open";
        if named.is_none() && !sends {
            continue;
        }
        let arguments = arguments(&text[after + 1..]);
        let mut method = named.map(str::to_ascii_uppercase);
        let mut address = None;
        for argument in arguments.iter().take(6) {
            let (keyword, value) = keyword(argument);
            let Some(value) = fixed(value, context, 0) else { continue };
            let is_method = METHODS.iter().any(|method| value.eq_ignore_ascii_case(method));
            match keyword {
                Some("method") => method = Some(value.to_ascii_uppercase()),
                Some("url" | "path" | "uri") | None if is_method && method.is_none() => {
                    method = Some(value.to_ascii_uppercase());
                }
                Some("url" | "path" | "uri") | None if value.contains('/') => {
                    address = address.or(Some(value));
                }
                _ => {}
            }
        }
        if let Some(address) = address {
            return Some(Request { method, address });
        }
    }
    None
}

/// The arguments of a call whose text starts after its parenthesis.
fn arguments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start, mut quote) = (0_usize, 0, None);
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        if let Some(open) = quote {
            if byte == open {
                quote = None;
            }
            continue;
        }
        match byte {
            b'\'' | b'"' => quote = Some(byte),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => {
                found.extend(text.get(start..at));
                return found;
            }
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                found.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn keyword(argument: &str) -> (Option<&str>, &str) {
    let argument = argument.trim();
    match argument.split_once('=') {
        Some((name, value))
            if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !value.starts_with('=') =>
        {
            (Some(name), value)
        }
        _ => (None, argument),
    }
}

/// The text an expression stands for, as far as it stands in the code: strings
/// put together, `{}` for the rest.
fn fixed(expression: &str, context: Context<'_>, depth: usize) -> Option<String> {
    let mut rest = expression.trim();
    let mut text = String::new();
    let mut is_known = false;
    while !rest.is_empty() {
        if let Some((content, after)) = string(rest) {
            text.push_str(content);
            is_known = true;
            rest = after.trim_start();
            if rest.starts_with(['%', '.']) {
                rest = after_plus(rest);
            } else if let Some(next) = rest.strip_prefix('+') {
                rest = next.trim_start();
            } else if string(rest).is_none() {
                break;
            }
            continue;
        }
        let end = rest.len() - after_plus(rest).len();
        let name = rest[..end].trim_end_matches(['+', ' ', '\n']).trim();
        match assigned(name, context).filter(|_| depth < 2) {
            Some(value) => {
                let value = fixed(value, context, depth + 1);
                is_known |= value.is_some();
                text.push_str(value.as_deref().unwrap_or("{}"));
            }
            None => text.push_str("{}"),
        }
        rest = after_plus(rest);
    }
    is_known.then_some(text)
}

/// What follows the next `+`.
fn after_plus(text: &str) -> &str {
    text.find('+').map_or("", |at| text[at + 1..].trim_start())
}

/// A string literal at the beginning: its content, and what follows.
fn string(text: &str) -> Option<(&str, &str)> {
    let body = text.trim_start_matches(['f', 'F', 'r', 'R', 'u', 'b']);
    let quote = body.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inside = &body[1..];
    let end = inside.find(quote)?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// The right side of the last assignment to a name, up to the end of its line.
fn assigned<'context>(name: &str, context: Context<'context>) -> Option<&'context str> {
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    if name.is_empty() || !name.chars().all(is_path) {
        return None;
    }
    let left = context.work.get().checked_sub(context.text.len())?;
    context.work.set(left);
    context.text.lines().rev().find_map(|line| {
        let rest = line.trim_start().strip_prefix(name)?;
        let rest = rest
            .split_once(" = ")
            .filter(|(before, _)| before.is_empty() || before.starts_with(':'));
        rest.map(|(_, value)| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(line: &str, context: &str) -> Option<(Option<String>, String)> {
        let context = Context { text: context, work: &Cell::new(1_000) };
        request(line, 0, context).map(|sent| (sent.method, sent.address))
    }

    #[test]
    fn methods_and_addresses_are_read_as_clients_take_them() {
        let rows = [
            ("r = self.client.put('/things/1')", "PUT", "/things/1"),
            (
                "r = client.delete(f\"/things/{thing.id}\", headers=h)",
                "DELETE",
                "/things/{thing.id}",
            ),
            ("rv = self.make_request(\"post\", \"/api/x\", data={})", "POST", "/api/x"),
            ("r = requests.request(method='patch', url='/x/' + str(n))", "PATCH", "/x/{}"),
            ("r = get(\"/x/%s/y\" % n)", "GET", "/x/%s/y"),
            ("r = c.simulate_post('/x')", "POST", "/x"),
        ];
        for (line, method, address) in rows {
            assert_eq!(
                sent(line, ""),
                Some((Some(method.to_owned()), address.to_owned())),
                "{line}"
            );
        }
        assert_eq!(sent("x = data.get('key')", ""), None);
    }

    #[test]
    fn a_name_stands_for_what_was_assigned_to_it() {
        let context = "    def setUp(self):\n        self.url = f\"/things/{self.thing.id}/\"\n";
        let found = sent("r = self.client.get(self.url + \"edit\")", context);
        assert_eq!(
            found,
            Some((Some("GET".to_owned()), "/things/{self.thing.id}/edit".to_owned()))
        );
    }
}
