//! How much checking a whole tree costs, beside other programs on the same tree
//! and in the same run.
//!
//! `cargo bench --bench check -- [--runs N] REPOSITORY [PROGRAM [ARGUMENT]...]`.
//! Without a program it is held against ruff's security rules and against bandit,
//! as far as they are found. Figures are medians with the least and the most; what
//! counts is the ratio.

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
    let (runs, words) = arguments();
    let [folder, other @ ..] = words.as_slice() else {
        println!(
            "usage: cargo bench --bench check -- [--runs N] REPOSITORY [PROGRAM [ARGUMENT]...]"
        );
        return;
    };
    let other: Vec<&str> = other.iter().map(String::as_str).collect();
    let others = match other.as_slice() {
        [] => present(&[
            &["ruff", "check", "--select", "S", "--no-cache"],
            &["bandit", "-q", "-r", "."],
        ]),
        one => vec![one.to_vec()],
    };
    measure(std::path::Path::new(folder), runs, &others);
}

/// Those of the commands that can be started; of the others it is said.
#[cfg(target_os = "linux")]
fn present<'word>(commands: &[&[&'word str]]) -> Vec<Vec<&'word str>> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let is_found =
        |program: &str| std::env::split_paths(&paths).any(|at| at.join(program).is_file());
    let mut found = Vec::new();
    for command in commands {
        match is_found(command[0]) {
            true => found.push(command.to_vec()),
            false => println!("{} is missing: nothing is held against it", command[0]),
        }
    }
    found
}

/// Runs the check and the others in turn, and prints what each took.
#[cfg(target_os = "linux")]
fn measure(folder: &std::path::Path, runs: usize, others: &[Vec<&str>]) {
    use figures::Figures;
    let mut own = Figures::default();
    let mut of_others: Vec<(Figures, Figures)> =
        others.iter().map(|_| Default::default()).collect();
    for run in 0..runs {
        let spend = || -> Vec<_> {
            let each = others.iter().map(|one| cpu::of_command(folder, one[0], &one[1..]).0);
            each.collect()
        };
        let before = (run % 2 == 0).then(spend);
        let check = of_check(folder);
        own.add(figures::milliseconds(check));
        for (beside, (spent, ratio)) in before.unwrap_or_else(spend).iter().zip(&mut of_others) {
            spent.add(figures::milliseconds(*beside));
            ratio.add(check.as_secs_f64() / beside.as_secs_f64());
        }
    }
    println!("{}, {} runs", folder.display(), own.count());
    own.show("check --all, CPU", "ms");
    for (command, (spent, ratio)) in others.iter().zip(&of_others) {
        spent.show(&format!("{}, CPU", command[0]), "ms");
        ratio.show(&format!("check / {}", command[0]), "x");
    }
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
