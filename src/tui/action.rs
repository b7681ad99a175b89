//! Everything the screen can be told to do: one table for keys, help, palette
//! and footer.

macro_rules! actions {
    ($($name:ident = $word:literal, $help:literal, $label:literal, $when:ident;)+) => {
        /// Something the screen can be told to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $help] $name,)+
        }

        /// All actions, in the order of the help and of precedence where a key
        /// has several.
        pub const ACTIONS: &[Entry] = &[
            $(Entry {
                action: Action::$name,
                name: $word,
                help: $help,
                label: $label,
                when: When::$when,
            },)+
        ];
    };
}

/// A row of the table of actions.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its name in key files.
    pub name: &'static str,
    /// One line for the help.
    pub help: &'static str,
    /// A word or two for the footer; empty where it is not shown there.
    pub label: &'static str,
    /// When it is offered.
    pub when: When,
}

/// When an action is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// At any time.
    Always,
    /// While there is a file, or a claim is chosen where there is none.
    HasFile,
    /// While a file's text can be moved through.
    HasCode,
    /// While the current file has folded lines.
    HasFolds,
    /// While the cursor is on a row with a line of each side.
    HasPair,
    /// While the current file has changed lines.
    HasHunks,
    /// While a handler is chosen.
    HasHandler,
    /// While an item or a claim is chosen.
    HasItem,
    /// While an item, a claim or a handler is chosen.
    HasSubject,
    /// While an item is chosen that says something is amiss, or may be.
    HasDoubt,
    /// While an item is chosen.
    HasCheck,
    /// While a claim is chosen.
    HasClaim,
    /// While a finding or question of a reviewer's own is chosen.
    HasOwn,
    /// While an item or a claim has more than its primary place.
    HasEvidence,
    /// While some item of the change is open.
    HasOpen,
    /// While an item of the change says something and nobody decided on it.
    HasWaiting,
    /// While there is a decision to take back.
    HasDecision,
    /// While there is a decision that was taken back.
    HasUndone,
    /// While a search has matches or a text.
    Searching,
    /// While a place was left by a far move.
    HasBack,
    /// While a place was gone back from.
    HasForward,
    /// While some place has a letter.
    HasBookmarks,
    /// While something can be left: a search, a peek.
    CanLeave,
    /// While a handler is known that the change did not touch.
    HasUntouched,
    /// While there are handlers at all.
    HasHandlers,
    /// While the current line has a path.
    HasLine,
    /// While foreign reviews were given.
    HasClaims,
    /// While other ranges of the repository can be shown.
    HasRange,
    /// While a part of the range is shown alone.
    IsPart,
    /// In a lesson.
    InLesson,
    /// In a lesson, while the question can be answered.
    IsAsked,
    /// In a lesson, while a line can be marked.
    CanMark,
    /// In a lesson, while the cursor is on an own mark.
    OnMark,
    /// In a lesson, while there is an own mark that can be taken back.
    HasMark,
    /// In a lesson, while something is to be said of lines.
    CanSay,
    /// In a lesson, while code is to be edited.
    CanMend,
}

