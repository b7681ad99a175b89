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

/// Lightness and the two axes of colour of CIE 1976, of linear parts of light.
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn linear(rgb: Rgb) -> [f64; 3] {
    [rgb.0, rgb.1, rgb.2].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

/// What people see who lack green-sensitive or red-sensitive cones (Machado and others, 2009).
const LACKING: [[[f64; 3]; 3]; 2] = [
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
];

/// How far two colours lie apart, 2.3 being the least that is noticed; with `lacking` for
/// those as well who see fewer.
fn apart(one: Rgb, two: Rgb, lacking: bool) -> f64 {
    let distance = |one: [f64; 3], two: [f64; 3]| {
        let squares = lab(one).into_iter().zip(lab(two)).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    };
    let (one, two) = (linear(one), linear(two));
    let seen = |of: [f64; 3], by: &[[f64; 3]; 3]| {
        by.map(|row| row.iter().zip(of).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
    };
    let fewer = LACKING.iter().filter(|_| lacking).map(|by| distance(seen(one, by), seen(two, by)));
    fewer.fold(distance(one, two), f64::min)
}

#[test]
fn what_is_amiss_and_what_is_chosen_lie_well_apart() {
    for theme in themes() {
        let lacking = theme.name == "colour-blind";
        let mut shown = vec![
            Meaning::Removed,
            Meaning::Missing,
            Meaning::Weakened,
            Meaning::Conditional,
            Meaning::Unproven,
            Meaning::Guard,
        ];
        // Headings and keys are told from them, where few colours are seen.
        shown.extend(lacking.then_some(Meaning::Accent));
        for (index, one) in shown.iter().enumerate() {
            for two in &shown[index + 1..] {
                let colour = |meaning: Meaning| theme.look(meaning).fg.unwrap();
                let apart = apart(colour(*one), colour(*two), lacking);
                let words = (one.word(), two.word());
                assert!(apart >= 19.0, "{}: {words:?} are only {apart:.1} apart", theme.name);
            }
        }
        let ground = |meaning: Meaning| theme.look(meaning).bg.unwrap();
        let grounds = [Meaning::Selection, Meaning::Cursor, Meaning::Context];
        for (index, one) in grounds.iter().enumerate() {
            for two in &grounds[index + 1..] {
                let apart = apart(ground(*one), ground(*two), lacking);
                let words = (one.word(), two.word());
                assert!(apart >= 7.0, "{}: {words:?} are only {apart:.1} apart", theme.name);
            }
        }
    }
}

#[test]
fn borders_are_seen_and_muted_words_are_read_where_they_are_chosen() {
    for theme in themes() {
        let colour = |meaning: Meaning| theme.look(meaning).fg.unwrap();
        for ground in [Meaning::Text, Meaning::Popup, Meaning::Bar] {
            let contrast = colour(Meaning::Border).contrast(theme.look(ground).bg.unwrap());
            assert!(contrast >= 3.0, "{}: {} {contrast:.2}:1", theme.name, ground.word());
        }
        let contrast = colour(Meaning::Muted).contrast(theme.look(Meaning::Selection).bg.unwrap());
        assert!(contrast >= 5.0, "{}: {contrast:.2}:1", theme.name);
    }
}

#[test]
fn on_a_light_ground_sixteen_colours_are_none_of_the_pale_ones() {
    use lineproof::tui::paint::{Depth, Paint};
    use ratatui::style::Color;
    let theme = Theme::builtin("light").unwrap();
    let paint = Paint::new(&theme, Depth::Basic, false);
    let pale = [Color::Yellow, Color::Green, Color::Cyan];
    let meanings = Meaning::ALL.iter().map(|it| (it.word(), paint.of(*it)));
    let tokens = TokenKind::ALL.iter().map(|it| (it.word(), paint.code(*it)));
    for (word, style) in meanings.chain(tokens) {
        assert!(style.fg.is_none_or(|colour| !pale.contains(&colour)), "{word}: {style:?}");
    }
    assert_eq!(paint.of(Meaning::Removed).fg, Some(Color::Red));
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
