//! The column that says where lines come from.

use lineproof::tui::paint::Depth;
use lineproof::tui::{Shot, headless};

use crate::support::sample::{Sample, opening};

fn screen(size: (u16, u16), keys: &str) -> String {
    let shot = Shot { size, keys: keys.to_owned(), ..Shot::default() };
    headless(opening(), &Sample::default(), &shot).unwrap()
}

#[test]
fn commit_author_and_age_stand_beside_the_lines() {
    insta::assert_snapshot!(screen((200, 24), "]o 2 B j k"));
}

#[test]
fn what_came_with_it_is_told_of_both_sides() {
    insta::assert_snapshot!(screen((240, 24), "]o 2 B | | j k"));
}

#[test]
fn a_narrow_pane_has_no_more_than_initials() {
    insta::assert_snapshot!(screen((60, 16), "]o 2 B w 4k"));
}

#[test]
fn the_narrowest_leaves_the_code_its_room_and_tells_below() {
    let shown = screen((34, 12), "]o 2 B j k");
    assert!(shown.lines().last().unwrap().contains("77c01dd Grace Hopper"), "{shown}");
    let without = screen((34, 12), "]o 2 j k");
    let body = |text: &str| text.lines().take(11).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&shown), body(&without));
}

#[test]
fn the_key_takes_it_away_again() {
    assert_eq!(screen((160, 24), "]o 2 B B j k"), screen((160, 24), "]o 2 j k"));
}

#[test]
fn no_size_layout_or_file_breaks_it() {
    for width in [1, 2, 9, 20, 36, 50, 80, 120, 300] {
        for keys in
            ["B", "]o 2 B W", "]o 2 B |", "]o 2 B w G gg", "gg 2 B", "1 gg B j B", "]h 2 B H"]
        {
            screen((width, 10), keys);
        }
    }
    let shot = Shot {
        size: (160, 24),
        keys: "]o 2 B".to_owned(),
        ascii: true,
        depth: Depth::None,
        ..Shot::default()
    };
    let plain = headless(opening(), &Sample::default(), &shot).unwrap();
    assert!(plain.is_ascii(), "{plain}");
}
