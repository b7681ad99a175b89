//! How much the screen costs, beside git on the same range and in the same run.
//!
//! `cargo bench --bench screen [-- [--runs N] REPOSITORY RANGE]`. Figures are
//! medians with the least and the most; what counts are the ratios.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on should say where"
)]

#[cfg(target_os = "linux")]
mod cpu;
#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod repository;
#[cfg(target_os = "linux")]
mod terminal;

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("not measured: the CPU time of a living process is read as Linux tells it");
}

#[cfg(target_os = "linux")]
fn main() {
    let wanted = arguments();
    let sample = repository::Sample::build();
    let (folder, range) = match wanted.target {
        Some((folder, range)) => (std::path::PathBuf::from(folder), range),
        None => (sample.many(), "HEAD~100..HEAD".to_owned()),
    };
    println!("{} {range}, {} runs, 160x48", folder.display(), wanted.runs);
    opening(&folder, &range, wanted.runs);
    keys("j in the code", &folder, &range, "2w");
    keys("j in the list of files", &folder, &range, "1");
    keys("j in a diff of 200 lines", &sample.one(), "HEAD~1..HEAD", "2");
    idle(&folder, &range);
}

#[cfg(target_os = "linux")]
struct Wanted {
    runs: usize,
    target: Option<(String, String)>,
}

/// What stands after `--`; cargo itself adds `--bench`.
#[cfg(target_os = "linux")]
fn arguments() -> Wanted {
    let mut runs = 21;
    let mut words = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--bench" => {}
            "--runs" => runs = arguments.next().and_then(|n| n.parse().ok()).expect("--runs N"),
            _ => words.push(word),
        }
    }
    let mut words = words.into_iter();
    Wanted { runs, target: words.next().zip(words.next()) }
}

/// First frame and settled screen, each run paired with one of git.
#[cfg(target_os = "linux")]
fn opening(folder: &std::path::Path, range: &str, runs: usize) {
    use figures::Figures;
    let (mut git, mut first, mut settled) = <(Figures, Figures, Figures)>::default();
    let (mut first_ratio, mut settled_ratio) = <(Figures, Figures)>::default();
    let (mut wall, mut frames) = <(Figures, Figures)>::default();
    for run in 0..runs {
        let before = (run % 2 == 0).then(|| cpu::of_git(folder, range));
        let mut session = terminal::Session::start(folder, range);
        let frame = session.first_frame();
        let rest = session.settle();
        session.quit();
        let of_git = before.unwrap_or_else(|| cpu::of_git(folder, range));
        git.add(figures::milliseconds(of_git));
        first.add(figures::milliseconds(frame.cpu));
        settled.add(figures::milliseconds(rest));
        first_ratio.add(frame.cpu.as_secs_f64() / of_git.as_secs_f64());
        settled_ratio.add(rest.as_secs_f64() / of_git.as_secs_f64());
        wall.add(figures::milliseconds(frame.wall));
        frames.add(frame.number as f64);
    }
    git.show("git diff --raw, CPU", "ms");
    first.show("first frame, CPU", "ms");
    first_ratio.show("first frame / git", "x");
    wall.show("first frame, wall", "ms");
    frames.show("first frame is number", "");
    settled.show("settled, CPU", "ms");
    settled_ratio.show("settled / git", "x");
}

/// A key held: the next goes down when the frame of the last is there.
#[cfg(target_os = "linux")]
fn keys(name: &str, folder: &std::path::Path, range: &str, before: &str) {
    const KEYS: usize = 60;
    let mut session = terminal::Session::start(folder, range);
    session.first_frame();
    session.settle();
    session.press(before);
    let start = session.settle();
    let mut wall = figures::Figures::default();
    for _ in 0..KEYS {
        match session.key("j") {
            Some(time) => wall.add(figures::milliseconds(time)),
            None => break,
        }
    }
    let spent = session.settle().saturating_sub(start);
    session.quit();
    println!("{name}, {} keys", wall.count());
    wall.show("  key to frame, wall", "ms");
    let mut cpu = figures::Figures::default();
    cpu.add(figures::milliseconds(spent) / wall.count().max(1) as f64);
    cpu.show("  CPU for each key", "ms");
}

/// Nothing happens: nothing is written and nothing computed.
#[cfg(target_os = "linux")]
fn idle(folder: &std::path::Path, range: &str) {
    let mut session = terminal::Session::start(folder, range);
    session.first_frame();
    session.settle();
    let (bytes, cpu) = session.rest(std::time::Duration::from_secs(1));
    session.quit();
    println!("idle for a second: {bytes} bytes, {:.3} ms CPU", figures::milliseconds(cpu));
}
