//! Of several guards that answer a question, the one that is told.

use lineproof::model::{Evidence, Role};

use crate::in_memory::InMemory;

/// A caller known by a token: a long one is looked up, others are read.
const CALLERS: &str = "\
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import DeclarativeBase, Session
app = FastAPI()
bearer = OAuth2PasswordBearer(tokenUrl='/in')
class Base(DeclarativeBase):
    pass
class Reader(Base):
    id: int
class Key(Base):
    id: int
class Loan(Base):
    id: int
def opened():
    with Session() as session:
        yield session
def long_lived(session, token):
    found = session.query(Key).filter_by(value=token).first()
    if found is None:
        raise HTTPException(401)
    return found.reader
def reader(token: str = Depends(bearer), session=Depends(opened)):
    claims = jwt.decode(token, 'key', algorithms=['HS256'])
    if claims.get('long'):
        return long_lived(session, token)
    known = session.query(Reader).filter_by(id=claims.get('sub')).first()
    if known is None:
        raise HTTPException(401)
    return known
@app.get('/loans')
def loans(asked=Depends(reader), session=Depends(opened)):
    return session.query(Loan).all()
";

/// The lines of code that are told as guards of authentication.
fn told(source: &str) -> Vec<String> {
    told_of(source, "authentication")
}

