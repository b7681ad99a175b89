//! Where the regions of the screen are, from its size and the focus alone.

use ratatui::layout::Rect;

/// The panes, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Files and handlers.
    Changes,
    /// The diff.
    Code,
    /// The items of the handler.
    Checklist,
}

impl Pane {
    /// All panes, from left to right.
    pub const ALL: [Self; 3] = [Self::Changes, Self::Code, Self::Checklist];

    /// The title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Changes => "Changes",
            Self::Code => "Code",
            Self::Checklist => "Checklist",
        }
    }

    /// The pane after it, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Changes => Self::Code,
            Self::Code => Self::Checklist,
            Self::Checklist => Self::Changes,
        }
    }

    /// The pane before it.
    #[must_use]
    pub fn previous(self) -> Self {
        self.next().next()
    }
}

/// From this many columns on, three panes stand side by side.
pub const WIDE: u16 = 140;

/// From this many columns on, two panes do.
pub const MEDIUM: u16 = 96;

/// Cells that each side of the code has where the sides were asked for and there are as many.
pub const SIDE: u16 = 60;

/// The regions of the screen; those that do not fit are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// One row at the top.
    pub header: Rect,
    /// The row of titles, or of tabs where one pane is shown.
    pub titles: Rect,
    /// The tree.
    pub changes: Option<Rect>,
    /// The diff.
    pub code: Option<Rect>,
    /// The items.
    pub checklist: Option<Rect>,
    /// One row at the bottom.
    pub footer: Rect,
}

impl Regions {
    /// The regions of a screen of this size, in cells.
    #[must_use]
    pub fn new(width: u16, height: u16, focus: Pane) -> Self {
        Self::with(width, height, focus, false)
    }

    /// The same where the code may have two sides: then what else is shown leaves each of them
    /// [`SIDE`] cells, and gives way where it cannot.
    #[must_use]
    pub fn with(width: u16, height: u16, focus: Pane, has_sides: bool) -> Self {
        let row = |y: u16, there: bool| Rect::new(0, y, width, u16::from(there));
        let (header, titles, footer) = (height >= 6, height >= 4, height >= 3);
        let top = u16::from(header) + u16::from(titles);
        let body_height = height - top.min(height) - u16::from(footer).min(height);
        let column = |x: u16, width: u16| Some(Rect::new(x, top, width, body_height));
        let mut regions = Self {
            header: row(0, header),
            titles: row(u16::from(header), titles),
            footer: row(height.saturating_sub(1), footer),
            ..Self::default()
        };
        let sides = if has_sides { 2 * SIDE + 1 } else { 0 };
        let (tree, list) = if has_sides { (28, 38) } else { (0, 0) };
        if has_sides && focus == Pane::Code && width < sides + 1 + 38 {
            regions.code = column(0, width);
        } else if has_sides && focus == Pane::Code && width < sides + tree + list + 2 {
            regions.code = column(0, width - list - 1);
            regions.checklist = column(width - list, list);
        } else if width >= WIDE {
            let changes = (width / 5).clamp(28, 40);
            let checklist = (width / 4).clamp(38, 56);
            regions.changes = column(0, changes);
            regions.code = column(changes + 1, width - changes - checklist - 2);
            regions.checklist = column(width - checklist, checklist);
        } else if width >= MEDIUM {
            let side = (width / 3).clamp(32, 40);
            if focus == Pane::Changes {
                regions.changes = column(0, side);
                regions.code = column(side + 1, width - side - 1);
            } else {
                regions.code = column(0, width - side - 1);
                regions.checklist = column(width - side, side);
            }
        } else {
            *regions.slot(focus) = column(0, width);
        }
        regions
    }

    fn slot(&mut self, pane: Pane) -> &mut Option<Rect> {
        match pane {
            Pane::Changes => &mut self.changes,
            Pane::Code => &mut self.code,
            Pane::Checklist => &mut self.checklist,
        }
    }

    /// Where a pane is, when it is shown.
    #[must_use]
    pub fn of(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Changes => self.changes,
            Pane::Code => self.code,
            Pane::Checklist => self.checklist,
        }
    }

    /// How many panes are shown.
    #[must_use]
    pub fn shown(&self) -> usize {
        Pane::ALL.into_iter().filter(|pane| self.of(*pane).is_some()).count()
    }

    /// The pane at a cell.
    #[must_use]
    pub fn at(&self, x: u16, y: u16) -> Option<Pane> {
        let inside = |pane: &Pane| self.of(*pane).is_some_and(|area| area.contains((x, y).into()));
        Pane::ALL.into_iter().find(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_has_enough_rows_at_every_promised_size() {
        let rows = |width, height| {
            Regions::new(width, height, Pane::Code).code.map_or(0, |area| area.height)
        };
        assert!(rows(80, 24) >= 16);
        assert!(rows(40, 12) >= 6);
        for (width, height) in (0..200).flat_map(|width| (0..12).map(move |it| (width, it))) {
            for focus in Pane::ALL {
                for has_sides in [false, true] {
                    let regions = Regions::with(width, height, focus, has_sides);
                    for area in Pane::ALL.into_iter().filter_map(|pane| regions.of(pane)) {
                        assert!(area.right() <= width && area.bottom() <= height);
                    }
                }
            }
        }
    }
}
