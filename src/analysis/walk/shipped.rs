//! Stores that are files shipped with the program: an index of its own documents, a table
//! of constants. Nothing that is read there is anybody's data.

use super::Walk;
use crate::analysis::value::{Arguments, Origins, Value};
use crate::syntax::python::ast::{Call, Expr};

impl Walk<'_> {
    /// Whether a call opens a file which lies in the tree, by a name that stands in the code,
    /// and into which no code that answers requests writes anything.
    pub(super) fn opens_shipped(
        &self,
        call: &Call,
        function: &Value,
        arguments: &Arguments,
    ) -> bool {
        self.shipped_store(call, function, arguments).is_some()
    }

    fn shipped_store(&self, call: &Call, function: &Value, arguments: &Arguments) -> Option<()> {
        let path = format!("{}()", function.path()?);
        let at = self.world.models.reading(&path, arguments).first()?.opens?;
        let given = arguments.positional.get(at)?;
        let written = &call.arguments.get(at)?.value;
        if given.all_origins().any(Origins::INPUT) {
            return None;
        }
        let name = last_text(written)?;
        let name = name.rsplit('/').next().filter(|name| name.contains('.'))?;
        (self.world.project.holds_file(name) && !self.is_written_to(name)).then_some(())
    }

    /// Whether a file of the program that names this one changes a store as well; what
    /// is run by hand, to prepare it, aside.
    fn is_written_to(&self, name: &str) -> bool {
        let project = &self.world.project;
        project.files_with(name).into_iter().any(|path| {
            let by_hand = ["/commands/", "scripts/", "tools/"];
            let by_hand = by_hand.iter().any(|folder| path.as_str().contains(folder));
            let text = project.file(&path).map(|file| file.module.text().to_ascii_lowercase());
            !by_hand && text.is_none_or(|text| changes_store(&text))
        })
    }
}

/// The last text of what puts a path together: `BASE / "search.db"`.
fn last_text(path: &Expr) -> Option<String> {
    match path.as_str() {
        Some(text) => Some(text.to_string()),
        None => path.parts().into_iter().rev().find_map(last_text),
    }
}

/// Whether a text, in small letters, holds a statement that changes a store.
fn changes_store(text: &str) -> bool {
    let updates = |(at, _): (usize, &str)| {
        let rest = text.get(at..).unwrap_or_default();
        rest.split_whitespace().nth(2) == Some("set")
    };
    ["insert into", "delete from", "replace into", "insert or "].iter().any(|it| text.contains(it))
        || text.match_indices("update ").any(updates)
}
