//! Whether the text of a function uses a name to which nothing in it gives a value.
//! Where it is not certain, something does.

/// Names that Python knows by itself and that code likes to give to its own.
const KNOWN: [&str; 30] = [
    "all", "any", "bool", "bytes", "compile", "dict", "dir", "filter", "float", "format", "hash",
    "id", "input", "int", "iter", "len", "list", "map", "max", "min", "next", "object", "open",
    "range", "set", "str", "sum", "tuple", "type", "vars",
];

/// Statements whose names may all be given values.
const BINDING: [&str; 8] = ["from", "import", "global", "nonlocal", "case", "del", "def", "class"];

/// Whether a function's text, from its decorators on, uses the name and gives it no value.
pub(super) fn is_unbound(name: &str, function: &str) -> bool {
    let tokens = tokens(function);
    let mut uses = 0;
    for line in tokens.split(|token| token == "\n") {
        for at in (0..line.len()).filter(|at| line[*at] == name) {
            let before = at.checked_sub(1).map_or("", |before| line[before].as_str());
            let after = |by: usize| line.get(at + by).map_or("", String::as_str);
            if before == "." {
                continue;
            }
            let nested = depth(&line[..at]) > 0;
            if nested && after(1) == "=" && after(2) != "=" && !in_header(line) {
                continue;
            }
            if may_bind(line, at, before, (after(1), after(2))) {
                return false;
            }
            uses += 1;
        }
    }
    uses > 0 && !KNOWN.contains(&name)
}

/// Whether a name may be given a value where it stands.
fn may_bind(line: &[String], at: usize, before: &str, after: (&str, &str)) -> bool {
    let first = line.iter().find(|word| *word != "async").map_or("", String::as_str);
    let stands_after = |word: &str, until: &[&str]| {
        let from = line[..at].iter().rposition(|token| token == word);
        from.is_some_and(|from| !line[from..at].iter().any(|token| until.contains(&token.as_str())))
    };
    let sets = assignment(line).is_some_and(|sign| at < sign);
    BINDING.contains(&first)
        || matches!(after, (":", "="))
        || before.is_empty() && after.0 == ":"
        || sets && matches!(before, "" | "," | "(" | "*" | "=")
        || stands_after("for", &["in"])
        || stands_after("lambda", &[":"])
        || stands_after("as", &[":"])
}

/// Whether a line declares a function: what is named there is a parameter.
fn in_header(line: &[String]) -> bool {
    line.iter().any(|word| word == "def" || word == "lambda")
}

/// Where a line assigns: the last sign of equality outside of brackets.
fn assignment(line: &[String]) -> Option<usize> {
    let sign = |at: &usize| {
        let by = |at: Option<usize>| at.and_then(|at| line.get(at)).map_or("", String::as_str);
        line[*at] == "="
            && by(Some(at + 1)) != "="
            && !matches!(by(at.checked_sub(1)), "=" | "!" | "<" | ">")
            && depth(&line[..*at]) == 0
    };
    (0..line.len()).rev().find(sign)
}

fn depth(tokens: &[String]) -> i32 {
    tokens.iter().map(|token| step(token)).sum()
}

fn step(token: &str) -> i32 {
    match token {
        "(" | "[" | "{" => 1,
        ")" | "]" | "}" => -1,
        _ => 0,
    }
}

/// The words and signs of code without its texts and comments; ends of lines stand
/// between statements alone.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (mut rest, mut open) = (code, 0);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c.is_alphanumeric() || c == '_' {
            let end = |c: char| !(c.is_alphanumeric() || c == '_');
            length = rest.find(end).unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
        } else if c == '#' {
            length = rest.find('\n').unwrap_or(rest.len());
        } else if c == '"' || c == '\'' {
            length = text_length(rest);
        } else if c == '\\' {
            length += rest[length..].chars().next().map_or(0, char::len_utf8);
        } else if c == '\n' || c == ';' {
            if open <= 0 {
                found.push("\n".to_owned());
            }
        } else if !c.is_whitespace() {
            found.push(c.to_string());
            open += step(&found[found.len() - 1]);
        }
        rest = &rest[length..];
    }
    found
}

/// The length of the text that code begins with, its quotes included.
fn text_length(code: &str) -> usize {
    let quote = match code.get(..3) {
        Some(three @ ("\"\"\"" | "'''")) => three,
        _ => &code[..1],
    };
    let mut at = quote.len();
    while at < code.len() {
        let rest = &code[at..];
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        let mut chars = rest.chars();
        let first = chars.next().map_or(1, char::len_utf8);
        let escaped =
            if rest.starts_with('\\') { chars.next().map_or(0, char::len_utf8) } else { 0 };
        at += first + escaped;
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::is_unbound;

    #[test]
    fn a_name_is_unbound_where_nothing_can_give_it_a_value() {
        let unbound = |body: &str| is_unbound("mine", &format!("def f(a):\n    {body}\n"));
        for body in [
            "return mine.get(a)",
            "g(mine=1); h(mine)",
            "a['mine'] = mine",
            "a[mine] = 1",
            "a = g(x=mine)",
            "if a == mine:\n        pass",
            "return {mine: 1}",
        ] {
            assert!(unbound(body), "{body}");
        }
        for body in [
            "return a.mine",
            "g(mine=1)",
            "'mine'  # mine",
            "mine = 1; g(mine)",
            "a, mine = 1, 2; g(mine)",
            "mine: int = 2; g(mine)",
            "if (mine := a): g(mine)",
            "with a as mine: g(mine)",
            "g([mine for mine in a])",
            "g(lambda mine: mine)",
            "def g(mine=1):\n        return mine",
            "from a import (\n    b, mine)\n    g(mine)",
            "x = mine = 1",
            "for b, mine in a: g(mine)",
        ] {
            assert!(!unbound(body), "{body}");
        }
        assert!(!is_unbound("mine", "def f(a, mine):\n    return mine\n"));
        assert!(!is_unbound("id", "def f(a):\n    return id\n"));
    }
}
