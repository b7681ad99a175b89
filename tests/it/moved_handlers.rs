//! Handlers that a change moves to another file: what they lose on the way is told.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lineproof::analysis::{Engine, FilePair, Request, Sources};
use lineproof::catalog::Catalog;
use lineproof::model::{Change, RepoPath, Side};

use crate::in_memory::InMemory;

const STORE: &str = "\
import functools
from aiohttp import web
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import declarative_base
Base = declarative_base()
ENGINE = create_engine('sqlite://')
class Clerk(Base):
    __tablename__ = 'clerks'
    id = Column(Integer, primary_key=True)
def masters_only(handler):
    @functools.wraps(handler)
    async def wrapper(request):
        if not request['clerk'].is_master:
            raise web.HTTPForbidden()
        return await handler(request)
    return wrapper
";

const HEAD: &str = "\
from aiohttp import web
from sqlalchemy.orm import Session
from store import ENGINE, Clerk, masters_only
routes = web.RouteTableDef()
";

/// A handler that deletes, with what stands between its route and its name.
fn closing(decorator: &str, name: &str) -> String {
    format!(
        "@routes.delete('/counters/{{number}}')\n{decorator}async def {name}(request):\n    \
         with Session(ENGINE) as db:\n        \
         db.delete(db.get_one(Clerk, int(request.match_info['number'])))\n        db.commit()\n    \
         return web.Response(status=204)\n"
    )
}

/// `check handler path:old line` of what is lost where a handler leaves `post.py`.
fn told(before: &str, after: &str) -> Vec<String> {
    let (left, full) = (HEAD.to_owned(), format!("{HEAD}{before}"));
    let moved = format!("{HEAD}{after}");
    let base: Arc<dyn Sources> = Arc::new(InMemory::of(&[("post.py", &full), ("store.py", STORE)]));
    let head: Arc<dyn Sources> =
        Arc::new(InMemory::of(&[("counters.py", &moved), ("post.py", &left), ("store.py", STORE)]));
    let (old, new): (RepoPath, RepoPath) = ("post.py".into(), "counters.py".into());
    let files = vec![
        FilePair { base: None, head: Some(new) },
        FilePair { base: Some(old.clone()), head: Some(old) },
    ];
    let engine = Engine::new(Catalog::builtin().unwrap());
    let found =
        engine.assess_all(&Request { base: Some(base), head, files }, &AtomicBool::new(false));
    let lost = found
        .iter()
        .flat_map(|file| &file.findings)
        .filter(|finding| matches!(finding.change(), Some(Change::Removed | Change::Weakened)));
    lost.map(|finding| {
        let place = finding.primary();
        assert_eq!(place.side(), Side::Base);
        format!("{} {} {}:{}", finding.check(), finding.handler(), place.file, place.first_line())
    })
    .collect()
}

#[test]
fn a_guard_that_did_not_come_along_is_told_where_it_stood() {
    let before = closing("@masters_only\n", "close_counter");
    for name in ["close_counter", "close"] {
        assert_eq!(
            told(&before, &closing("", name)),
            [format!("access counters.py::{name} post.py:6")]
        );
    }
}

#[test]
fn a_guard_that_came_along_is_not_told() {
    let before = closing("@masters_only\n", "close_counter");
    for name in ["close_counter", "close"] {
        assert_eq!(told(&before, &closing("@masters_only\n", name)), [] as [&str; 0]);
    }
}
