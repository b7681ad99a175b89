//! Lessons as data: what `lesson.toml` says, as plain values, and the files beside it.

mod builtin;
mod fields;
mod plan;
mod read;
mod write;

pub use builtin::{builtin_lesson, builtin_lessons};
pub use plan::{At, LessonPlan, LessonSource, Level, PlannedMark, PlannedStep, Task, Weight};