/// The lines of code that are told as guards of a check.
fn told_of(source: &str, check: &str) -> Vec<String> {
    let found = InMemory::of(&[("app.py", source)]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let finding = findings.find(|finding| finding.check().as_str() == check).unwrap();
    let guards = finding.evidence().iter().filter(|evidence| evidence.role == Role::Guard);
    let line = |evidence: &Evidence| {
        source.lines().nth(evidence.place.first_line() as usize - 1).unwrap().trim().to_owned()
    };
    guards.map(line).collect()
}

#[test]
fn of_guards_on_either_way_the_nearest_is_told() {
    let told = told(CALLERS);
    assert!(told.iter().any(|line| line == "if known is None:"), "{told:?}");
    assert!(!told.iter().any(|line| line == "if found is None:"), "{told:?}");
}

#[test]
fn a_guard_that_looks_at_the_key_is_told_before_one_that_asks_for_it() {
    let early = "    if claims.get('long'):\n        return long_lived(session, token)\n";
    let told = told(&CALLERS.replace(early, ""));
    assert!(!told.iter().any(|line| line.contains("Depends(bearer)")), "{told:?}");
}

#[test]
fn a_lookup_of_what_the_request_names_is_told_before_one_of_the_callers_own() {
    let own = "    branch = session.query(Key).filter_by(id=asked.id).first()\n";
    let named =
        "    return session.query(Loan).filter_by(id=loan, reader=asked.id).first(), branch\n";
    let handler = "@app.get('/loans')\ndef loans(";
    let asked = CALLERS
        .replace(handler, "@app.get('/loans/{loan}')\ndef loans(loan: int, ")
        .replace("    return session.query(Loan).all()\n", &format!("{own}{named}"));
    let told = told_of(&asked, "access");
    assert_eq!(told, [named.trim()]);
}

#[test]
fn a_token_that_was_read_before_some_way_left_was_read_on_all_ways() {
    let read = "    claims = jwt.decode(token, 'key', algorithms=['HS256'])\n";
    let early = "    if claims.get('long'):\n        return long_lived(session, token)\n";
    let tried = "    try:
        claims = jwt.decode(token, 'key', algorithms=['HS256'])
        if claims.get('long'):
            return long_lived(session, token)
    except jwt.PyJWTError:
        raise HTTPException(401)
";
    let told = told(&CALLERS.replace(&format!("{read}{early}"), tried));
    assert!(told.iter().any(|line| line == "except jwt.PyJWTError:"), "{told:?}");
}

/// A note that its writer may change, others of the club only while it is open,
/// by a service that looks at what it was made for first.
const NOTES: &str = "\
@app.put('/notes/{note}')
def change(note: int, asked=Depends(reader), session=Depends(opened)):
    club = session.query(Club).filter_by(id=asked.club_id).first()
    if club.id != asked.club_id:
        raise Exception('of another club')
    found = session.query(Note).filter_by(id=note).first()
    if found is None or found.text is None:
        raise HTTPException(404)
    if not may_change(asked, found):
        raise HTTPException(403)
    found.text = ''
    session.commit()
    if not os.path.exists(found.file):
        raise HTTPException(500)
def may_change(asked, found):
    if found.writer_id == asked.id:
        return True
    if found.club_id != asked.club_id:
        return False
    if found.closed:
        return False
    return True
class Club(Base):
    id: int
class Note(Base):
    id: int
";

#[test]
fn whether_they_may_is_told_before_what_the_caller_has_and_whether_it_is_there() {
    let source = CALLERS.split_once("@app").unwrap().0;
    let source = format!("import os\n{source}{NOTES}");
    for check in ["access", "object-access"] {
        let told = told_of(&source, check);
        assert_eq!(told[0], "if not may_change(asked, found):", "{check}");
    }
}

#[test]
fn a_failure_of_the_service_guards_nothing() {
    let source = CALLERS.split_once("@app").unwrap().0;
    let without = NOTES
        .replace("    if not may_change(asked, found):\n        raise HTTPException(403)\n", "");
    let told = told_of(&format!("import os\n{source}{without}"), "object-access");
    assert!(!told.iter().any(|line| line.contains("os.path")), "{told:?}");
}

#[test]
fn what_the_caller_says_of_an_object_is_a_condition_of_asking_whose_it_is() {
    let source = CALLERS.split_once("@app").unwrap().0;
    let at_times = NOTES
        .replace("note: int,", "note: int, lock: bool,")
        .replace("    if not may", "    locks = lock != found.closed\n    if locks and not may")
        .replace(
            "    if club.id != asked.club_id:\n        raise Exception('of another club')\n",
            "",
        );
    let found = InMemory::of(&[("app.py", &format!("import os\n{source}{at_times}"))]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let finding = findings.find(|finding| finding.check().as_str() == "object-access").unwrap();
    assert_ne!(finding.state(), lineproof::model::State::Guarded);
}

#[test]
fn a_look_among_ones_own_is_told_where_the_query_was_kept_to_them() {
    let source = CALLERS.split_once("@app").unwrap().0;
    let handler = "\
from sqlalchemy import select
@app.get('/loans/{loan}')
def show(loan: int, asked=Depends(reader), session: Session = Depends(opened)):
    query = only_of(asked).where(Loan.id == loan)
    query = query.limit(1)
    return session.execute(query).scalar_one()
def only_of(asked):
    return select(Loan).filter_by(reader_id=asked.id)
";
    let told = told_of(&format!("{source}{handler}"), "object-access");
    let wanted = [
        "query = only_of(asked).where(Loan.id == loan)",
        "return select(Loan).filter_by(reader_id=asked.id)",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn of_two_dependencies_the_one_that_finds_out_who_asks_is_told() {
    let second = "\
def label(token: str = Depends(bearer)):
    try:
        return jwt.decode(token, 'key', algorithms=['HS256']).get('label')
    except jwt.PyJWTError:
        raise HTTPException(401)
def active(asked=Depends(reader)):
    if asked.gone:
        raise HTTPException(403)
    return asked
@app.get('/loans')
def loans(asked=Depends(active), label=Depends(label), ";
    let source = CALLERS.replace("@app.get('/loans')\ndef loans(asked=Depends(reader), ", second);
    let told = told(&source);
    assert!(told.iter().any(|line| line == "if known is None:"), "{told:?}");
}

#[test]
fn a_guard_that_is_not_asked_for_is_told_with_its_condition() {
    let handler = "\
@app.post('/loans')
def lend(request: Request, response: Response, asked=Depends(reader), session=Depends(opened)):
    if request.headers.get('version') == '2':
        response.headers['Cache-Control'] = 'no-store'
    return session.query(Loan).all()
";
    let source = CALLERS.split_once("@app.get").unwrap().0;
    let source = format!("from fastapi import Request, Response\n{source}{handler}");
    let found = InMemory::of(&[("app.py", &source)]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let finding = findings.find(|finding| finding.check().as_str() == "caching").unwrap();
    assert_eq!(finding.state(), lineproof::model::State::Guarded);
    assert!(finding.message().contains("only when `request.headers.get('version') == '2'` holds"));
    assert!(finding.evidence().iter().any(|evidence| evidence.role == Role::Condition));
}

#[test]
fn what_is_handed_on_whole_leaves_defaults_as_they_are() {
    let handler = "\
def found(look, *more, **named):
    known = look(*more, **named)
    if known is None:
        raise HTTPException(404)
    return known
def of_reader(session, loan, asked, through=None):
    query = session.query(Loan).filter_by(id=loan)
    if through is None:
        query = query.filter_by(reader_id=asked.id)
    else:
        query = query.join(through).filter(through.reader_id == asked.id)
    return query.first()
@app.get('/loans/{loan}')
def show(loan: int, asked=Depends(reader), session: Session = Depends(opened)):
    return found(of_reader, session, loan, asked)
";
    let source = CALLERS.split_once("@app.get").unwrap().0;
    let told = told_of(&format!("{source}{handler}"), "object-access");
    assert!(told.iter().any(|line| line.contains("reader_id=asked.id")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("join")), "{told:?}");
    for change in ["named = {**named, **NAMES}", "named.update(NAMES)", "change(named)"] {
        let kept = handler.replace("    known = look", &format!("    {change}\n    known = look"));
        let told = told_of(&format!("NAMES = {{}}\n{source}{kept}"), "object-access");
        assert!(told.iter().any(|line| line.contains("join")), "{change}: {told:?}");
    }
}

#[test]
fn what_only_a_habit_leaves_out_says_so_and_shows_the_object() {
    let source = CALLERS.split_once("@app").unwrap().0;
    let handler = "\
@app.get('/loans/{loan}')
def show(loan: int, session: Session = Depends(opened)):
    return session.get(Loan, loan)
@app.get('/hours')
def hours():
    return {'from': 9, 'to': 17}
";
    let found = InMemory::of(&[("app.py", &format!("{source}{handler}"))]).assess();
    let findings = found.iter().flat_map(|file| &file.findings);
    let told: Vec<_> = findings
        .filter(|finding| finding.check().as_str() == "object-access")
        .map(|finding| {
            (finding.message().starts_with("Nothing in sight"), finding.evidence().len())
        })
        .collect();
    assert_eq!(told, [(true, 1), (false, 0)]);
}

#[test]
fn of_guards_on_both_ways_both_are_told() {
    let handler = "\
@app.put('/loans/{loan}')
def keep(loan: int, long: bool, asked=Depends(reader), session: Session = Depends(opened)):
    if long:
        only_keepers(asked)
    else:
        only_readers(asked)
    session.query(Loan).filter_by(id=loan).update({'long': long})
def only_keepers(asked):
    if not asked.is_keeper:
        raise HTTPException(403)
def only_readers(asked):
    if not asked.is_reader:
        raise HTTPException(403)
";
    let source = CALLERS.split_once("@app.get").unwrap().0;
    let told = told_of(&format!("{source}{handler}"), "access");
    for line in ["only_keepers(asked)", "only_readers(asked)"] {
        assert!(told.iter().any(|told| told == line), "{told:?}");
    }
}

/// A validator built at run time, whose own exception is caught, and one value tested.
const LABELS: &str = "\
import functools
import jsonschema
from flask import Flask, abort, request
app = Flask(__name__)
LABELS = []
class Form:
    def __init__(self, schema):
        self.validator = jsonschema.validators.extend(jsonschema.Draft7Validator, {})(schema)
    def read(self, data):
        try:
            self.validator.validate(data)
        except jsonschema.ValidationError:
            abort(400)
def formed(schema):
    def wrap(view):
        @functools.wraps(view)
        def inner(*given, **named):
            Form(schema).read(request.json)
            return view(*given, **named)
        return inner
    return wrap
@app.patch('/labels')
@formed({'type': 'object'})
def label():
    data = request.json
    if len(data) != 1:
        abort(400)
    LABELS.append(data)
    return '', 204
";

#[test]
fn what_a_validator_raises_says_more_than_a_test_of_one_value() {
    let told = told_of(LABELS, "input-validation");
    assert!(told.iter().any(|line| line.contains("ValidationError")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("len(data)")), "{told:?}");
}
