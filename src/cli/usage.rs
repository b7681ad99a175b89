//! What clap says of a command line, in our two lines: what is wrong, what would be right.

use clap::error::ErrorKind;

/// A command line that asks for no work.
pub(super) enum Refusal {
    /// It asks for help or the version.
    Help(String),
    /// It cannot be understood.
    Mistake {
        /// What is wrong.
        line: String,
        /// What would be right.
        hint: String,
    },
}

/// Tells a request for help from a mistake.
pub(super) fn refusal(error: &clap::Error) -> Refusal {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Refusal::Help(text),
        _ => {
            let (line, hint) = two_lines(&text);
            Refusal::Mistake { line, hint }
        }
    }
}

/// The first paragraph, and the tips of the others.
fn two_lines(text: &str) -> (String, String) {
    let mut paragraphs = text.split("\n\n").map(one_line);
    let first = paragraphs.next().unwrap_or_default();
    let line = first.strip_prefix("error: ").unwrap_or(&first).to_owned();
    let tips: Vec<String> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("tip: "))
        .map(str::to_owned)
        .collect();
    let hint = if line.contains("--output") && line.contains("not provided") {
        "`-o FILE` says where to; a range called `report` is written `--range report`".to_owned()
    } else if tips.is_empty() {
        let of = text.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or_default();
        let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        let command: Vec<&str> = of.split(' ').take_while(plain).collect();
        let command = if command.is_empty() { "lineproof".to_owned() } else { command.join(" ") };
        format!("`{command} --help` shows what can be asked")
    } else {
        tips.join("; ")
    };
    (line, hint)
}

fn one_line(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_tips_are_kept_and_the_rest_is_left_out() {
        let text = "error: invalid value 'jsn' for '--format <FORMAT>'\n  \
                    [possible values: text, json]\n\n  tip: a similar value exists: 'json'\n\n\
                    For more information, try '--help'.\n";
        let (line, hint) = two_lines(text);
        assert_eq!(
            line,
            "invalid value 'jsn' for '--format <FORMAT>' [possible values: text, json]"
        );
        assert_eq!(hint, "a similar value exists: 'json'");
    }

    #[test]
    fn without_a_tip_help_is_named() {
        let (line, hint) = two_lines("error: unexpected argument\n\nUsage: lineproof [RANGE]\n");
        assert_eq!(line, "unexpected argument");
        assert!(hint.contains("--help"));
    }
}
