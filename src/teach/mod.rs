//! Lessons as sessions: questions about code, what a learner answers, what is right, and how
//! near the one came to the other. Knows no screen and no terminal.
//!
//! What draws or exports gets an [`Exercise`]: the questions and the learner's own answers. The
//! [`Key`] is in it and cannot be read from outside but by asking for a hint or the answer.

mod anchors;
mod answer;
mod exercise;
mod folder;
mod functions;
mod hint;
mod key;
mod lesson;
mod lines;
mod mended;
mod progress;
mod read;
mod score;
mod shown;
mod total;
mod tree;

pub use answer::{ANSWER_FORMAT, Answer, AnswerProblem, AnswerSheet, Mark};
pub use exercise::Exercise;
pub use folder::read_folder;
pub use hint::Hint;
pub use key::{Key, KeyMark, StepKey, Verdict};
pub use lesson::{Asked, Lesson, Question};
pub use lines::{CodeLine, lines_place};
pub use mended::{Mended, mended};
pub use progress::{Kept, Progress};
pub use read::{Taught, load};
pub use score::{LineScore, POSSIBLE, StepScore, score_step};
pub use total::Score;
pub use tree::Tree;
