//! A terminal's screen as an SVG: text in runs of one look, rules as lines.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// Width and height of a cell, the size of the letters, and the room around
/// the screen, in pixels.
const CELL: (f64, f64) = (8.4, 18.0);
const LETTERS: f64 = 14.0;
const MARGIN: f64 = 12.0;

/// What is behind a screen that says nothing about it, and the text on it.
const GROUND: &str = "#0f1419";
const INK: &str = "#d6dbe0";

/// The look of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    ink: String,
    ground: String,
    bold: bool,
    italic: bool,
    underline: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut ground) = (colour(cell.fgcolor(), INK), colour(cell.bgcolor(), GROUND));
        if cell.inverse() {
            std::mem::swap(&mut ink, &mut ground);
        }
        let (bold, italic) = (cell.bold(), cell.italic());
        Self { ink, ground, bold, italic, underline: cell.underline() }
    }
}

fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Default | Color::Idx(_) => default.to_owned(),
    }
}

/// The picture of a screen of this many columns and rows.
pub(crate) fn picture(screen: &Screen, (columns, rows): (u16, u16)) -> String {
    let width = f64::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(rows) * CELL.1 + 2.0 * MARGIN;
    let ground = screen.cell(rows / 2, 0).map_or(GROUND.to_owned(), |cell| Look::of(cell).ground);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         role=\"img\" aria-label=\"lineproof: changes, code and checklist\">\n\
         <style>text{{font:{LETTERS}px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',\
         'Liberation Mono',monospace;white-space:pre}}.b{{font-weight:700}}\
         .i{{font-style:italic}}.u{{text-decoration:underline}}</style>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\" fill=\"{ground}\" \
         stroke=\"#8b949e\" stroke-opacity=\"0.4\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n",
        width - 1.0,
        height - 1.0,
    );
    for row in 0..rows {
        let cells: Vec<&Cell> =
            (0..columns).filter_map(|column| screen.cell(row, column)).collect();
        grounds(&cells, row, &ground, &mut svg);
        texts(&cells, row, &mut svg);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// What lies behind the text of a row.
fn grounds(cells: &[&Cell], row: u16, ground: &str, svg: &mut String) {
    let mut start = 0;
    while start < cells.len() {
        let colour = Look::of(cells[start]).ground;
        let same = cells[start..].iter().take_while(|cell| Look::of(cell).ground == colour).count();
        if colour != ground {
            let (x, y) = at(start, row);
            let width = same as f64 * CELL.0;
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{}\" fill=\"{colour}\"/>",
                CELL.1
            );
        }
        start += same;
    }
}

/// The text of a row, in runs of one look; rules and bars as shapes, so that
/// they meet between the rows.
fn texts(cells: &[&Cell], row: u16, svg: &mut String) {
    let mut start = 0;
    while start < cells.len() {
        let look = Look::of(cells[start]);
        let text = cells[start].contents();
        if text.trim().is_empty() {
            start += 1;
            continue;
        }
        if let Some(shape) = Shape::of(text) {
            let same = cells[start..].iter().take_while(|cell| {
                shape.repeats() && cell.contents() == text && Look::of(cell) == look
            });
            let count = same.count().max(1);
            shape.draw(at(start, row), count, &look.ink, svg);
            start += count;
            continue;
        }
        let end = end_of_run(cells, start, &look);
        run(&cells[start..end], at(start, row), &look, svg);
        start = end;
    }
}

/// The column after a run: at another look, a shape, or two blanks.
fn end_of_run(cells: &[&Cell], start: usize, look: &Look) -> usize {
    let is_blank = |at: usize| cells.get(at).is_none_or(|cell| cell.contents().trim().is_empty());
    let mut end = start + 1;
    while end < cells.len() {
        let other = Look::of(cells[end]) != *look || Shape::of(cells[end].contents()).is_some();
        if other || (is_blank(end) && is_blank(end + 1) && !cells[end].is_wide_continuation()) {
            break;
        }
        end += 1;
    }
    end
}

fn run(cells: &[&Cell], (x, y): (f64, f64), look: &Look, svg: &mut String) {
    let text: String = cells
        .iter()
        .filter(|cell| !cell.is_wide_continuation())
        .map(|cell| if cell.has_contents() { cell.contents() } else { " " })
        .collect();
    let classes: Vec<&str> = [(look.bold, "b"), (look.italic, "i"), (look.underline, "u")]
        .into_iter()
        .filter_map(|(is_set, class)| is_set.then_some(class))
        .collect();
    let class = if classes.is_empty() {
        String::new()
    } else {
        format!(" class=\"{}\"", classes.join(" "))
    };
    let length = cells.len() as f64 * CELL.0;
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\" fill=\"{}\"{class}>{}</text>",
        y + CELL.1 * 0.74,
        look.ink,
        escaped(&text)
    );
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

fn at(column: usize, row: u16) -> (f64, f64) {
    (column as f64 * CELL.0, f64::from(row) * CELL.1)
}

/// A character that is drawn rather than written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Flat,
    Upright,
    Down,
    Bar,
}

impl Shape {
    fn of(text: &str) -> Option<Self> {
        match text {
            "─" => Some(Self::Flat),
            "│" => Some(Self::Upright),
            "┬" => Some(Self::Down),
            "▌" => Some(Self::Bar),
            _ => None,
        }
    }

    /// Whether several beside each other are one.
    fn repeats(self) -> bool {
        self == Self::Flat
    }

    fn draw(self, (x, y): (f64, f64), count: usize, ink: &str, svg: &mut String) {
        let (width, height) = (count as f64 * CELL.0, CELL.1);
        let (middle, centre) = (y + height / 2.0, x + CELL.0 / 2.0);
        let mut rect = |x: f64, y: f64, width: f64, height: f64| {
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
                 fill=\"{ink}\"/>"
            );
        };
        match self {
            Self::Flat => rect(x, middle - 0.5, width, 1.0),
            Self::Upright => rect(centre - 0.5, y, 1.0, height),
            Self::Down => {
                rect(x, middle - 0.5, width, 1.0);
                rect(centre - 0.5, middle, 1.0, height / 2.0);
            }
            Self::Bar => rect(x, y, CELL.0 / 2.0, height),
        }
    }
}