actions! {
    Mark = "mark", "Mark the line, or those selected, as what decides; a marked one is let go", "mark", CanMark;
    Say = "say", "Say the state, or whether the claim holds", "state", CanSay;
    Mend = "mend", "Edit a copy of the code in $EDITOR; lineproof then looks whether the guard is there", "edit", CanMend;
    Sure = "sure", "Say how sure you are: 1 a guess, 2 fairly, 3 certain, in turn", "sure", IsAsked;
    TakeHint = "take-hint", "A hint; what it costs is said first", "hint", IsAsked;
    Reveal = "reveal", "Show the answer beside yours, which stays as it is from then on", "answer", IsAsked;
    MarkRole = "mark-role", "Say what part the marked line plays: guard, source, effect and others, in turn", "role", OnMark;
    Unmark = "unmark", "Take back the mark under the cursor, else the last one", "unmark", HasMark;
    Scores = "scores", "The score so far, question by question", "score", InLesson;
    Retry = "retry", "Begin the question or the whole lesson again", "again", InLesson;
    AskedCode = "asked-code", "Back to the code that the question is about", "", InLesson;
    Reviewed = "reviewed", "Mark the handler as reviewed, or take the mark back", "reviewed", HasHandler;
    Confirm = "confirm", "Confirm the item, or what is held of a claim; once more opens it again", "confirm", HasItem;
    Dismiss = "dismiss", "Dismiss the item, with a reason", "dismiss", HasDoubt;
    Overrule = "overrule", "Overrule the verdict on a claim, with a reason", "overrule", HasClaim;
    SetAside = "set-aside", "Set a finding or question of one's own aside", "set aside", HasOwn;
    NextEvidence = "next-evidence", "Go to the next place of the item or claim", "next evidence", HasEvidence;
    PreviousEvidence = "previous-evidence", "Go to the previous place of the item or claim", "", HasEvidence;
    NextOpen = "next-open", "Go to the next open item of the change", "next open", HasOpen;
    PreviousOpen = "previous-open", "Go to the previous open item of the change", "", HasOpen;
    SearchNext = "search-next", "Go to the next match of the search", "next match", Searching;
    SearchPrevious = "search-previous", "Go to the previous match of the search", "previous", Searching;
    NextQuestion = "next-question", "To the next question of the lesson", "next", InLesson;
    PreviousQuestion = "previous-question", "To the question before", "", InLesson;
    Note = "note", "Write a note on the item, the claim, or the handler", "note", HasSubject;
    Severity = "severity", "Say how bad the item is, in place of what its check says", "", HasDoubt;
    Own = "own", "Write a finding or a question of one's own on the line, or on those selected", "own finding", HasLine;
    Select = "select", "Select lines from here on, or let them go", "", HasCode;
    Undo = "undo", "Take back the last decision", "undo", HasDecision;
    Redo = "redo", "Decide again what was taken back", "redo", HasUndone;
    Back = "back", "Leave the peek, the search or the list", "leave", CanLeave;
    Open = "open", "Go into what is under the cursor", "open", HasFile;
    Skip = "skip", "Leave the item open and go on to the next that waits", "skip", HasOpen;
    Batch = "batch", "Decide on several items at once: of the check, or of all checks", "several", HasWaiting;
    Down = "down", "Down a line", "", HasFile;
    Up = "up", "Up a line", "", HasFile;
    HalfPageDown = "half-page-down", "Down half a page", "", HasFile;
    HalfPageUp = "half-page-up", "Up half a page", "", HasFile;
    PageDown = "page-down", "Down a page", "", HasFile;
    PageUp = "page-up", "Up a page", "", HasFile;
    Top = "top", "To the first line", "", HasFile;
    Bottom = "bottom", "To the last line", "", HasFile;
    Left = "left", "Scroll the code left, or to the pane on the left", "", HasFile;
    Right = "right", "Scroll the code right, or to the pane on the right", "", HasFile;
    NextPane = "next-pane", "To the next pane", "pane", Always;
    PreviousPane = "previous-pane", "To the previous pane", "", Always;
    PaneChanges = "pane-changes", "To the changed files and handlers", "", Always;
    PaneCode = "pane-code", "To the code", "", Always;
    PaneChecklist = "pane-checklist", "To the checklist", "", Always;
    NextItem = "next-item", "To the next item of the checklist", "", HasItem;
    PreviousItem = "previous-item", "To the previous item of the checklist", "", HasItem;
    NextHandler = "next-handler", "To the next handler", "", HasHandlers;
    PreviousHandler = "previous-handler", "To the previous handler", "", HasHandlers;
    NextHunk = "next-hunk", "To the next changed lines", "", HasHunks;
    PreviousHunk = "previous-hunk", "To the previous changed lines", "", HasHunks;
    NextFile = "next-file", "To the next file", "", HasFile;
    PreviousFile = "previous-file", "To the previous file", "", HasFile;
    WholeFile = "whole-file", "Show the whole file, or only what changed", "whole file", HasCode;
    OnlyHandlers = "only-handlers", "Fold everything but the handlers of the change, or show what changed", "", HasHandlers;
    Expand = "expand", "Unfold lines at the nearest fold", "unfold", HasFolds;
    Layout = "layout", "Switch the diff: by the width, side by side, unified", "", HasCode;
    Wrap = "wrap", "Wrap long lines of code, or cut them", "", HasCode;
    Blame = "blame", "Who wrote a line: commit, author and age beside it, or not", "", HasCode;
    OtherSide = "other-side", "To the other side of a line, where the sides stand side by side", "", HasPair;
    MoreContext = "more-context", "More lines around what changed", "", HasCode;
    LessContext = "less-context", "Fewer lines around what changed", "", HasCode;
    AllHandlers = "all-handlers", "List handlers the change did not touch, too", "", HasUntouched;
    NotApplicable = "not-applicable", "Unfold what does not apply, or fold it", "", HasHandler;
    Matrix = "matrix", "All handlers by all checks, a sign a cell", "matrix", HasHandlers;
    SortMatrix = "sort-matrix", "Sort the matrix by the next of: place, worst state, name, most open", "", HasHandlers;
    Summary = "summary", "What the change comes to: each handler with what it adds, removes and leaves open", "summary", HasHandlers;
    Items = "items", "All items in groups; filtered by state, by decision and by letters", "items", HasHandlers;
    Decisions = "decisions", "Everything decided and noted, in one list", "", Always;
    Messages = "messages", "What was said on the last row so far", "", Always;
    Lesson = "lesson", "Why the check matters, what is attacked, what to look for", "lesson", HasCheck;
    Commits = "commits", "The commits of the range; enter shows one alone", "commits", HasRange;
    NextCommit = "next-commit", "Show the next commit of the range alone; at first the oldest", "", HasRange;
    PreviousCommit = "previous-commit", "Show the commit before alone; at first the newest", "", HasRange;
    WholeRange = "whole-range", "Back from one commit to the whole range", "whole range", IsPart;
    Ranges = "ranges", "Review something else: a branch, a commit, the index, a range that you write", "range", HasRange;
    Reload = "reload", "Read again what is on disk: branches, index and work tree as they are now", "", HasRange;
    Export = "export", "Write the review to a file: Markdown, HTML, SARIF and others", "export", Always;
    Claims = "claims", "All claims of foreign reviews, with what is held of each", "claims", HasClaims;
    NextClaim = "next-claim", "Go to the next claim that nobody judged", "", HasClaims;
    PreviousClaim = "previous-claim", "Go to the previous claim that nobody judged", "", HasClaims;
    Search = "search", "Search in the code", "search", HasCode;
    Jump = "jump", "Jump to a handler, a file or an item by a few letters", "jump", HasFile;
    JumpBack = "jump-back", "Back to where the last far move began", "", HasBack;
    JumpForward = "jump-forward", "Forward again to where one came back from", "", HasForward;
    Bookmark = "bookmark", "Bookmark this place with a letter, to come back to it", "bookmark", HasFile;
    Bookmarks = "bookmarks", "To a bookmark, by its letter or from their list", "bookmarks", HasBookmarks;
    Count = "count", "A number: enter goes to that line, a motion goes so many times as far", "", HasFile;
    Editor = "editor", "Open the line in $EDITOR", "", HasLine;
    Yank = "yank", "Copy path:line to the clipboard", "", HasLine;
    Theme = "theme", "Choose a theme, each seen while the cursor is on it", "", Always;
    Help = "help", "Every action with its keys; type to filter, enter runs it", "help", Always;
    Legend = "legend", "What the signs on the screen mean", "", Always;
    Hint = "hint", "What this screen is, and the five keys that matter", "", Always;
    Redraw = "redraw", "Draw the screen anew", "", Always;
    Suspend = "suspend", "Back to the shell for a while (fg returns)", "", Always;
    Quit = "quit", "Leave; everything is saved already", "quit", Always;
}

