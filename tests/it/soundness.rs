//! Guards that look like guards: skipped on some paths, swallowed, or too late.
//! Each handler is as small as the point it makes.

use lineproof::model::{Role, State};

use crate::in_memory::InMemory;

const HEAD: &str = "\
import contextlib
from flask import Flask, abort, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from werkzeug.exceptions import Forbidden
app = Flask(__name__)
db = SQLAlchemy(app)
class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
def check():
    if not current_user.is_admin:
        abort(403)
@app.delete('/items/<int:pk>')
def drop(pk):
";

/// The state of the access check of a handler that deletes an item with this body.
fn access(body: &str) -> State {
    state("access", &format!("item = Item.query.get(pk)\n{body}"))
}

/// The state of a check of a handler with this body.
fn state(check: &str, body: &str) -> State {
    let indented: String = body.lines().map(|line| format!("    {line}\n")).collect();
    state_in(check, &format!("{HEAD}{indented}"))
}

/// The state of a check of the only handler of a program.
fn state_in(check: &str, program: &str) -> State {
    let found = InMemory::of(&[("app.py", program)]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    findings.find(|finding| finding.check().as_str() == check).unwrap().state()
}

#[test]
fn a_refusal_that_is_swallowed_guards_nothing() {
    for body in [
        "try:\n    check()\nexcept Exception:\n    pass\ndb.session.delete(item)",
        "with contextlib.suppress(Forbidden):\n    if not current_user.is_admin:\n        \
         raise Forbidden()\ndb.session.delete(item)",
    ] {
        assert_eq!(access(body), State::Missing, "{body}");
    }
}

#[test]
fn a_refusal_that_is_raised_again_only_at_times_is_not_relied_on() {
    let body = "try:\n    check()\nexcept Exception:\n    if app.config['STRICT']:\n        \
                raise\ndb.session.delete(item)";
    assert_eq!(access(body), State::Missing);
}

#[test]
fn a_refusal_that_ends_the_handler_guards_whatever_it_answers() {
    for answer in ["return jsonify(error='no'), 500", "return jsonify(error='no')", "return"] {
        let body = format!(
            "try:\n    check()\n    db.session.delete(item)\nexcept Exception:\n    {answer}"
        );
        assert_eq!(access(&body), State::Guarded, "{answer}");
    }
}

#[test]
fn a_test_that_lets_others_by_makes_the_guard_conditional() {
    for body in [
        "if current_user.is_authenticated and not current_user.is_admin:\n    abort(403)",
        "request.args.get('strict') and check()",
        "check() if request.args.get('strict') else None",
    ] {
        let body = format!("{body}\ndb.session.delete(item)");
        assert_eq!(access(&body), State::Conditional, "{body}");
    }
}

#[test]
fn of_many_conditions_the_sentence_names_one_and_the_lines_are_all_there() {
    let tests = "if request.args.get('a'):\n    if request.args.get('b'):\n        \
                 if request.args.get('c'):\n            check()\ndb.session.delete(item)";
    let indented: String = tests.lines().map(|line| format!("    {line}\n")).collect();
    let program = format!("{HEAD}    item = Item.query.get(pk)\n{indented}");
    let found = InMemory::of(&[("app.py", &program)]).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    let item = findings.find(|finding| finding.state() == State::Conditional).unwrap();
    let told = "`request.args.get('a')` holds and 2 more conditions";
    assert!(item.message().contains(told), "{}", item.message());
    let lines = item.evidence().iter().filter(|one| one.role == Role::Condition);
    assert_eq!(lines.count(), 3);
}

#[test]
fn having_let_by_whoever_may_do_more_is_no_condition() {
    let body = "if not current_user.is_owner and not current_user.is_admin:\n    abort(403)\n\
                db.session.delete(item)";
    assert_eq!(access(body), State::Guarded);
}

#[test]
fn a_guard_on_both_ways_does_not_guard_what_came_before_it_on_one() {
    let body = "if request.args.get('now'):\n    check()\nelse:\n    \
                db.session.delete(item)\n    check()";
    assert_ne!(access(body), State::Guarded);
    let body = "if request.args.get('now'):\n    check()\nelse:\n    check()\n\
                db.session.delete(item)";
    assert_eq!(access(body), State::Guarded);
}

#[test]
fn writing_the_name_of_the_caller_is_not_asking_for_their_own() {
    let body = "query = Item.query.filter_by(id=pk)\nquery.update({'editor': current_user.id})";
    assert_eq!(state("access", body), State::Missing);
    let body = "query = Item.query.filter_by(id=pk, owner=current_user.id)\n\
                query.update({'name': request.args['name']})";
    assert_eq!(state("object-access", body), State::Guarded);
}

#[test]
fn a_refusal_that_a_decorators_helper_builds_ends_the_request() {
    let text = "\
from functools import wraps
from flask import Flask, g, jsonify, make_response, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Key(db.Model):
    owner = db.Column(db.Integer)
class Item(db.Model):
    owner = db.Column(db.Integer)
def refused(words, status=400):
    return make_response(words, status)
def keyed(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        key = Key.query.get(request.headers['X-Key'])
        if key is None:
            return refused('who are you?', 401)
        g.user = key.owner
        return view(*args, **kwargs)
    return wrapper
@app.delete('/items/<int:pk>')
@keyed
def drop(pk):
    item = Item.query.get(pk)
    if item.owner != g.user:
        return refused('not yours', 403)
    db.session.delete(item)
    return '', 204
";
    let found = InMemory::of(&[("app.py", text)]).assess();
    let state = |check: &str| {
        let mut findings = found.iter().flat_map(|file| &file.findings);
        findings.find(|finding| finding.check().as_str() == check).unwrap().state()
    };
    assert_eq!(state("authentication"), State::Guarded);
    assert_eq!(state("object-access"), State::Guarded);
}

#[test]
fn a_loop_that_may_not_go_round_makes_the_guard_in_it_conditional() {
    for (body, expected) in [
        (
            "for role in app.config['ROLES']:\n    check()\ndb.session.delete(item)",
            State::Conditional,
        ),
        (
            "while app.config['STRICT']:\n    check()\n    break\ndb.session.delete(item)",
            State::Conditional,
        ),
        ("for attempt in (1, 2):\n    check()\ndb.session.delete(item)", State::Guarded),
        ("while True:\n    check()\n    break\ndb.session.delete(item)", State::Guarded),
        ("for key in request.args:\n    check()\ndb.session.delete(item)", State::Guarded),
    ] {
        assert_eq!(access(body), expected, "{body}");
    }
    let body = "for one in app.config['ALL']:\n    check()\n    \
                db.session.delete(Item.query.get(one))";
    assert_eq!(state("access", body), State::Guarded);
}

#[test]
fn leaving_a_helper_deep_inside_leaves_its_guard_out() {
    for early in [
        "if app.testing:\n        if app.debug:\n            return",
        "for one in app.config['OPEN']:\n        if one == 'x':\n            return",
    ] {
        let body = format!(
            "def guard():\n    {early}\n    if not current_user.is_admin:\n        abort(403)\n\
             guard()\ndb.session.delete(item)"
        );
        assert_eq!(access(&body), State::Conditional, "{early}");
    }
}

#[test]
fn the_else_of_a_loop_refuses_whom_nothing_in_it_let_by() {
    let body = "for role in current_user.roles:\n    if role.name == 'admin':\n        break\n\
                else:\n    abort(403)\ndb.session.delete(item)";
    assert_eq!(access(body), State::Guarded);
}

#[test]
fn what_fails_before_a_guard_in_the_same_try_skips_it() {
    let skipped = [
        "try:\n    size = int(request.args['size'])\n    check()\nexcept ValueError:\n    size = 0\n",
        "try:\n    app.config['X'].run()\n    check()\nexcept LookupError:\n    pass\n",
        "try:\n    x = app.config['X']\n    check()\nexcept KeyError:\n    pass\n",
        "try:\n    with app.lock():\n        app.run()\n        check()\nexcept OSError:\n    pass\n",
        "try:\n    if app.testing:\n        raise KeyError\n    check()\nexcept KeyError:\n    pass\n",
    ];
    for body in skipped {
        assert_eq!(access(&format!("{body}db.session.delete(item)")), State::Conditional, "{body}");
    }
    let certain = [
        "try:\n    check()\n    app.run()\nexcept ValueError:\n    pass\n",
        "try:\n    app.logger.isEnabledFor\n    check()\nexcept ValueError:\n    pass\n",
        "try:\n    app.run()\n    check()\nexcept ValueError:\n    abort(400)\n",
        "try:\n    if not current_user.is_admin():\n        abort(403)\n    app.run()\nexcept OSError:\n    pass\n",
    ];
    for body in certain {
        assert_eq!(access(&format!("{body}db.session.delete(item)")), State::Guarded, "{body}");
    }
}

#[test]
fn leaving_the_handler_instead_of_failing_skips_nothing() {
    let body = "try:\n    app.run()\n    check()\nexcept ValueError:\n    return 'no'\n\
                Item.query.filter_by(id=pk).delete()";
    assert_eq!(state("access", body), State::Guarded);
}

#[test]
fn what_is_done_instead_of_a_guard_that_failed_is_not_guarded_by_it() {
    let body = "try:\n    app.run()\n    check()\nexcept OSError:\n    db.session.delete(item)";
    assert_eq!(access(body), State::Conditional);
    let body =
        "try:\n    app.run()\n    check()\n    db.session.delete(item)\nexcept OSError:\n    pass";
    assert_eq!(state("access", body), State::Guarded);
}

#[test]
fn a_message_set_instead_of_a_guard_is_asked_for_later() {
    let setting =
        "error = None\ntry:\n    app.run()\n    check()\nexcept OSError:\n    error = 'no'\n";
    for (asking, expected) in [
        ("if error:\n    return error, 400\ndb.session.delete(item)", State::Guarded),
        ("if error:\n    return error\nItem.query.get(pk).delete()", State::Guarded),
        ("if error is None:\n    db.session.delete(item)", State::Guarded),
        ("if not error:\n    db.session.delete(item)", State::Guarded),
        ("if error:\n    db.session.delete(item)", State::Conditional),
        ("error = None\nif not error:\n    db.session.delete(item)", State::Conditional),
        ("db.session.delete(item)", State::Conditional),
    ] {
        let body = format!("{setting}{}", asking.replace("(item)", "(Item.query.get(pk))"));
        assert_eq!(state("access", &body), expected, "{asking}");
    }
}

#[test]
fn a_guard_handed_to_code_outside_counts_only_where_that_calls_it_for_certain() {
    for (calling, expected) in [
        ("app.extensions['pool'].submit(lambda: check())", State::Conditional),
        ("import asyncio\nasyncio.to_thread(check)", State::Guarded),
        ("import asyncio\nasyncio.get_running_loop().run_in_executor(None, check)", State::Guarded),
        ("from asgiref.sync import sync_to_async\nsync_to_async(check)()", State::Guarded),
    ] {
        assert_eq!(access(&format!("{calling}\ndb.session.delete(item)")), expected, "{calling}");
    }
}

#[test]
fn what_is_set_only_at_times_decides_nothing_for_certain() {
    let setting = "class Asked:\n    trusted = False\nasked = Asked()\n\
                   def note():\n    if app.testing:\n        asked.trusted = True\nnote()\n";
    let body = format!(
        "{setting}if not asked.trusted:\n    check()\nItem.query.filter_by(id=pk).delete()"
    );
    assert_eq!(state("access", &body), State::Conditional);
    let certain = body.replace("    if app.testing:\n        asked", "    asked");
    assert_eq!(state("access", &certain), State::Missing);
}

#[test]
fn what_only_one_way_took_from_who_asks_is_not_their_own() {
    for body in [
        "owner = current_user.id if pk > 9 else request.args['owner']",
        "owner = request.args['owner']\nif pk > 9:\n    owner = current_user.id",
    ] {
        let body = format!(
            "{body}\nquery = Item.query.filter_by(id=pk, owner=owner)\nquery.update({{'name': 1}})"
        );
        assert_ne!(state("object-access", &body), State::Guarded, "{body}");
    }
}

#[test]
fn a_refusal_before_a_kept_value_counts_as_far_as_it_went() {
    let program = |strict: &str| {
        format!(
            "from flask import Flask, abort, g, request\nfrom flask_sqlalchemy import SQLAlchemy\n\
             app = Flask(__name__)\ndb = SQLAlchemy(app)\n\
             class Item(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n\
             def load():\n    if {strict}request.headers.get('Key') is None:\n        abort(401)\n    \
             g.user = Item.query.get(request.headers.get('Key'))\n\
             @app.delete('/items/<int:pk>')\ndef drop(pk):\n    user = g.user\n    \
             db.session.delete(Item.query.get(pk))\n    return '', 204\n"
        )
    };
    assert_eq!(state_in("authentication", &program("")), State::Guarded);
    let strict = program("request.headers.get('Strict'):\n      if ");
    assert_eq!(
        state_in("authentication", &strict.replace("        abort", "          abort")),
        State::Conditional
    );
}

/// A program with a hook that is put on it so, and one handler.
fn hooked(set_up: &str) -> String {
    format!(
        "from flask import Flask, abort, jsonify\nfrom flask_login import current_user\n\
         from flask_sqlalchemy import SQLAlchemy\nimport settings\n\
         app = Flask(__name__)\ndb = SQLAlchemy(app)\n\
         class Item(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n\
         def ask():\n    if not current_user.is_authenticated:\n        abort(401)\n\
         {set_up}\n\
         @app.get('/items')\ndef items():\n    return jsonify(Item.query.count())\n"
    )
}

#[test]
fn a_hook_put_on_at_times_guards_at_times() {
    for (set_up, state) in [
        ("app.before_request(ask)", State::Guarded),
        ("if settings.CLOSED:\n    app.before_request(ask)", State::Conditional),
        (
            "def set_up(app: Flask):\n    if settings.OPEN:\n        return\n    \
             app.before_request(ask)\nset_up(app)",
            State::Conditional,
        ),
        ("if False:\n    app.before_request(ask)", State::Missing),
    ] {
        assert_eq!(state_in("authentication", &hooked(set_up)), state, "{set_up}");
    }
}

#[test]
fn a_guard_made_of_two_refuses_whom_neither_lets_through() {
    for (listed, state) in [
        ("[IsAuthenticated]", State::Guarded),
        ("[IsAuthenticated & Late]", State::Guarded),
        ("[IsAuthenticated | IsAdminUser]", State::Guarded),
        ("[Never | IsAuthenticated]", State::Guarded),
        ("[Staff | IsAdminUser]", State::Guarded),
        ("[IsAuthenticated | Late]", State::Missing),
        ("[IsAuthenticated | Always]", State::Missing),
        ("[AllowAny | IsAdminUser]", State::NotApplicable),
        ("[IsAdminUser | (IsAuthenticated | AllowAny)]", State::NotApplicable),
    ] {
        for getter in [false, true] {
            let line = match getter {
                false => format!("permission_classes = {listed}"),
                true => format!("def get_permissions(self):\n        return {listed}"),
            };
            let program = format!(
                "from django.db import models\nfrom rest_framework.views import APIView\n\
                 from rest_framework.permissions import AllowAny, BasePermission, IsAdminUser\n\
                 from rest_framework.permissions import IsAuthenticated\n\
                 from rest_framework.response import Response\nimport clock\n\
                 class Boat(models.Model):\n    name = models.TextField()\n\
                 class Never(BasePermission):\n    def has_permission(self, request, view):\n        \
                 return False\n\
                 class Always(BasePermission):\n    def has_permission(self, request, view):\n        \
                 return True\n\
                 class Late(BasePermission):\n    def has_permission(self, request, view):\n        \
                 return clock.hour() > 20\n\
                 class Staff(BasePermission):\n    def has_permission(self, request, view):\n        \
                 return request.user.is_staff\n\
                 class Boats(APIView):\n    {line}\n    def get(self, request):\n        \
                 return Response([boat.name for boat in Boat.objects.all()])\n"
            );
            assert_eq!(state_in("authentication", &program), state, "{listed} {getter}");
        }
    }
}

#[test]
fn whoever_sends_a_type_that_is_named_gets_by_the_test_of_types() {
    let others = "if request.content_type not in ('application/json', 'application/xml'):\n    \
                  abort(415)";
    let known =
        format!("if request.content_type is not None:\n    {}", others.replace('\n', "\n    "));
    let named =
        format!("if request.content_type != 'text/plain':\n    {}", others.replace('\n', "\n    "));
    for (test, expected) in
        [(others, State::Guarded), (&known, State::Guarded), (&named, State::Conditional)]
    {
        let program = HEAD.replace("app.delete", "app.put");
        let lines = format!("{test}\nItem.query.get(pk).name = request.get_data()");
        let body: String = lines.lines().map(|line| format!("    {line}\n")).collect();
        assert_eq!(state_in("content-type", &format!("{program}{body}")), expected, "{test}");
    }
}

#[test]
fn answering_that_there_is_no_such_thing_judges_no_form() {
    for (status, expected) in [(400, State::Guarded), (404, State::Missing)] {
        let body = format!(
            "TABLE = {{}}\ntry:\n    found = TABLE[request.args['kind']]\n\
             except KeyError:\n    abort({status})\nreturn jsonify(found)"
        );
        assert_eq!(state("input-validation", &body), expected, "{status}");
    }
}

#[test]
fn an_exception_raised_once_more_is_made_of_nothing_new() {
    let raised = |raised: &str| {
        format!(
            "import sys\ntry:\n    db.session.commit()\nexcept Exception:\n    \
             kind, error, trace = sys.exc_info()\n    \
             failed = Forbidden() if pk == 0 else error\n    raise {raised}\n"
        )
    };
    assert_ne!(state("exposure", &raised("failed.with_traceback(trace)")), State::Missing);
    assert_eq!(state("exposure", &raised("Forbidden(str(error))")), State::Missing);
}

#[test]
fn what_is_done_where_a_guard_refuses_is_not_guarded_by_it() {
    let write = "db.session.delete(item)";
    for (body, expected) in [
        (format!("if not current_user.is_admin:\n    {write}\n    abort(403)"), State::Missing),
        (format!("if not current_user.is_admin:\n    abort(403)\n{write}"), State::Guarded),
        (format!("try:\n    check()\nexcept Exception:\n    {write}\n    raise"), State::Missing),
        (format!("try:\n    check()\nexcept KeyError:\n    {write}\n    raise"), State::Guarded),
        (format!("try:\n    check()\nfinally:\n    {write}"), State::Missing),
        (format!("check()\ntry:\n    item.x = 1\nfinally:\n    {write}"), State::Guarded),
        (format!("try:\n    item.x = 1\nfinally:\n    check()\n    {write}"), State::Guarded),
        (format!("try:\n    item.x = 1\nfinally:\n    check()\n{write}"), State::Guarded),
        (format!("try:\n    check()\nfinally:\n    print(1)\n{write}"), State::Guarded),
    ] {
        let body = body.replace("item.x = 1", "print(2)");
        assert_eq!(access(&body), expected, "{body}");
    }
}

#[test]
fn a_generator_that_nobody_goes_over_guards_nothing() {
    let program = |call: &str| {
        format!(
            "{}    {call}\n    db.session.delete(Item.query.get(pk))\n",
            HEAD.replace("@app.delete", "def each():\n    check()\n    yield 1\n@app.delete")
        )
    };
    for (call, expected) in [
        ("each()", State::Missing),
        ("for one in each(): pass", State::Guarded),
        ("list(each())", State::Guarded),
        ("check()", State::Guarded),
    ] {
        assert_eq!(state_in("access", &program(call)), expected, "{call}");
    }
}

#[test]
fn a_literal_is_one_as_long_as_nothing_stands_around_it() {
    let program = |read: &str| {
        format!(
            "{HEAD}    text = request.args['text']\n    \
             if not text.startswith(\"'\") or not text.endswith(\"'\") or \"'\" in text[1:-1]:\n        \
             abort(400)\n    return str(eval({read}))\n"
        )
    };
    assert_eq!(state_in("code-injection", &program("text")), State::Guarded);
    assert_eq!(state_in("code-injection", &program("f'join({text}, {text})'")), State::Missing);
}

#[test]
fn a_hook_that_the_set_up_may_not_come_by_guards_at_times() {
    for (set_up, state) in [
        (
            "def set_up(app: Flask):\n    for mode in settings.MODES:\n        \
             if mode.open:\n            return\n    app.before_request(ask)\nset_up(app)",
            State::Conditional,
        ),
        (
            "for mode in (1, 2):\n    if mode == settings.MODE:\n        continue\n    \
             app.before_request(ask)",
            State::Conditional,
        ),
        ("for mode in settings.MODES:\n    app.before_request(ask)", State::Conditional),
        (
            "def set_up(app: Flask):\n    try:\n        import extra\n    \
             except ImportError:\n        return\n    app.before_request(ask)\nset_up(app)",
            State::Conditional,
        ),
        (
            "def set_up(app: Flask):\n    if not settings.KEY:\n        raise ValueError()\n    \
             app.before_request(ask)\nset_up(app)",
            State::Guarded,
        ),
    ] {
        assert_eq!(state_in("authentication", &hooked(set_up)), state, "{set_up}");
    }
}

#[test]
fn what_is_made_where_there_is_none_says_nothing_of_other_objects() {
    let program = |call: &str| {
        format!(
            "from django.db import models\nfrom django.http import JsonResponse\n\
             from django.contrib.auth.decorators import login_required\n\
             from django.urls import path\n\
             class Club(models.Model):\n    name = models.TextField()\n\
             class Member(models.Model):\n    user = models.TextField()\n    \
             club = models.ForeignKey(Club, models.CASCADE)\n\
             @login_required\ndef rename(request, club):\n    \
             Member.objects.{call}(user=request.user, club_id=club)\n    \
             Club.objects.filter(id=club).update(name=request.POST['name'])\n    \
             return JsonResponse({{}})\n\
             urlpatterns = [path('clubs/<int:club>', rename)]\n"
        )
    };
    let state = |call: &str| state_in("object-access", &program(call));
    assert_eq!(state("get_or_create"), State::Missing);
}

#[test]
fn a_redirect_for_ever_may_be_reused() {
    let program = |flag: &str| {
        format!(
            "from django.db import models\nfrom django.shortcuts import redirect\n\
             from django.contrib.auth.decorators import login_required\n\
             from django.urls import path\n\
             class Note(models.Model):\n    user = models.TextField()\n    \
             place = models.TextField()\n\
             @login_required\ndef last(request):\n    \
             note = Note.objects.get(user=request.user)\n    \
             return redirect(note.place{flag})\n\
             urlpatterns = [path('last', last)]\n"
        )
    };
    assert_eq!(state_in("caching", &program("")), State::NotApplicable);
    assert_eq!(state_in("caching", &program(", permanent=False")), State::NotApplicable);
    assert_eq!(state_in("caching", &program(", permanent=True")), State::Missing);
}

#[test]
fn a_clause_for_the_unexpected_tells_what_it_tells_itself() {
    for (clause, expected) in [
        ("except Exception as error:\n    abort(500, type(error).__name__)", false),
        ("except Exception as error:\n    abort(500, str(error))", true),
    ] {
        let body = format!(
            "try:\n    try:\n        db.session.commit()\n    except Exception as inner:\n        \
             raise ValueError(str(inner))\n{clause}"
        );
        assert_eq!(state("exposure", &body) == State::Missing, expected, "{clause}");
    }
    // The clause may let an answer through that was raised as one.
    let answer = "try:\n    try:\n        db.session.commit()\n    except Exception as inner:\n        \
                  raise Forbidden(str(inner))\nexcept Exception as error:\n    \
                  if isinstance(error, Forbidden):\n        raise\n    abort(500)";
    assert_eq!(state("exposure", answer), State::Missing);
    let lets_none = answer.replace("    if isinstance(error, Forbidden):\n        raise\n", "");
    assert_ne!(state("exposure", &lets_none), State::Missing);
    let on_its_way = answer
        .replace("        raise\n    abort", "        raise error.with_traceback(None)\n    abort");
    assert_eq!(state("exposure", &on_its_way), State::Missing);
}
