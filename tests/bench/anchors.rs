//! How often a decision is found again on its line as the code goes on.
//!
//! `cargo bench --bench anchors -- REPOSITORY PATH...` reads the last 200 commits (of the
//! first-parent history) that touch Python files below the paths, which are where the
//! repository has its handlers. `--profile dev` after `bench` builds less and runs longer;
//! `LINEPROOF_WRONG=N` prints N of the lines that were not found right.
//!
//! **What is decided on.** At each commit, every line of a function (nested ones are part of
//! theirs) that begins a statement and has a name in it; documentation and comments aside.
//! Only files that change until the later commit count: in others there is nothing to lose.
//!
//! **The truth** is made without anchors (`line_history.rs`): `git diff` of each commit with
//! the one before says which lines stay. Of lines that it replaces, equal ones are the same in
//! their order, and so are statements that are laid out otherwise; lines that go in one place
//! and come, telling enough, in exactly one other have moved; of what is left in a hunk, those
//! are edited that share half of their words and signs. All others are gone. In the end a line
//! is *the same* where it, or the whole of its statement, reads so but for blanks, comments,
//! quotes, commas before a closing bracket and the name of a function; else it is *edited*.
//!
//! **Right**: a line that is the same is found, and the decision holds; one that is edited or
//! gone is not found, or asks for review on a line of the hunk that came in its place.
//! **Wrong**: a decision holds on a line that it was not made on, or that was edited; or it
//! asks for review somewhere else.
//! **Asks**: what is left, which costs a second look and misleads nobody: a decision on a line
//! that is the same is lost or asks for review, or one on a line that is gone asks for it.
//!
//! Each is told for anchors where the former contents are still there, for those where they
//! are not (`no contents`), and for CodeQL's `primaryLocationLineHash`: the next 100 chars
//! without blanks, and a count of equal ones, in a file of the same name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on should say where"
)]

mod functions;
mod line_history;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use functions::{Function, functions};
use line_history::{Spot, Step, statement};
use lineproof::catalog::Catalog;
use lineproof::git::{Repo, Selection, What};
use lineproof::model::{HandlerId, RepoPath, Side};
use lineproof::review::{Anchor, Session, matching};

/// Commits that are looked at, and how far apart decision and look are.
const COMMITS: usize = 200;
const APART: [usize; 2] = [10, 50];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [folder, paths @ ..] = words.as_slice() else {
        println!("usage: cargo bench --bench anchors -- REPOSITORY PATH...");
        return;
    };
    let folder = PathBuf::from(folder);
    let commits = line_history::commits(&folder, COMMITS, paths);
    let steps: Vec<Step> =
        commits.windows(2).map(|pair| Step::between(&folder, &pair[0], &pair[1], paths)).collect();
    println!("{}, {} commits, {}", folder.display(), commits.len(), paths.join(" "));
    println!("{:<28}{:>9}{:>9}{:>9}{:>10}", "", "right", "wrong", "asks", "lines");
    let mut moments = Moments { folder: &folder, paths, commits: &commits, known: HashMap::new() };
    for apart in APART {
        let mut tallies = [Tally::default(); 3];
        for from in 0..commits.len().saturating_sub(apart) {
            let steps = &steps[from..from + apart];
            let (then, now) = (moments.at(from), moments.at(from + apart));
            measure(&then, &now, steps, &mut tallies);
        }
        for (name, tally) in ["", ", no contents", ", line hash"].iter().zip(tallies) {
            tally.show(&format!("{apart} commits{name}"));
        }
    }
}

/// A commit with all its lines that can be decided on.
struct Moment {
    session: Session,
    texts: HashMap<String, Arc<str>>,
    functions: Vec<Function>,
    /// Each line with its anchor.
    lines: Vec<(Spot, Anchor)>,
}

struct Moments<'a> {
    folder: &'a Path,
    paths: &'a [String],
    commits: &'a [String],
    known: HashMap<usize, Arc<Moment>>,
}

impl Moments<'_> {
    fn at(&mut self, index: usize) -> Arc<Moment> {
        if let Some(known) = self.known.get(&index) {
            return Arc::clone(known);
        }
        let moment = Arc::new(Moment::read(self.folder, &self.commits[index], self.paths));
        self.known.insert(index, Arc::clone(&moment));
        moment
    }
}