/// Words that people look for an action by, beside those of its help.
#[must_use]
pub fn also_called(action: Action) -> &'static str {
    match action {
        Action::Undo => "undo revert",
        Action::Reveal => "solution show key",
        Action::TakeHint => "help clue",
        Action::Sure => "confidence certain",
        Action::Say => "verdict true false",
        Action::Retry => "restart reset",
        Action::Redo => "redo",
        Action::Confirm => "accept agree real true positive",
        Action::Dismiss => "ignore suppress false alarm false positive",
        Action::SetAside => "ignore delete",
        Action::Note | Action::Own => "comment remark annotate",
        Action::Severity => "severity rate priority",
        Action::Batch => "bulk many all at once",
        Action::Reviewed => "done viewed tick",
        Action::NextEvidence | Action::PreviousEvidence => "evidence guard effect",
        Action::NextOpen | Action::PreviousOpen => "problem finding",
        Action::Export => "export save report",
        Action::Quit => "quit exit close",
        Action::Help => "help palette commands keys",
        Action::Lesson => "lesson learn explain why",
        Action::Theme => "colour color light dark",
        Action::Matrix => "matrix grid table",
        Action::Legend => "signs symbols marks icons meaning legend • ┃ ▸ − ✗ ▽ ◐ ? ✓ · → d",
        Action::SortMatrix => "order sorted",
        Action::Blame => "blame annotate origin history wrote who line comes from",
        Action::Bookmark | Action::Bookmarks => "mark keep remember place",
        Action::Reload => "refresh update files changed",
        Action::Ranges => "branch compare other",
        Action::Summary => "summary overview start",
        Action::Layout => "compare split unified diff",
        Action::WholeFile => "expand all context",
        Action::OnlyHandlers => "collapse hide",
        Action::Jump => "find go to finder open",
        Action::Open => "definition enter",
        Action::Search => "find grep",
        Action::Messages => "log errors",
        Action::Decisions => "notes history",
        Action::Yank => "copy",
        _ => "",
    }
}

