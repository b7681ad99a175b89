//! What decides stands in code that is reached by more than a plain call: objects that a
//! library asks, classes below, clauses, hooks, mappings that are handed on.

use lineproof::model::State;

use crate::in_memory::InMemory;

const HEAD: &str = "\
import ipaddress
import os
import socket
import httpx
from flask import Flask, abort, make_response, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Tide(db.Model):
    level = db.Column(db.Integer)
";

/// The state of the one item of a check of a program.
fn state(check: &str, program: &str) -> State {
    let found = InMemory::of(&[("app.py", &format!("{HEAD}{program}"))]).assess();
    let mut items = found.iter().flat_map(|file| &file.findings);
    let item = items.find(|item| item.check().as_str() == check).unwrap();
    assert!(items.all(|item| item.check().as_str() != check), "more than one item");
    item.state()
}

const TRANSPORT: &str = "\
class Outward(httpx.BaseTransport):
    def __init__(self):
        self.wire = httpx.HTTPTransport()
    def handle_request(self, request):
        inner = ipaddress.ip_address(socket.gethostbyname(request.url.host))
        if inner.is_private:
            raise ValueError('not there')
        return self.wire.handle_request(request)
@app.get('/tides')
def tides():
    address = request.args['at']
    with httpx.Client(transport=Outward()) as client:
        return client.get(address).text
";

#[test]
fn a_transport_that_refuses_the_inner_network_decides_which_servers_are_asked() {
    assert_eq!(state("ssrf", TRANSPORT), State::Guarded);
    // One that only counts lets through what it is not known to refuse.
    let counts = TRANSPORT.replace("inner.is_private", "inner.version == 6");
    assert_eq!(state("ssrf", &counts), State::Unproven);
    let outside = TRANSPORT.replace("transport=Outward()", "timeout=3");
    assert_eq!(state("ssrf", &outside), State::Missing);
    // An address that came by several ways is one address.
    let several = TRANSPORT.replace(
        "    with httpx",
        "    if address == 'home':\n        address = request.args['home']\n    with httpx",
    );
    assert_eq!(state("ssrf", &several), State::Guarded);
}

#[test]
fn whether_an_address_is_of_the_inner_network_may_be_asked_by_the_handler() {
    let asks = "\
@app.get('/tides')
def tides():
    host = request.args['host']
    if ipaddress.ip_address(socket.gethostbyname(host)).is_private:
        abort(400)
    return httpx.get('http://' + host).text
";
    assert_eq!(state("ssrf", asks), State::Guarded);
    assert_eq!(state("ssrf", &asks.replace(").is_private", ").is_global")), State::Missing);
    let only = asks.replace("if ipaddress", "if not ipaddress").replace("is_private", "is_global");
    assert_eq!(state("ssrf", &only), State::Guarded);
}

const EITHER: &str = "\
from itsdangerous import BadSignature, Signer
def long(text):
    if len(text) < 80:
        raise BadSignature('short')
    return text
def read(text):
    try:
        return long(text)
    except BadSignature:
        if len(text) > 40:
            abort(400)
        return text
@app.post('/tides')
def tides():
    db.session.add(Tide(level=read(request.form['level'])))
    db.session.commit()
    return 'ok'
";

#[test]
fn a_clause_that_asks_the_same_guards_what_its_try_let_go() {
    assert_eq!(state("input-validation", EITHER), State::Guarded);
    // Where the body asks on some ways alone, the others were asked nothing.
    let some = EITHER.replace("if len(text) < 80:", "if app.debug and len(text) < 80:");
    assert_eq!(state("input-validation", &some), State::Conditional);
}

const HOOKS: &str = "\
class Keeper:
    before = None
    more = []
    def keep(self, tide, level):
        hooks = [self.before] if self.before is not None else []
        hooks += self.more
        for hook in hooks:
            hook(tide, level, request)
        tide.level = level
        db.session.commit()
@app.put('/tides/<int:number>')
def tides(number):
    Keeper().keep(Tide.query.get_or_404(number), request.form['level'])
    return 'ok'
";

#[test]
fn hooks_that_are_there_only_when_somebody_adds_them_leave_nothing_open() {
    assert_eq!(state("generation", HOOKS), State::Missing);
    let given = HOOKS.replace("more = []", "more = app.config['HOOKS']");
    assert_eq!(state("generation", &given), State::Unproven);
}

