//! Themes and keys: complete, readable, and in step with the table of actions.

use lineproof::catalog::{KeyTable, Look, Meaning, Rgb, Theme};
use lineproof::syntax::highlight::TokenKind;
use lineproof::tui::action::ACTIONS;
use lineproof::tui::key::Key;
use lineproof::tui::keymap::Keymap;

fn themes() -> Vec<Theme> {
    let names = Theme::names();
    assert_eq!(names, ["colour-blind", "dark", "high-contrast", "light"]);
    names.into_iter().map(|name| Theme::builtin(name).unwrap()).collect()
}

/// The looks that lend the ground, and so their own text where they have one.
const GROUNDS: [Meaning; 10] = [
    Meaning::Text,
    Meaning::Bar,
    Meaning::Popup,
    Meaning::Selection,
    Meaning::Cursor,
    Meaning::Context,
    Meaning::AddedLine,
    Meaning::DeletedLine,
    Meaning::AddedWord,
    Meaning::DeletedWord,
];

#[test]
fn every_text_stands_out_from_every_ground_it_can_lie_on() {
    for theme in themes() {
        let least = if theme.name == "high-contrast" { 7.0 } else { 4.5 };
        let no_text = [Meaning::Border];
        let texts: Vec<(&str, Rgb)> = Meaning::ALL
            .iter()
            .filter(|meaning| !no_text.contains(meaning))
            .map(|meaning| (meaning.word(), theme.look(*meaning)))
            .chain(TokenKind::ALL.iter().map(|kind| (kind.word(), theme.code(*kind))))
            .filter(|(_, look)| look.bg.is_none())
            .filter_map(|(word, look)| Some((word, look.fg?)))
            .collect();
        assert!(texts.len() > 25);
        for ground in GROUNDS {
            let behind = theme.look(ground).bg.unwrap();
            for (word, text) in &texts {
                let contrast = text.contrast(behind);
                let name = &theme.name;
                let ground = ground.word();
                assert!(contrast >= least, "{name}: {word} on {ground} is only {contrast:.2}:1");
            }
        }
        for meaning in Meaning::ALL {
            if let Look { fg: Some(text), bg: Some(behind), .. } = theme.look(*meaning) {
                assert!(text.contrast(behind) >= 4.5, "{}: {}", theme.name, meaning.word());
            }
        }
    }
}

#[test]
fn states_and_lines_can_be_told_apart_in_every_theme() {
    for theme in themes() {
        let states = [
            Meaning::Removed,
            Meaning::Missing,
            Meaning::Weakened,
            Meaning::Conditional,
            Meaning::Unproven,
            Meaning::Guard,
        ];
        for (index, one) in states.iter().enumerate() {
            for two in &states[index + 1..] {
                assert_ne!(theme.look(*one).fg, theme.look(*two).fg, "{}", theme.name);
            }
        }
        assert_ne!(theme.look(Meaning::AddedLine).bg, theme.look(Meaning::DeletedLine).bg);
    }
}

#[test]
fn a_mistake_in_a_theme_names_the_line_or_the_word() {
    let parse = |text| Theme::parse("x", "x.toml", text, &mut Theme::builtin);
    let problem = parse("background = \"dark\"\n[meaning]\ntext = 3\n");
    assert_eq!(problem.unwrap_err().line, Some(3));
    let text = "background = \"dark\"\n[meaning]\n[code]\n";
    let problem = parse(text).unwrap_err();
    assert_eq!(problem.message, "text is not there in [meaning]");
    assert!(Theme::builtin("neon").unwrap_err().message.contains("high-contrast"));
}

#[test]
fn the_keys_and_the_table_of_actions_name_the_same_actions() {
    let table = KeyTable::builtin().unwrap();
    let keymap = Keymap::new(&table);
    assert_eq!(keymap.problems(), &[] as &[String]);
    assert_eq!(keymap.without_keys(), [] as [&str; 0]);
    assert_eq!(table.keys.len(), ACTIONS.len());
}

#[test]
fn no_key_hides_the_beginning_of_a_longer_one() {
    let table = KeyTable::builtin().unwrap();
    let sequences: Vec<_> =
        table.keys.values().flatten().map(|text| Key::sequence(text).unwrap()).collect();
    for one in &sequences {
        for two in &sequences {
            assert!(one.len() >= two.len() || !two.starts_with(one), "{one:?} hides {two:?}");
        }
    }
}

#[test]
fn every_action_is_named_and_explained_once() {
    for (index, entry) in ACTIONS.iter().enumerate() {
        assert!(entry.help.len() > 5 && !entry.help.ends_with('.'), "{}", entry.name);
        assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        let others = ACTIONS.iter().skip(index + 1);
        assert!(
            others.into_iter().all(|other| other.name != entry.name && other.help != entry.help)
        );
    }
}