/// What the action of this name does; none where there is none.
#[must_use]
pub fn help_of(name: &str) -> Option<&'static str> {
    ACTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.help)
}

/// Whether an action is there for lessons alone.
#[must_use]
pub fn is_of_lessons(action: Action) -> bool {
    let Some(entry) = action.entry() else { return false };
    matches!(
        entry.when,
        When::InLesson
            | When::IsAsked
            | When::CanMark
            | When::OnMark
            | When::HasMark
            | When::CanSay
            | When::CanMend
    )
}

/// Whether an action has no meaning in a lesson: what is found or decided is what a lesson asks.
#[must_use]
pub fn is_of_reviews(action: Action) -> bool {
    use Action as A;
    let decides = A::Reviewed <= action && action <= A::SetAside;
    let writes =
        matches!(action, A::Note | A::Severity | A::Own | A::Undo | A::Redo | A::Skip | A::Batch);
    let goes = A::NextEvidence <= action && action <= A::PreviousOpen;
    let lists = matches!(
        action,
        A::NextItem
            | A::PreviousItem
            | A::NotApplicable
            | A::Matrix
            | A::SortMatrix
            | A::Summary
            | A::Items
            | A::Decisions
            | A::Export
            | A::Claims
            | A::NextClaim
            | A::PreviousClaim
            | A::Editor
    );
    let others = A::Commits <= action && action <= A::Reload;
    decides || writes || goes || lists || others || action == A::Blame
}

impl Action {
    /// The row of the table.
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        ACTIONS.get(self as usize)
    }

    /// The action of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for (index, entry) in ACTIONS.iter().enumerate() {
            assert_eq!(entry.action as usize, index);
        }
    }
}
