//! Where lines come from, as far as somebody wanted to know.

use std::collections::HashMap;
use std::sync::Arc;

use crate::git::Origin;
use crate::model::Side;
use crate::tui::blame::Blame;

/// What is known of where lines come from.
#[derive(Debug, Clone, Default)]
pub struct BlamePane {
    /// Whether it is shown.
    pub is_on: bool,
    /// By the index of the file.
    pub files: HashMap<usize, Arc<Blame>>,
    /// The file that was asked for last.
    pub asked: Option<usize>,
}

impl BlamePane {
    /// What is said of a line on the last row; none where nothing is known of it.
    #[must_use]
    pub fn line(&self, file: usize, line: (Side, usize)) -> Option<String> {
        let Some(blame) = self.files.get(&file).filter(|_| self.is_on) else {
            return self.is_on.then(|| "looking where the lines come from …".to_owned());
        };
        let origin = blame.of(line);
        Some(match origin {
            Origin::Uncommitted => "not committed".to_owned(),
            Origin::Older => "from an older commit than were looked at".to_owned(),
            Origin::Unknown if blame.is_done => return None,
            Origin::Unknown => "looking where the line comes from …".to_owned(),
            Origin::Commit(_) => {
                let author = blame.author(origin)?;
                format!("{} {}, {}: {}", author.short, author.name, author.ago, author.subject)
            }
        })
    }
}