impl Moment {
    fn read(folder: &Path, commit: &str, paths: &[String]) -> Self {
        let repo = Repo::open(folder).unwrap();
        let what = What::All { at: Some(commit.to_owned()) };
        let selection = Selection { what, paths: paths.to_vec() };
        let session = Session::new(repo, Catalog::builtin().unwrap(), &selection).unwrap();
        let mut moment =
            Self { session, texts: HashMap::new(), functions: Vec::new(), lines: Vec::new() };
        for path in line_history::files(folder, commit, paths) {
            let file = RepoPath::new(path.as_str());
            let Some(text) = moment.session.text(Side::Head, &file) else { continue };
            for function in functions(&path, &text) {
                for line in &function.lines {
                    let place = functions::place(&path, *line, *line);
                    let anchor = moment.session.anchor_in(&place, &function.handler).unwrap();
                    moment.lines.push(((path.clone(), *line as usize), anchor));
                }
                moment.functions.push(function);
            }
            moment.texts.insert(path, text);
        }
        moment
    }

    fn line(&self, spot: &Spot) -> &str {
        self.texts.get(&spot.0).and_then(|text| text.lines().nth(spot.1 - 1)).unwrap_or("")
    }

    fn statement(&self, spot: &Spot) -> String {
        let text = self.texts.get(&spot.0).map_or("", |text| text);
        statement(text.lines().skip(spot.1 - 1))
    }
}

/// What became of a line.
enum Truth {
    Same(Spot),
    /// With all that came in its place, of which this is the likest.
    Edited(Spot, HashSet<Spot>),
    /// With what came in its place, if anything.
    Gone(HashSet<Spot>),
}

fn truth(spot: &Spot, then: &Moment, now: &Moment, steps: &[Step]) -> Truth {
    let mut at = spot.clone();
    let mut instead: HashSet<Spot> = HashSet::new();
    for step in steps {
        instead = instead.iter().filter_map(|at| step.after(at)).collect();
        instead.extend(step.instead(&at));
        match step.after(&at) {
            Some(after) => at = after,
            // Nowhere from now on.
            None => at = (String::new(), 0),
        }
    }
    if at.1 == 0 {
        return Truth::Gone(instead);
    }
    let is_same = then.line(spot).trim() == now.line(&at).trim()
        || then.statement(spot) == now.statement(&at);
    if is_same { Truth::Same(at) } else { Truth::Edited(at, instead) }
}

#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    wrong: usize,
    asks: usize,
}

impl Tally {
    /// Counts what was found, a line and whether the decision holds on it; what it is called.
    fn add(&mut self, truth: &Truth, found: Option<(&Spot, bool)>) -> &'static str {
        let (count, name) = match (truth, found) {
            (Truth::Same(line), Some((found, true))) if line == found => (&mut self.right, ""),
            (Truth::Same(line), Some((found, false))) if line == found => (&mut self.asks, "asks"),
            (Truth::Same(_), None) => (&mut self.asks, "lost"),
            (Truth::Edited(line, _), Some((found, false))) if line == found => {
                (&mut self.right, "")
            }
            (Truth::Edited(..) | Truth::Gone(_), None) => (&mut self.right, ""),
            (Truth::Edited(_, instead) | Truth::Gone(instead), Some((found, false)))
                if instead.contains(found) =>
            {
                (&mut self.right, "")
            }
            (Truth::Gone(_), Some((_, false))) => (&mut self.asks, "asks, gone"),
            _ => (&mut self.wrong, "wrong"),
        };
        *count += 1;
        name
    }

    fn show(&self, name: &str) {
        let total = self.right + self.wrong + self.asks;
        let share = |count: usize| count as f64 * 100.0 / total.max(1) as f64;
        let (right, wrong, asks) = (share(self.right), share(self.wrong), share(self.asks));
        println!("{name:<28}{right:>8.2}%{wrong:>8.2}%{asks:>8.2}%{total:>10}");
    }
}

