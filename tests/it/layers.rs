//! The layers point one way, and foreign crates stay at home.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first. A layer may use those before it.
const LAYERS: [&str; 11] = [
    "model", "syntax", "catalog", "analysis", "git", "claims", "review", "report", "teach", "tui",
    "cli",
];

/// Foreign crates and the one layer that may name them.
const HOMES: [(&str, &str); 14] = [
    ("tree_sitter", "syntax"),
    ("tree_sitter_python", "syntax"),
    ("syntect", "syntax"),
    ("two_face", "syntax"),
    ("include_dir", "catalog"),
    ("toml", "catalog"),
    ("git2", "git"),
    ("ratatui", "tui"),
    ("crossterm", "tui"),
    ("terminal_colorsaurus", "tui"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("terminal_size", "cli"),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file under `src/<layer>/` with its layer and its code without comments.
fn layered_sources() -> Vec<(PathBuf, &'static str, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for layer in LAYERS {
        let folder = src.join(layer);
        let mut files = Vec::new();
        if folder.is_dir() {
            rust_files(&folder, &mut files);
        }
        for path in files {
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            found.push((path, layer, code));
        }
    }
    found
}

fn rank(layer: &str) -> usize {
    LAYERS.iter().position(|known| *known == layer).unwrap()
}

/// The words that follow `prefix` wherever it stands in the code.
fn words_after<'code>(code: &'code str, prefix: &str) -> Vec<&'code str> {
    code.match_indices(prefix)
        .map(|(at, _)| {
            let rest = &code[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

#[test]
fn every_use_points_to_a_lower_layer() {
    let sources = layered_sources();
    assert!(sources.len() > 20, "the sources were not found");
    let mut wrong = Vec::new();
    for (path, layer, code) in &sources {
        for used in words_after(code, "crate::") {
            if LAYERS.contains(&used) && rank(used) > rank(layer) {
                wrong.push(format!("{} ({layer}) uses {used}", path.display()));
            }
        }
        assert!(!code.contains("use crate::{"), "{}: name one layer per use", path.display());
    }
    assert!(wrong.is_empty(), "layers point the wrong way:\n{}", wrong.join("\n"));
}

#[test]
fn foreign_crates_are_named_only_at_home() {
    let mut wrong = Vec::new();
    for (path, layer, code) in layered_sources() {
        for (name, home) in HOMES {
            let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named && layer != home {
                wrong.push(format!(
                    "{} ({layer}) names {name}, whose home is {home}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "foreign crates away from home:\n{}", wrong.join("\n"));
}

/// The types of `teach` that hold answers. What draws is handed an `Exercise`, which tells them
/// only when somebody asks for a hint or the answer.
const ANSWERS: [&str; 2] = ["Key", "Taught"];

#[test]
fn what_draws_cannot_ask_for_the_answers_of_a_lesson() {
    let mut wrong = Vec::new();
    for (path, layer, code) in layered_sources() {
        if layer != "tui" {
            continue;
        }
        // What stands after each `teach::`, alone or in braces: the screen has a `Key` of its own.
        for named in code.split("teach::").skip(1) {
            let named = match named.strip_prefix('{') {
                Some(several) => several.split('}').next().unwrap_or_default(),
                None => named.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default(),
            };
            assert!(!named.contains(['*', '{']), "{}: {named}", path.display());
            for word in named.split([',', ' ', '\n']).filter(|word| ANSWERS.contains(word)) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "the screen could give answers away:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut files);
    let silent: Vec<_> =
        files.iter().filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!")).collect();
    assert!(silent.is_empty(), "files without a module sentence: {silent:?}");
}
