//! Handlers that Routes mappers reach: methods, named in a text, of what a WSGI
//! application holds; and what the application does around them.

use lineproof::model::{FileAssessment, State};

use crate::in_memory::InMemory;

/// An application that reads, answers by the method named, and writes.
const SERVED: &str = "\
import json
import webob
import webob.dec
import webob.exc
class Reader:
    def default(self, request):
        return {'body': json.loads(request.body)}
class Writer:
    def default(self, response, result):
        response.body = json.dumps(result)
class Served:
    def __init__(self, controller, reader=None, writer=None):
        self.controller = controller
        self.reader = reader or Reader()
        self.writer = writer or Writer()
    @webob.dec.wsgify
    def __call__(self, request):
        said = self.said(request.environ)
        action = said.pop('action', None)
        said.update(self.pass_on(self.reader, action, request))
        result = self.pass_on(self.controller, action, request, **said)
        response = webob.Response(request=request)
        self.pass_on(self.writer, action, response, result)
        return response
    def pass_on(self, holder, action, *args, **kwargs):
        try:
            method = getattr(holder, action)
        except AttributeError:
            method = getattr(holder, 'default')
        return method(*args, **kwargs)
    def said(self, environ):
        try:
            return environ['wsgiorg.routing_args'][1].copy()
        except Exception:
            return {}
";

/// Two resources, one with a reader of its own that refuses.
const PENS: &str = "\
import webob.exc
from desk.served import Reader, Served
class Pens:
    def index(self, req):
        return []
    def fill(self, req, pen, body):
        return body
    def note(self, req, body):
        return body
class PenReader(Reader):
    def fill(self, request):
        body = self.default(request)['body']
        if 'ink' not in body:
            raise webob.exc.HTTPBadRequest()
        return {'body': body}
def create_pens():
    return Served(Pens(), PenReader())
";

/// What the engine says of every file of a tree.
fn assess(files: &[(&str, &str)]) -> Vec<FileAssessment> {
    InMemory::of(files).assess()
}

fn desk(router: &str) -> Vec<FileAssessment> {
    assess(&[
        ("desk/__init__.py", ""),
        ("desk/served.py", SERVED),
        ("desk/pens.py", PENS),
        ("desk/router.py", router),
    ])
}

/// `name METHODS routes`, in order.
fn handlers(found: &[FileAssessment]) -> Vec<String> {
    let mut found: Vec<String> = found
        .iter()
        .flat_map(|file| &file.handlers)
        .map(|handler| {
            let methods: Vec<&str> = handler.methods.iter().map(|one| one.as_str()).collect();
            let routes: Vec<&str> =
                handler.routes.iter().map(|route| route.template.as_str()).collect();
            format!("{} {} {}", handler.name, methods.join(","), routes.join(" "))
        })
        .collect();
    found.sort();
    found
}

/// `check: state` of a handler.
fn states(found: &[FileAssessment], handler: &str, check: &str) -> Vec<State> {
    let findings = found.iter().flat_map(|file| &file.findings);
    let wanted = findings.filter(|finding| {
        finding.handler().as_str().ends_with(handler) && finding.check().as_str() == check
    });
    wanted.map(lineproof::model::Finding::state).collect()
}

#[test]
fn a_mapper_leads_through_the_application_to_the_method_it_names() {
    let found = desk(
        "from desk import pens\n\
         class Api:\n    def __init__(self, mapper):\n        resource = pens.create_pens()\n        \
         mapper.connect('/pens', controller=resource, action='index', \
         conditions={'method': ['GET']})\n        \
         mapper.connect('fill', '/pens/{pen}', controller=resource, action='fill', \
         conditions=dict(method='PUT,POST'))\n",
    );
    assert_eq!(handlers(&found), ["Pens.fill PUT,POST /pens/{pen}", "Pens.index GET /pens"]);
}

