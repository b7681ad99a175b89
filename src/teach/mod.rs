//! Lessons as sessions: questions about code, what a learner answers, what is right, and how
//! near the one came to the other. Knows no screen and no terminal.
//!
//! What draws or exports gets an [`Exercise`]: the questions and the learner's own answers. The
//! [`Key`] is in it and cannot be read from outside but by asking for a hint or the answer.

mod agree;
mod anchors;
mod answer;
mod drafted;
mod exercise;
mod folder;
mod functions;
mod graded;
mod handout;
mod hint;
mod key;
mod lesson;
mod lines;
mod listing;
mod mended;
mod plain;
mod progress;
mod read;
mod results;
mod score;
mod scratch;
mod shown;
mod sitting;
mod total;
mod tree;
mod words;

pub use agree::{Doubt, doubts};
pub use answer::{ANSWER_FORMAT, Answer, AnswerProblem, AnswerSheet, Mark};
pub use drafted::{Draft, Trees, Wanted, draft};
pub use exercise::Exercise;
pub use folder::{read_folder, write_folder};
pub use graded::{Graded, grade};
pub use handout::{HANDOUT_FORMATS, answers, handout};
pub use hint::Hint;
pub use key::{Key, KeyMark, StepKey, Verdict};
pub use lesson::{Asked, Lesson, Question};
pub use lines::{CodeLine, lines_place};
pub use mended::{Mended, mended};
pub use plain::plain;
pub use progress::{Kept, Progress, hand_in};
pub use read::{Taught, load};
pub use results::{Results, results};
pub use score::{LineScore, POSSIBLE, StepScore, score_step};
pub use scratch::Scratch;
pub use sitting::Sitting;
pub use total::Score;
pub use tree::Tree;
pub use words::{POINTS, STATES, percent, points, task, verdict as verdict_words};
