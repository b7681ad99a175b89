//! The documents say what the program does.

use std::fs;
use std::path::Path;

use lineproof::catalog::Catalog;
use lineproof::model::State;
use lineproof::report::FORMATS;

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_readme_names_every_state_with_its_sign() {
    let readme = text("README.md");
    for state in State::ALL {
        let row = format!("| `{}` | {} |", state.sign(), state.word().replace('-', " "));
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn the_readme_names_every_check_and_every_format() {
    let readme = text("README.md");
    for check in Catalog::builtin().unwrap().checks() {
        assert!(readme.contains(&format!("`{}`", check.id)), "{}", check.id);
    }
    for format in FORMATS {
        assert!(readme.contains(&format!("--format {}", format.name())), "{}", format.name());
    }
}

#[test]
fn the_automation_runs_the_test_command_of_the_readme() {
    let command = "cargo test";
    assert!(text("README.md").contains(&format!("    {command}  ")));
    assert!(text(".ci/run").lines().any(|line| line == command));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = text(name);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let there = target.starts_with("http") || root.join(target).exists();
            assert!(there, "{name}: {target}");
        }
    }
}