#[test]
fn what_the_application_reads_and_refuses_counts_for_the_method_it_calls() {
    let found = desk(
        "from desk import pens\n\
         def routes(mapper):\n    mapper.connect('/pens/{pen}', controller=pens.create_pens(), \
         action='fill', conditions={'method': ['PUT']})\n    \
         mapper.connect('/pens', controller=pens.create_pens(), action='index')\n    \
         mapper.connect('/notes', controller=pens.create_pens(), action='note')\n",
    );
    assert_eq!(states(&found, "Pens.fill", "input-validation"), [State::Guarded]);
    assert_eq!(states(&found, "Pens.fill", "deserialisation"), [State::Guarded]);
    // The reader has no method for this one: the default reads and refuses nothing.
    assert_eq!(states(&found, "Pens.note", "input-validation"), [State::Missing]);
    // What is read for every request and not handed on is no input of this one.
    assert_eq!(states(&found, "Pens.index", "input-validation"), [State::NotApplicable]);
    assert_eq!(states(&found, "Pens.index", "content-type"), [State::NotApplicable]);
}

#[test]
fn a_table_of_factories_is_followed_where_the_set_up_loops_over_it() {
    let found = desk(
        "import functools\nimport routes\nfrom desk import pens\nfrom desk.served import Served\n\
         def made(held):\n    return Served(held())\n\
         pen_maker = functools.partial(made, pens.Pens)\n\
         ROUTES = (\n    ('/old', '/pens'),\n    ('/pens', {'GET': [pen_maker, 'index'], \
         'POST': [pen_maker, 'fill']}),\n)\n\
         class Mapper(routes.Mapper):\n    def give(self, path, method, holder, action):\n        \
         self.connect('/v1%s' % path, conditions=dict(method=[method]), controller=holder, \
         action=action)\n\
         class Api:\n    def __init__(self, more=None):\n        self.map = Mapper()\n        \
         if more is None:\n            more = tuple()\n        \
         for path, methods in ROUTES + more:\n            \
         if isinstance(methods, str):\n                continue\n            \
         for method, (maker, action) in methods.items():\n                \
         self.map.give(path, method, maker(), action)\n",
    );
    assert_eq!(handlers(&found), ["Pens.fill POST /v1/pens", "Pens.index GET /v1/pens"]);
}

#[test]
fn a_resource_call_stands_for_the_usual_methods_and_those_it_adds() {
    let found = desk(
        "import routes\nfrom desk import pens\n\
         mapper = routes.Mapper()\n\
         with mapper.submapper(path_prefix='/v2') as inner:\n    \
         inner.resource('pen', 'pens', controller=pens.create_pens(), \
         member={'fill': 'POST'})\n",
    );
    assert_eq!(handlers(&found), ["Pens.fill POST /v2/pens/{id}/fill", "Pens.index GET /v2/pens"]);
}

#[test]
fn methods_marked_with_names_answer_what_the_application_chooses_by_the_body() {
    let held = "\
import json
import webob.dec
def named(name):
    def mark(function):
        function.called = name
        return function
    return mark
class Held:
    called = {}
    @named('sharpen')
    def _sharpen(self, req, id, body):
        return body
    @named('break')
    def _break(self, req, id, body):
        return None
    def unmarked(self):
        return None
class Chooser:
    def __init__(self, held):
        self.held = held
    @webob.dec.wsgify
    def __call__(self, request):
        name = list(json.loads(request.body))[0]
        method = self.held.called[name]
        return method(req=request, body=name)
";
    let found = assess(&[
        ("held.py", held),
        (
            "router.py",
            "import routes\nimport held\nmapper = routes.Mapper()\n\
             mapper.connect('/pens/{id}/action', controller=held.Chooser(held.Held()), \
             action='action', conditions={'method': ['POST']})\n",
        ),
    ]);
    assert_eq!(
        handlers(&found),
        ["Held._break POST /pens/{id}/action", "Held._sharpen POST /pens/{id}/action"]
    );
    assert_eq!(states(&found, "Held._break", "input-validation"), [State::Missing]);
}