fn measure(then: &Moment, now: &Moment, steps: &[Step], tallies: &mut [Tally; 3]) {
    // A file by any name that it has in between.
    let is_touched = |path: &str| steps.iter().any(|step| step.touches(path));
    let was: Vec<&(Spot, Anchor)> =
        then.lines.iter().filter(|(spot, _)| is_touched(&spot.0)).collect();
    let is_new = |path: &str| !then.texts.contains_key(path);
    let may_be = |path: &str| is_touched(path) || is_new(path);
    let is: Vec<&(Spot, Anchor)> = now.lines.iter().filter(|(spot, _)| may_be(&spot.0)).collect();
    let truths: Vec<Truth> = was.iter().map(|(spot, _)| truth(spot, then, now, steps)).collect();
    let with: Vec<Anchor> = was.iter().map(|(_, anchor)| anchor.clone()).collect();
    let mut without = with.clone();
    for imprint in without.iter_mut().filter_map(|anchor| anchor.imprint.as_mut()) {
        (imprint.blob, imprint.commit) = (None, None);
    }
    for (anchors, tally) in [&with, &without].into_iter().zip(tallies.iter_mut()) {
        let found = found(anchors, &is, now);
        for ((was, truth), found) in was.iter().zip(&truths).zip(found) {
            let name = tally.add(truth, found);
            tell(name, was, truth, found, now);
        }
    }
    let (before, after) = (hashes(then), hashes(now));
    let spots: HashMap<&(String, String), &Spot> =
        after.iter().map(|(spot, key)| (key, *spot)).collect();
    for ((spot, _), truth) in was.iter().zip(&truths) {
        let found = before.get(spot).and_then(|key| spots.get(key));
        tallies[2].add(truth, found.map(|spot| (*spot, true)));
    }
}

/// Where anchors are found, and whether what was decided there holds.
fn found<'a>(
    anchors: &[Anchor],
    is: &[&'a (Spot, Anchor)],
    now: &Moment,
) -> Vec<Option<(&'a Spot, bool)>> {
    let spot = |anchor| matching::Spot { item: None, anchor };
    let then: Vec<_> = anchors.iter().map(spot).collect();
    let places: Vec<_> = is.iter().map(|(_, anchor)| spot(anchor)).collect();
    let handlers: HashSet<&HandlerId> = now.functions.iter().map(|it| &it.handler.id).collect();
    let handlers: Vec<&HandlerId> = handlers.into_iter().collect();
    let matched = now.session.match_places(&then, &places, &handlers);
    anchors
        .iter()
        .zip(matched)
        .map(|(anchor, matched)| {
            let matched = matched?;
            let (spot, now) = is[matched.now];
            let holds = matched.tier != matching::Tier::Edited && anchor.still_holds(now);
            Some((spot, holds))
        })
        .collect()
}

/// Prints one that was not found right, as far as that was asked for.
fn tell(
    name: &str,
    (spot, anchor): &(Spot, Anchor),
    truth: &Truth,
    found: Option<(&Spot, bool)>,
    now: &Moment,
) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static LEFT: AtomicUsize = AtomicUsize::new(usize::MAX);
    let wanted = std::env::var("LINEPROOF_WRONG").ok().and_then(|it| it.parse().ok()).unwrap_or(0);
    let only = std::env::var("LINEPROOF_ONLY").unwrap_or_default();
    if name.is_empty() || !name.starts_with(&only) {
        return;
    }
    if usize::MAX - LEFT.fetch_sub(1, Ordering::Relaxed) >= wanted {
        return;
    }
    let show = |spot: &Spot| format!("{}:{} {}", spot.0, spot.1, now.line(spot).trim());
    println!("{name}: {}:{} {}", spot.0, spot.1, anchor.text);
    match truth {
        Truth::Same(line) => println!("    same   {}", show(line)),
        Truth::Edited(line, _) => println!("    edited {}", show(line)),
        Truth::Gone(_) => println!("    gone"),
    }
    if let Some((spot, holds)) = found {
        println!("    found  {} {}", show(spot), if holds { "holds" } else { "asks" });
    }
}

/// For each line its file, and its hash with the count of equal ones before it.
fn hashes(moment: &Moment) -> HashMap<&Spot, (String, String)> {
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    let mut known: HashMap<Spot, String> = HashMap::new();
    for (path, text) in &moment.texts {
        let mut start = 0;
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let rest = text[start..].chars().filter(|c| !c.is_whitespace());
            let window: String = rest.take(100).collect();
            start += line.len();
            let count = counts.entry((path.clone(), window.clone())).or_insert(0);
            *count += 1;
            known.insert((path.clone(), at + 1), format!("{window}:{count}"));
        }
    }
    let key = |spot: &Spot| (spot.0.clone(), known.get(spot).cloned().unwrap_or_default());
    moment.lines.iter().map(|(spot, _)| (spot, key(spot))).collect()
}
