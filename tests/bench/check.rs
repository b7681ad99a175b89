//! How much checking a whole tree costs, beside another program on the same tree
//! and in the same run.
//!
//! `cargo bench --bench check -- [--runs N] REPOSITORY PROGRAM [ARGUMENT]...`.
//! Figures are medians with the least and the most; what counts is the ratio.

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

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("not measured: the CPU time of a process is read as Linux tells it");
}

#[cfg(target_os = "linux")]
fn main() {
    use figures::Figures;
    let (runs, words) = arguments();
    let [folder, program, arguments @ ..] = words.as_slice() else {
        println!("usage: cargo bench --bench check -- [--runs N] REPOSITORY PROGRAM [ARGUMENT]...");
        return;
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let folder = std::path::Path::new(folder);
    let (mut own, mut other, mut ratio) = <(Figures, Figures, Figures)>::default();
    for run in 0..runs {
        let before = (run % 2 == 0).then(|| of_other(folder, program, &arguments));
        let check = of_check(folder);
        let beside = before.unwrap_or_else(|| of_other(folder, program, &arguments));
        own.add(figures::milliseconds(check));
        other.add(figures::milliseconds(beside));
        ratio.add(check.as_secs_f64() / beside.as_secs_f64());
    }
    println!("{}, {} runs", folder.display(), own.count());
    own.show("check --all, CPU", "ms");
    other.show(&format!("{program}, CPU"), "ms");
    ratio.show("check / the other", "x");
}

/// What stands after `--`; cargo itself adds `--bench`.
#[cfg(target_os = "linux")]
fn arguments() -> (usize, Vec<String>) {
    let mut runs = 5;
    let mut words = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--runs" if words.is_empty() => {
                runs = arguments.next().and_then(|n| n.parse().ok()).expect("--runs N");
            }
            _ => words.push(word),
        }
    }
    (runs, words)
}

/// Statuses 0 and 1 say that nothing, or something, is open.
#[cfg(target_os = "linux")]
fn of_check(folder: &std::path::Path) -> std::time::Duration {
    let arguments = ["check", "--all", "--format", "json"];
    let (spent, status) = cpu::of_command(folder, env!("CARGO_BIN_EXE_lineproof"), &arguments);
    assert!(matches!(status, Some(0 | 1)), "lineproof check ends with {status:?}");
    spent
}

/// Other programs use other statuses for what they found.
#[cfg(target_os = "linux")]
fn of_other(folder: &std::path::Path, program: &str, arguments: &[&str]) -> std::time::Duration {
    cpu::of_command(folder, program, arguments).0
}
