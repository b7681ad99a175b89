//! Foreign reviews in prose are read into claims.

use lineproof::claims::{Document, Limits, read};

fn read_text(text: &str) -> Document {
    read(text.as_bytes(), &Limits::default())
}

#[test]
fn each_item_of_a_list_is_a_claim() {
    let document = read_text(
        "Looked at it.\n\n1. No check of the body:\nIt is stored.\n2. No cache header.\n",
    );
    let texts: Vec<_> = document.claims.iter().map(|claim| claim.first_line).collect();
    assert!(texts.ends_with(&[3, 5]), "{document:#?}");
}