#[test]
fn what_is_given_nothing_of_the_request_compares_no_version_of_it() {
    let told = HOOKS.replace("more = []", "more = app.config['HOOKS']");
    let told = told.replace("hook(tide, level, request)", "hook(tide)");
    assert_eq!(state("generation", &told), State::Missing);
}

const COOKIE: &str = "\
@app.get('/tides')
def tides():
    options = app.config.get('COOKIES', {})
    options.setdefault('httponly', True)
    if app.config['HTTPS']:
        options.setdefault('secure', True)
    answer = make_response('ok')
    answer.set_cookie('tide', 'low', **options)
    return answer
";

#[test]
fn a_key_that_a_mapping_is_given_on_some_ways_counts_on_those() {
    assert_eq!(state("cookie-flags", COOKIE), State::Conditional);
    let always = COOKIE.replace("    if app.config['HTTPS']:\n        ", "    ");
    assert_eq!(state("cookie-flags", &always), State::Guarded);
    // The whole handler may stand under that test.
    let all = COOKIE.replace(
        "    answer = make_response('ok')\n    answer",
        "        answer = make_response('ok')\n        answer",
    );
    let all = all.replace("    return answer", "        return answer\n    return 'no'");
    assert_eq!(state("cookie-flags", &all), State::Guarded);
}

const BELOW: &str = "\
from typing import cast
class Shelf:
    def save(self, name, text):
        Copies().keep(self, name, text)
class Folder(Shelf):
    def where(self, name):
        path = os.path.abspath(os.path.join('/tides', name))
        if not path.startswith('/tides/'):
            abort(404)
        return path
class Copies:
    def keep(self, shelf, name, text):
        with open(shelf.where(name), 'w') as file:
            file.write(text)
@app.put('/tides/<name>')
def tides(name: str):
    held = cast(Shelf, app.config['SHELF'])
    held.save(request.args['name'], request.form['text'])
    return 'ok'
";

#[test]
fn a_method_that_only_classes_below_have_is_theirs() {
    assert_eq!(state("path", BELOW), State::Guarded);
    let free =
        BELOW.replace("        if not path.startswith('/tides/'):\n            abort(404)\n", "");
    assert_eq!(state("path", &free), State::Missing);
}

const SHELVES: &str = "\
@app.get('/tides/<path:name>')
def tides(name):
    shelf = None
    for one, names in {'low': ['ebb'], 'high': ['flood']}.items():
        if name in names:
            shelf = one
            break
    if shelf is None:
        abort(404)
    return open(os.path.join('/tides', name)).read()
";

#[test]
fn what_a_loop_looks_for_among_the_programs_own_is_one_of_those() {
    assert_eq!(state("path", SHELVES), State::Guarded);
    assert_eq!(state("path", &SHELVES.replace("shelf is None", "shelf == 'deep'")), State::Missing);
    // Set on another way as well, it says nothing.
    let always = SHELVES.replace("            break\n", "            break\n        shelf = one\n");
    assert_eq!(state("path", &always), State::Missing);
}

const TYPED: &str = "\
from pathlib import Path
from fastapi import FastAPI, File, UploadFile
from pydantic import BaseModel
api = FastAPI()
class Source(BaseModel):
    address: str
def keep(data):
    if isinstance(data, Path):
        return data.read_text()
    return data
async def look(client, address):
    if isinstance(address, str):
        return 'one'
    return await client.get(address)
@api.post('/tides')
async def tides(body: Source, image: bytes = File(...)):
    keep(image)
    async with httpx.AsyncClient() as client:
        return await look(client, body.address)
";

#[test]
fn a_type_that_is_declared_decides_which_way_is_gone() {
    assert_eq!(state("path", TYPED), State::NotApplicable);
    assert_eq!(state("ssrf", TYPED), State::NotApplicable);
    let other = TYPED.replace("address: str", "address: list");
    assert_eq!(state("ssrf", &other), State::Missing);
}

const KINDS: &str = "\
def read(name, kind=None):
    if kind == 'chart' or (kind is None and name.endswith('.chart')):
        try:
            return int(name)
        except Exception as error:
            abort(400, str(error))
    return 'text'
@app.get('/tides/<name>')
def tides(name):
    return read(name, kind='text')
";

