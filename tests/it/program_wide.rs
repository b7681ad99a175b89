//! Changes of what a program sets up once, for handlers of files that the change
//! leaves alone: hooks, middleware, dependencies of groups of routes, settings.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath, Side};

use crate::in_memory::InMemory;

/// What a change of one file tells as lost or laxer: `check change path:line`.
fn told(files: &[(&str, &str)], changed: &str, from: &str, to: &str) -> Vec<String> {
    let before: Vec<(&str, &str)> = files.to_vec();
    let text = before.iter().find(|(path, _)| *path == changed).unwrap().1;
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
    let text = text.replace(from, to);
    let after: Vec<(&str, &str)> = before
        .iter()
        .map(|(path, old)| (*path, if *path == changed { &*text } else { old }))
        .collect();
    let tree = |files: &[(&str, &str)]| -> Arc<dyn Sources> { Arc::new(InMemory::of(files)) };
    let path: RepoPath = changed.into();
    let files = vec![FilePair { base: Some(path.clone()), head: Some(path) }];
    let request = Request { base: Some(tree(&before)), head: tree(&after), files };
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found = engine.assess_all(&request, &AtomicBool::new(false));
    let alarms = found.iter().flat_map(|file| &file.findings).filter_map(|finding| {
        let change = match finding.change()? {
            Change::Removed => "removed",
            Change::Weakened => "weakened",
            _ => return None,
        };
        let place = finding.primary();
        let side = if place.side() == Side::Base { "" } else { " now" };
        Some(format!("{} {change} {}:{}{side}", finding.check(), place.file, place.first_line()))
    });
    alarms.collect()
}

const STORE: &str = "\
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker
Base = declarative_base()
Session = sessionmaker(create_engine('sqlite://'))
class Hive(Base):
    __tablename__ = 'hives'
    id = Column(Integer, primary_key=True)
";

const HIVES: &str = "\
from fastapi import APIRouter
from store import Hive, Session
router = APIRouter(prefix='/hives')
@router.delete('/{number}')
def close(number: int):
    with Session() as db:
        db.delete(db.get(Hive, number))
        db.commit()
    return {}
";

const GATE: &str = "\
from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse
def keyed(request: Request):
    if request.headers.get('X-Key') != 'kept elsewhere':
        raise HTTPException(status_code=401)
async def gate(request: Request, call_next):
    if request.headers.get('X-Key') != 'kept elsewhere':
        return JSONResponse({}, status_code=401)
    return await call_next(request)
";

/// An application of which the handlers and guards stand elsewhere.
fn fastapi(set_up: &str) -> String {
    format!(
        "from fastapi import Depends, FastAPI\nfrom gate import gate, keyed\nimport hives\n{set_up}"
    )
}

const MOUNTED: &str =
    "app = FastAPI()\napp.include_router(hives.router, dependencies=[Depends(keyed)])\n";
const GIVEN: &str =
    "app = FastAPI(dependencies=[Depends(keyed)])\napp.include_router(hives.router)\n";
const AROUND: &str = "app = FastAPI()\n@app.middleware('http')\nasync def around(request, call_next):\n    return await gate(request, call_next)\napp.include_router(hives.router)\n";

#[test]
fn what_a_group_of_routes_depends_on_is_told_where_it_went() {
    let rows = [
        (MOUNTED, ", dependencies=[Depends(keyed)]", "authentication removed main.py:5"),
        (GIVEN, "dependencies=[Depends(keyed)]", "authentication removed main.py:4"),
    ];
    for (set_up, gone, lost) in rows {
        let main = fastapi(set_up);
        let files =
            [("gate.py", GATE), ("hives.py", HIVES), ("main.py", &main), ("store.py", STORE)];
        assert_eq!(told(&files, "main.py", gone, ""), [lost]);
        let laxer = "        raise HTTPException(status_code=401)\n";
        assert_eq!(
            told(&files, "gate.py", laxer, "        pass\n"),
            ["authentication removed gate.py:4"]
        );
        let as_strict = "        raise HTTPException(401, 'no')\n";
        assert_eq!(told(&files, "gate.py", laxer, as_strict), [] as [&str; 0]);
    }
}

