//! The review written to a file, in a format and under a name of the reviewer's choice.

use crate::report::FORMATS;
use crate::tui::event::Effect;
use crate::tui::state::{ExportInput, LineInput, PickEntry, Picker, Popup, State};

/// The formats, what a person reads first.
const FIRST: [&str; 3] = ["markdown", "html", "text"];

/// Asks which format.
pub(super) fn choose(state: &mut State) {
    let entry = |(at, format): (usize, &&dyn crate::report::Format)| PickEntry {
        label: format.name().to_owned(),
        detail: format.about().to_owned(),
        sign: None,
        also: String::new(),
        enabled: true,
        value: at,
    };
    let mut entries: Vec<_> = FORMATS.iter().enumerate().map(entry).collect();
    let rank = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    entries.sort_by_key(|entry| rank(&entry.label));
    state.popup = Some(Popup::Formats(Picker::new(entries)));
}

/// Asks for the file.
pub(super) fn name(state: &mut State, picker: &Picker<usize>) {
    let Some(format) = picker.picked().and_then(|entry| FORMATS.get(entry.value)) else { return };
    let ending = match format.name() {
        "markdown" => "md",
        "html" => "html",
        "sarif" => "sarif",
        "csv" => "csv",
        "text" | "plain" | "github" => "txt",
        _ => "json",
    };
    let input = LineInput::new(&format!("lineproof-review.{ending}"));
    state.popup = Some(Popup::Export(ExportInput { format: format.name(), input }));
}

/// Has it written.
pub(super) fn write(state: &mut State, export: &ExportInput, effects: &mut Vec<Effect>) {
    let file = export.input.text.trim();
    if file.is_empty() {
        state.complain("nothing was written: the file needs a name");
        return;
    }
    state.say(format!("writing {file} …"));
    effects.push(Effect::Export(export.format, file.to_owned()));
}
