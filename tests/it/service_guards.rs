//! Guards as services of several layers have them: a context that middleware
//! keeps, a policy asked about a target, wrappers that mark what they wrap.

use lineproof::model::State;

use crate::in_memory::InMemory;

/// A policy that is asked through the context of the request.
const CONTEXT: &str = "\
import webob.dec
import webob.exc
from oslo_context import context
from oslo_policy import policy
ENFORCER = policy.Enforcer(None)
class Caller(context.RequestContext):
    def can(self, action, target=None):
        return ENFORCER.authorize(action, target, self)
class Given:
    def __init__(self, known):
        self.known = known
    @webob.dec.wsgify
    def __call__(self, req):
        req.environ['shed.context'] = self.known
        return self.inner
class Asked:
    @webob.dec.wsgify
    def __call__(self, req):
        caller = Caller.from_environ(req.environ)
        if caller.user_id is None:
            return webob.exc.HTTPUnauthorized()
        req.environ['shed.context'] = caller
        return self.inner
";

/// Tools of a shed, and their rows.
const TOOLS: &str = "\
import webob
from sqlalchemy import Column, String, select
from sqlalchemy.orm import declarative_base
from shed.context import ENFORCER
from shed.marks import checked
Base = declarative_base()
class Tool(Base):
    name = Column(String, primary_key=True)
    project_id = Column(String)
def show(req):
    context = req.environ['shed.context']
    name = req.environ['wsgiorg.routing_args'][1]['name']
    tool = context.session.query(Tool).filter_by(name=name).one()
BODY
    req.response.text = tool.name
    return req.response
ROUTES = {'/tools/{name}': {'GET': show}}
";

/// The state of a check of `show` with these lines, under a decorator perhaps.
fn state(check: &str, body: &str, decorator: &str) -> State {
    let marks = "\
import functools
def checked(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    if not hasattr(wrapper, 'kinds'):
        setattr(wrapper, 'kinds', [])
    return wrapper
";
    let tools = TOOLS.replace("BODY", body).replace("def show", &format!("{decorator}def show"));
    let files = [
        ("shed/__init__.py", ""),
        ("shed/context.py", CONTEXT),
        ("shed/marks.py", marks),
        ("shed/tools.py", &tools),
    ];
    let found = InMemory::of(&files).assess();
    let mut findings = found.iter().flat_map(|file| &file.findings);
    findings.find(|finding| finding.check().as_str() == check).unwrap().state()
}

const CAN: &str = "    context.can('shed:show', {})";

#[test]
fn of_several_that_keep_a_value_the_one_that_says_what_it_is_counts() {
    assert_eq!(state("access", CAN, ""), State::Guarded);
    assert_eq!(state("access", "", ""), State::Missing);
}

#[test]
fn asking_a_wrapper_for_an_attribute_does_not_call_it() {
    assert_eq!(state("access", CAN, "@checked\n"), State::Guarded);
}

#[test]
fn a_policy_asked_about_a_stored_object_asks_whose_it_is() {
    let about = "    context.can('shed:show', {'project_id': tool.project_id})";
    assert_eq!(state("object-access", about, ""), State::Guarded);
    let named = CAN.replace("{}", "{'name': name}");
    assert_ne!(state("object-access", &named, ""), State::Guarded);
    let unasked = "    context.can('shed:show', {})\n    tool.project_id == context.project_id";
    assert_ne!(state("object-access", unasked, ""), State::Guarded);
}

#[test]
fn what_a_policy_answered_is_known_by_the_name_it_was_given() {
    let given = "    allowed = context.can('shed:show', req.GET['name'])\n";
    let asked = "    if not allowed:\n        raise webob.exc.HTTPForbidden()";
    assert_eq!(state("access", &format!("{given}{asked}"), ""), State::Guarded);
    let soft = "    allowed = ENFORCER.enforce('shed:show', {'name': name}, context)\n";
    assert_eq!(state("access", &format!("{soft}{asked}"), ""), State::Guarded);
}