#[test]
fn a_route_whose_method_is_not_found_is_said_to_be_left_alone() {
    let found = desk(
        "import routes\nfrom desk import pens\nmapper = routes.Mapper()\n\
         mapper.connect('/lost', controller=pens.create_pens(), action='nowhere')\n",
    );
    let reasons: Vec<&str> = found
        .iter()
        .flat_map(|file| &file.not_analysed)
        .map(|left_alone| left_alone.reason.as_str())
        .collect();
    assert_eq!(reasons, ["the route `/lost`: the method `nowhere` that answers was not found"]);
}

/// Notes with an owner, read after asking whether they may be seen.
const NOTES: &str = "\
import webob.exc
from oslo_context import context as base
from oslo_policy import policy
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
class Note(db.Model):
    number = db.Column(db.Integer, primary_key=True)
class Context(base.RequestContext):
    pass
class Known:
    def process_request(self, req):
        if req.headers.get('X-Status') == 'Confirmed':
            req.context = Context(project_id=req.headers.get('X-Project'))
        else:
            raise webob.exc.HTTPUnauthorized()
def seen_by(context, note):
    if note['owner'] is None:
        return True
    if context.project_id == note['owner']:
        return True
    return False
class Notes:
    def __init__(self):
        self.rules = policy.Enforcer(None)
    def show(self, req, number):
        self.rules.enforce('show', {}, {}, do_raise=True)
        note = Note.query.filter_by(number=number).one()
        if not seen_by(req.context, note):
            raise webob.exc.HTTPNotFound()
        return note
    def bare(self, req, number):
        note = Note.query.filter_by(number=number).one()
        return note
";

fn notes(action: &str) -> Vec<FileAssessment> {
    assess(&[
        ("desk/__init__.py", ""),
        ("desk/served.py", SERVED),
        ("desk/notes.py", NOTES),
        (
            "desk/router.py",
            &format!(
                "import routes\nfrom desk import notes, served\nmapper = routes.Mapper()\n\
                 mapper.connect('/notes/{{number}}', controller=served.Served(notes.Notes()), \
                 action='{action}', conditions={{'method': ['GET']}})\n"
            ),
        ),
    ])
}

#[test]
fn a_plain_yes_or_no_says_what_was_asked_for_it() {
    assert_eq!(states(&notes("show"), "Notes.show", "object-access"), [State::Guarded]);
}

#[test]
fn what_the_application_holds_was_built_before_the_request_came() {
    let found = notes("show");
    assert_eq!(states(&found, "Notes.show", "access"), [State::Guarded]);
    let bare = notes("bare");
    assert_eq!(states(&bare, "Notes.bare", "access"), [State::Missing]);
    assert_eq!(states(&bare, "Notes.bare", "authentication"), [State::Missing]);
}

/// A handler that refuses by what middleware keeps of callers it does not know.
fn strangers(marked: &str) -> Vec<State> {
    let known = "class Known:\n    def process_request(self, req):\n        \
                 if req.headers.get('X-Status') == 'Confirmed':\n            \
                 req.context = Context(project_id=req.headers.get('X-Project'))\n        \
                 elif cfg.CONF.open_to_all:\n            req.context = self.stranger()\n        else:\n            \
                 raise webob.exc.HTTPUnauthorized()\n    def stranger(self):\n        \
                 kept = {'project_id': None, 'look_only': MARKED}\n        \
                 return Context(**kept)\n";
    let known = known.replace("MARKED", marked);
    let text = format!(
        "import functools\nimport webob.exc\nfrom oslo_config import cfg\n\
         from oslo_context import context as base\nfrom flask_sqlalchemy import SQLAlchemy\n\
         db = SQLAlchemy()\nclass Note(db.Model):\n    \
         number = db.Column(db.Integer, primary_key=True)\n\
         class Context(base.RequestContext):\n    \
         def __init__(self, rules=None, **more):\n        super().__init__(**more)\n        \
         self.rules = rules\n{known}\
         def writes(function):\n    @functools.wraps(function)\n    \
         def wrapped(self, req, *args, **kwargs):\n        \
         if req.context.look_only:\n            raise webob.exc.HTTPForbidden()\n        \
         return function(self, req, *args, **kwargs)\n    return wrapped\n\
         class Notes:\n    @writes\n    def drop(self, req, number):\n        \
         seen = req.context.project_id\n        \
         db.session.delete(Note.query.filter_by(number=number).one())\n        return seen\n"
    );
    let found = assess(&[
        ("desk/__init__.py", ""),
        ("desk/served.py", SERVED),
        ("desk/notes.py", &text),
        (
            "desk/router.py",
            "import routes\nfrom desk import notes, served\nmapper = routes.Mapper()\n\
             mapper.connect('/notes/{number}', controller=served.Served(notes.Notes()), \
             action='drop', conditions={'method': ['DELETE']})\n",
        ),
    ]);
    states(&found, "Notes.drop", "authentication")
}

