//! A small lesson of our own for the tests of teaching, and ways to answer it.

use std::collections::BTreeMap;
use std::sync::Arc;

use lineproof::catalog::{Catalog, LessonSource, Weight, builtin_lesson, builtin_lessons};
use lineproof::model::{RepoPath, Side};
use lineproof::teach::{Answer, AnswerSheet, Mark, StepKey, Taught, Verdict, lines_place, load};

const BEFORE: &str = "\
from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from .models import Kite, db

kites = Blueprint('kites', __name__)


@kites.route('/kites/<int:kite_id>', methods=['DELETE'])
@login_required
def retire(kite_id):
    kite = Kite.query.get_or_404(kite_id)
    if kite.owner_id != current_user.id:
        abort(403)
    db.session.delete(kite)
    db.session.commit()
    return '', 204


@kites.route('/kites/<int:kite_id>')
@login_required
def show(kite_id):
    kite = Kite.query.get_or_404(kite_id)
    if kite.owner_id != current_user.id:
        abort(403)
    return jsonify(kite.as_dict())
";

const MODELS: &str = "\
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Kite(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey('user.id'))
    name = db.Column(db.String(80))

    def as_dict(self):
        return {'id': self.id, 'name': self.name}
";

/// `lesson.toml` of the lesson.
pub const LESSON: &str = r#"
title = "Kites"
goal = "See who may retire a kite."
level = "beginner"
minutes = 4
framework = "flask"
cwe = [639]
asvs = ["8.2.2"]
notes = "Ask who flies kites."

[[step]]
kind = "find"
handler = "kites/views.py::retire"
check = "object-access"
state = "removed"
say = "The owner was compared before; nobody asks now."
attack = "curl -X DELETE https://kites.example/kites/7"
  [[step.must]]
  side = "before"
  text = "if kite.owner_id != current_user.id"
  lines = 2
  role = "guard"
  [[step.must]]
  text = "db.session.delete(kite)"
  role = "effect"
  [[step.neutral]]
  text = "db.session.commit()"
  [[step.distractor]]
  text = "@login_required"
  why = "It asks who somebody is, not whose the kite is."

[[step]]
kind = "find"
handler = "kites/views.py::show"
check = "input-validation"
state = "not-applicable"
say = "It reads no body."

[[step]]
kind = "judge"
handler = "kites/views.py::show"
check = "object-access"
claim = "Anybody who is signed in can read every kite."
holds = false
say = "The owner is compared first."
  [[step.must]]
  text = "if kite.owner_id != current_user.id:"
  role = "guard"

[[step]]
kind = "mend"
handler = "kites/views.py::retire"
check = "object-access"
say = "Compare the owner before the kite is deleted."
"#;

/// The files of the lesson.
pub fn source() -> LessonSource {
    let after =
        BEFORE.replacen("    if kite.owner_id != current_user.id:\n        abort(403)\n", "", 1);
    let tree = |views: &str| {
        let files =
            [("kites/views.py", views), ("kites/models.py", MODELS), ("kites/__init__.py", "")];
        let files = files.map(|(path, text)| (RepoPath::from(path), Arc::<str>::from(text)));
        BTreeMap::from(files)
    };
    LessonSource {
        id: "kites".to_owned(),
        file: "kites/lesson.toml".to_owned(),
        text: LESSON.into(),
        before: tree(BEFORE),
        after: tree(&after),
    }
}

/// The lesson with its key.
pub fn taught() -> Taught {
    load(&source(), &Catalog::builtin().unwrap()).unwrap()
}

/// Our lesson and all that are built in.
pub fn all() -> Vec<Taught> {
    let catalog = Catalog::builtin().unwrap();
    let builtin = builtin_lessons().into_iter().map(|id| builtin_lesson(id).unwrap());
    let sources = std::iter::once(source()).chain(builtin);
    sources
        .map(|source| load(&source, &catalog).unwrap_or_else(|it| panic!("{}: {it:#?}", source.id)))
        .collect()
}

/// The answer that the key of a step gives; where code is to be mended, an empty one.
pub fn right_answer(key: &StepKey) -> Answer {
    let marks = key.of(Weight::Must).map(|mark| Mark::of(&mark.place, mark.role)).collect();
    let (state, holds) = match key.verdict {
        Verdict::State(state) => (Some(state), None),
        Verdict::Holds(holds) => (None, Some(holds)),
        Verdict::Mended => (None, None),
    };
    Answer { state, holds, marks, ..Answer::default() }
}

/// The answers that the key gives.
pub fn right_sheet(taught: &Taught) -> AnswerSheet {
    let mut sheet = AnswerSheet::new(&taught.lesson.id, 0);
    sheet.steps = taught.key.steps.iter().map(right_answer).collect();
    sheet
}

/// A mark on every line of every file, before and after.
pub fn every_line(taught: &Taught) -> Vec<Mark> {
    let mut marks = Vec::new();
    for side in [Side::Base, Side::Head] {
        let tree = taught.lesson.tree(side);
        for (path, _) in tree.files() {
            let count = tree.line_count(path).unwrap().max(1);
            marks.push(Mark::of(&lines_place(side, path.clone(), 1, count), None));
        }
    }
    marks
}