#[test]
fn what_a_constant_argument_leaves_out_is_not_done() {
    assert_eq!(state("exposure", KINDS), State::NotApplicable);
    assert_eq!(state("exposure", &KINDS.replace("kind='text'", "kind='chart'")), State::Missing);
    assert_eq!(state("exposure", &KINDS.replace(", kind='text'", "")), State::Missing);
}

const PARTS: &str = "\
class Files:
    strict = app.config['STRICT']
    def rename(self, old, new):
        if self.strict and old.get('name', '').startswith('.'):
            abort(400)
        db.session.add(Tide(level=old))
        db.session.commit()
@app.put('/tides')
def tides():
    Files().rename(request.get_json(), 1)
    return 'ok'
";

#[test]
fn one_part_of_a_body_that_a_set_up_has_looked_at_says_nothing_of_the_whole() {
    assert_eq!(state("input-validation", PARTS), State::Missing);
}

const PASSWORD: &str = "\
import bcrypt
from flask_login import current_user, login_required
class Hasher:
    def verify(self, text, known):
        return bcrypt.checkpw(text.encode(), known.encode())
class Keeper(db.Model):
    password = db.Column(db.String)
    @staticmethod
    def is_it(text, known):
        return Hasher().verify(text, known)
@app.put('/password')
@login_required
def change():
    keeper = Keeper.query.get(current_user.id)
    if not Keeper.is_it(request.form['old'], keeper.password):
        abort(400)
    keeper.password = Hasher().hash(request.form['new'])
    db.session.commit()
    return 'ok'
";

#[test]
fn whoever_shows_the_old_password_bases_the_new_one_on_it() {
    assert_eq!(state("generation", PASSWORD), State::NotApplicable);
    // Another field is none that the caller showed.
    let other = PASSWORD.replace("keeper.password = ", "keeper.level = ");
    assert_eq!(state("generation", &other), State::Missing);
    // Nor does a test that nothing comes of.
    let told = PASSWORD.replace("        abort(400)", "        print('wrong')");
    assert_eq!(state("generation", &told), State::Missing);
}

const PRINTED: &str = "\
import subprocess
import tempfile
@app.post('/tides')
def tides():
    with tempfile.NamedTemporaryFile('w') as paper:
        paper.write(request.form['text'])
        paper.flush()
        return subprocess.check_output('lp ' + paper.name, shell=True)
";

#[test]
fn the_name_of_a_temporary_file_says_nothing_of_what_is_written_there() {
    assert_eq!(state("command-injection", PRINTED), State::NotApplicable);
    let ending = PRINTED.replace("('w')", "('w', suffix=request.form['end'])");
    assert_eq!(state("command-injection", &ending), State::Missing);
    let text = PRINTED.replace("+ paper.name", "+ request.form['text']");
    assert_eq!(state("command-injection", &text), State::Missing);
}

const SENT_ON: &str = "\
from urllib.parse import urlencode
def ask(**given):
    return httpx.get('https://tides.example/?' + urlencode(given))
@app.post('/tides')
def tides():
    return ask(level=request.form['level']).text
";

#[test]
fn what_encodes_a_value_for_an_address_does_not_look_at_its_form() {
    assert_eq!(state("ssrf", SENT_ON), State::Guarded);
    assert_eq!(state("input-validation", SENT_ON), State::Missing);
}

const NOTED: &str = "\
from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse
from django.urls import path
class Note(models.Model):
    text = models.TextField()
class Tide(models.Model):
    level = models.IntegerField()
@login_required
def tides(request):
    note = Note(text='sending')
    note.save()
    Note.objects.filter(id=note.id).update(text=request.POST['text'])
    return HttpResponse('ok')
urlpatterns = [path('tides', tides)]
";

#[test]
fn a_row_that_the_request_itself_has_made_is_no_older_object() {
    let state = |program: &str| {
        let found = InMemory::of(&[("app.py", program)]).assess();
        let mut items = found.iter().flat_map(|file| &file.findings);
        items.find(|item| item.check().as_str() == "generation").unwrap().state()
    };
    assert_eq!(state(NOTED), State::NotApplicable);
    let older = NOTED.replace("id=note.id", "id=request.POST['id']");
    assert_eq!(state(&older), State::Missing);
    // Another one is changed beside it.
    let both = NOTED.replace(
        "    return",
        "    Tide.objects.filter(id=1).update(level=request.POST['level'])\n    return",
    );
    assert_eq!(state(&both), State::Missing);
}