#[test]
fn who_is_let_in_unknown_and_marked_is_turned_away_by_the_mark() {
    assert_eq!(strangers("True"), [State::Guarded]);
    assert_eq!(strangers("False"), [State::Conditional]);
}

/// A handler that reads the body where there is one, after this.
fn body_states(before: &str) -> Vec<State> {
    let text = format!(
        "import json\nimport webob\nimport webob.exc\nclass Asked:\n    \
         def has_body(self, request):\n        \
         if request.content_length:\n            return True\n        return False\n\
         class Held:\n    def __init__(self):\n        self.asked = Asked()\n    \
         def show(self, req):\n{before}        \
         if self.asked.has_body(req):\n            return json.loads(req.body)\n        \
         return None\n\
         class App:\n    def __init__(self, held):\n        self.held = held\n    \
         def __call__(self, req):\n        return self.held.show(req)\n\
         import routes\nmapper = routes.Mapper()\n\
         mapper.connect('/show', controller=App(Held()), action='show')\n"
    );
    states(&assess(&[("app.py", &text)]), "Held.show", "content-type")
}

#[test]
fn a_question_whose_yes_was_refused_is_answered_with_no() {
    let refuses = "        if self.asked.has_body(req):\n            \
                   raise webob.exc.HTTPBadRequest()\n";
    let refuses_at_times = "        if req.GET:\n            \
                            if self.asked.has_body(req):\n                \
                            raise webob.exc.HTTPBadRequest()\n";
    let swallowed = "        try:\n            if self.asked.has_body(req):\n                \
                     raise webob.exc.HTTPBadRequest()\n        \
                     except webob.exc.HTTPBadRequest:\n            pass\n";
    assert_eq!(body_states(""), [State::Missing]);
    assert_eq!(body_states(refuses), [State::NotApplicable]);
    assert_eq!(body_states(refuses_at_times), [State::Missing]);
    assert_eq!(body_states(swallowed), [State::Missing]);
}

#[test]
fn one_of_several_functions_in_a_table_is_no_guard_for_certain() {
    let app = |call: &str| {
        let text = format!(
            "import webob.exc\nclass Held:\n    def show(self, req, kind):\n        \
             def strict():\n            if req.GET:\n                \
             raise webob.exc.HTTPBadRequest()\n        \
             def lax():\n            return None\n        \
             table = {{'strict': strict, 'lax': lax}}\n        {call}\n        \
             return req.GET\n\
             class App:\n    def __init__(self, held):\n        self.held = held\n    \
             def __call__(self, req):\n        return self.held.show(req, kind='lax')\n\
             import routes\nmapper = routes.Mapper()\n\
             mapper.connect('/show/{{kind}}', controller=App(Held()), action='show')\n"
        );
        states(&assess(&[("app.py", &text)]), "Held.show", "input-validation")
    };
    assert_eq!(app("strict()"), [State::Guarded]);
    assert_eq!(app("table[req.method]()"), [State::Conditional]);
}
