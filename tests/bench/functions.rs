//! The functions of a file and the lines in them that an item could stand on.

use std::collections::HashMap;
use std::sync::Arc;

use lineproof::model::{Handler, HandlerId, Place, RepoPath, Side, TextSpan};
use lineproof::review::Sheet;

const KEYWORDS: [&str; 24] = [
    "and", "as", "await", "break", "continue", "elif", "else", "except", "finally", "for", "from",
    "global", "if", "in", "is", "lambda", "not", "or", "pass", "raise", "return", "try", "with",
    "yield",
];

/// A function of the module or a class, with the 1-based lines in it that begin a statement
/// with a name in it, texts that document aside.
pub(crate) struct Function {
    pub(crate) handler: Handler,
    pub(crate) lines: Vec<u32>,
}

/// A function that is being read.
struct Open {
    name: String,
    indent: usize,
    first: u32,
    def: u32,
    last: u32,
    lines: Vec<u32>,
}

/// The functions of a text, by indentation.
pub(crate) fn functions(path: &str, text: &str) -> Vec<Function> {
    let sheet = Sheet::new(Arc::from(text));
    let (mut found, mut open) = (Vec::new(), None::<Open>);
    let mut classes: Vec<(usize, String)> = Vec::new();
    let (mut line, mut decorated, mut names) = (1, None, HashMap::new());
    while line <= sheet.count() {
        let (first, last) = (line, *sheet.joined(line).end());
        line = last + 1;
        let code = sheet.line(first);
        let bare = code.trim_start();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let indent = code.len() - bare.len();
        if open.as_ref().is_some_and(|open| indent <= open.indent) {
            found.extend(open.take().map(|open| finish(path, open, &mut names)));
        }
        if let Some(open) = &mut open {
            open.last = last;
            if is_telling(bare) {
                open.lines.push(first);
            }
            continue;
        }
        classes.retain(|(outer, _)| *outer < indent);
        let name = |word: &str| {
            let rest = bare.strip_prefix(word)?;
            Some(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?.to_owned())
        };
        if bare.starts_with('@') {
            decorated.get_or_insert(first);
            continue;
        }
        let start = decorated.take().unwrap_or(first);
        if let Some(class) = name("class ") {
            classes.push((indent, class));
        } else if let Some(name) = name("def ").or_else(|| name("async def ")) {
            let around = classes.iter().map(|(_, class)| format!("{class}.")).collect::<String>();
            let name = format!("{around}{name}");
            let lines = (start..=first).filter(|line| *sheet.joined(*line).start() == *line);
            let lines = lines.filter(|line| is_telling(sheet.line(*line).trim_start())).collect();
            open = Some(Open { name, indent, first: start, def: first, last, lines });
        }
    }
    found.extend(open.map(|open| finish(path, open, &mut names)));
    found
}

fn finish(path: &str, open: Open, names: &mut HashMap<String, usize>) -> Function {
    let ordinal = names.entry(open.name.clone()).or_insert(0);
    *ordinal += 1;
    let file = RepoPath::new(path);
    let handler = Handler {
        id: HandlerId::new(&file, &open.name, *ordinal),
        name: open.name,
        framework: String::new(),
        methods: Vec::new(),
        routes: Vec::new(),
        place: place(path, open.first, open.last),
        def: place(path, open.def, open.def),
    };
    Function { handler, lines: open.lines }
}

pub(crate) fn place(path: &str, first_line: u32, last_line: u32) -> Place {
    let span = TextSpan { first_line, last_line, ..TextSpan::default() };
    Place::on(Side::Head, RepoPath::new(path), span)
}

/// Whether a line has a name in it and is no comment or documentation.
fn is_telling(bare: &str) -> bool {
    let is_text = bare.starts_with(['#', '"', '\'']) || bare.starts_with("r\"");
    let mut words = bare.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_alphabetic() || c == '_') && !KEYWORDS.contains(&word)
    };
    !is_text && words.any(is_name)
}