#[test]
fn what_a_group_depends_on_may_move_to_the_application() {
    let (before, after) = (fastapi(MOUNTED), fastapi(GIVEN));
    let files = [("gate.py", GATE), ("hives.py", HIVES), ("main.py", &before), ("store.py", STORE)];
    assert_eq!(told(&files, "main.py", &before, &after), [] as [&str; 0]);
}

#[test]
fn middleware_of_functions_is_followed_into_what_it_calls() {
    let main = fastapi(AROUND);
    let files = [("gate.py", GATE), ("hives.py", HIVES), ("main.py", &main), ("store.py", STORE)];
    let call = "await gate(request, call_next)";
    assert_eq!(
        told(&files, "main.py", call, "await call_next(request)"),
        ["authentication removed main.py:7"]
    );
    let refuses = "        return JSONResponse({}, status_code=401)\n";
    assert_eq!(
        told(&files, "gate.py", refuses, "        print('unknown')\n"),
        ["authentication removed gate.py:7"]
    );
}

const BOATS: &str = "\
from flask import Blueprint
from flask_sqlalchemy import SQLAlchemy
boats = Blueprint('boats', __name__)
db = SQLAlchemy()
class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
@boats.delete('/boats/<int:number>')
def scrap(number):
    db.session.delete(Boat.query.get_or_404(number))
    db.session.commit()
    return '', 204
";

const APP: &str = "\
from flask import Flask, abort
from flask_login import current_user
from flask_wtf import CSRFProtect
from boats import boats
def create_app():
    app = Flask(__name__)
    CSRFProtect(app)
    @app.before_request
    def signed_in():
        if not current_user.is_authenticated:
            abort(401)
    app.register_blueprint(boats)
    return app
";

#[test]
fn hooks_and_extensions_of_an_application_are_told_where_they_stood() {
    let files = [("app.py", APP), ("boats.py", BOATS)];
    let hook = "    @app.before_request\n    def signed_in():\n        if not current_user.is_authenticated:\n            abort(401)\n";
    assert_eq!(told(&files, "app.py", hook, ""), ["authentication removed app.py:10"]);
    assert_eq!(told(&files, "app.py", "abort(401)", "pass"), ["authentication removed app.py:10"]);
    assert_eq!(told(&files, "app.py", "    CSRFProtect(app)\n", ""), ["csrf removed app.py:7"]);
    let as_call = "    def signed_in():\n        if not current_user.is_authenticated:\n            abort(401)\n    app.before_request(signed_in)\n";
    assert_eq!(told(&files, "app.py", hook, as_call), [] as [&str; 0]);
}

const PARCELS: &str = "\
from aiohttp import web
from sqlalchemy.orm import Session
from store import Hive
routes = web.RouteTableDef()
@routes.delete('/parcels/{number}')
async def lose(request):
    with Session() as db:
        db.delete(db.get(Hive, int(request.match_info['number'])))
        db.commit()
    return web.Response(status=204)
";

const KNOWN: &str = "\
import aiohttp_session
from aiohttp import web
@web.middleware
async def known(request, handler):
    session = await aiohttp_session.get_session(request)
    if session.get('clerk') is None:
        raise web.HTTPUnauthorized()
    return await handler(request)
";

const POST: &str = "\
from aiohttp import web
from known import known
from parcels import routes
app = web.Application(middlewares=[known])
app.add_routes(routes)
";

#[test]
fn middleware_is_told_where_the_application_had_it() {
    let files =
        [("known.py", KNOWN), ("main.py", POST), ("parcels.py", PARCELS), ("store.py", STORE)];
    assert_eq!(
        told(&files, "main.py", "middlewares=[known]", ""),
        ["authentication removed main.py:4"]
    );
    assert_eq!(
        told(&files, "known.py", "raise web.HTTPUnauthorized()", "session.new_identity = True"),
        ["authentication removed known.py:6"]
    );
    assert_eq!(
        told(&files, "known.py", "HTTPUnauthorized()", "HTTPUnauthorized(text='no')"),
        [] as [&str; 0]
    );
}
