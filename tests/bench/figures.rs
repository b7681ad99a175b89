//! Figures of many runs, told by their median, least and most.

use std::time::Duration;

/// The figures of one thing measured again and again.
#[derive(Default)]
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    pub(crate) fn add(&mut self, figure: f64) {
        self.0.push(figure);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Prints a line: median, and least and most where there are several.
    pub(crate) fn show(&self, name: &str, unit: &str) {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let (Some(least), Some(most)) = (sorted.first(), sorted.last()) else { return };
        let median = sorted[sorted.len() / 2];
        let spread =
            if sorted.len() > 1 { format!("({least:.2} .. {most:.2})") } else { String::new() };
        println!("{name:<26}{median:>9.2} {unit:<3}{spread}");
    }
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
