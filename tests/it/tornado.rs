//! What guards Tornado handlers, where decorators, hooks and base classes do.

use crate::in_memory::InMemory;

const BASE: &str = "
from functools import wraps
from tornado import web

def allowed(action=None):
    def wrapper(method):
        @wraps(method)
        async def inner(self, *args, **kwargs):
            member = self.current_user
            if not member:
                raise web.HTTPError(403)
            may = await self.gate.may(member, action or self.request.method)
            if may:
                return await method(self, *args, **kwargs)
            else:
                raise web.HTTPError(status_code=403)
        return inner
    if callable(action):
        method, action = action, None
        return wrapper(method)
    return wrapper

class Gate:
    def may(self, member, action):
        raise NotImplementedError

class Base(web.RequestHandler):
    gate = Gate()
";

/// `state line` of a check about the one handler of a class that is put after
/// the base classes; lines count from the class on, starting with 1.
fn item(check: &str, class: &str) -> String {
    let before = BASE.lines().count() as u32;
    let files = InMemory::of(&[("app.py", &format!("{BASE}{class}"))]).assess();
    let mut found = files[0].findings.iter().filter(|finding| finding.check().as_str() == check);
    let finding = found.next().unwrap();
    assert!(found.next().is_none(), "more than one item");
    format!("{} {}", finding.state(), finding.primary().first_line() - before)
}

const DECORATED: &str = "class Shelf(Base):
    @web.authenticated
    @allowed
    async def put(self, name):
        with open(name, 'wb') as file:
            file.write(self.request.body)
";

#[test]
fn a_decorator_that_asks_and_raises_guards_what_it_wraps() {
    assert_eq!(item("authentication", DECORATED), "guarded 2");
    assert_eq!(item("access", DECORATED), "guarded 3");
    let named = DECORATED.replace("@allowed", "@allowed(action='write')");
    assert_eq!(item("access", &named), "guarded 3");
}

#[test]
fn being_somebody_is_no_right_to_anything() {
    let known = "class Shelf(Base):
    def delete(self, name):
        if self.current_user is None:
            raise web.HTTPError(403)
        import os
        os.remove(name)
";
    assert_eq!(item("authentication", known), "guarded 3");
    assert_eq!(item("access", known), "missing 6");
    let chief = known.replace("self.current_user is None", "not self.current_user.is_chief");
    assert_eq!(item("access", &chief), "guarded 3");
}

#[test]
fn the_site_a_request_comes_from_is_not_who_sends_it() {
    let host = "class Shelf(Base):
    def prepare(self):
        if self.request.host not in self.settings['hosts']:
            raise web.HTTPError(403)
        if not self.settings.get('open'):
            raise web.HTTPError(403)
    def delete(self, name):
        import os
        os.remove(name)
";
    assert_eq!(item("authentication", host), "missing 9");
}

#[test]
fn a_decorated_hook_guards_as_well() {
    let hook = "class Shelf(Base):
    @web.authenticated
    def prepare(self):
        pass
    def delete(self, name):
        import os
        os.remove(name)
";
    assert_eq!(item("authentication", hook), "guarded 5");
    let own = hook.replace("@web.authenticated", "@allowed");
    assert_eq!(item("access", &own), "guarded 5");
}

#[test]
fn an_answer_that_turns_away_is_a_refusal_only_where_the_handler_ends() {
    let ends = "class Shelf(Base):
    def delete(self, name):
        if not self.current_user:
            self.set_status(401)
            return
        import os
        os.remove(name)
";
    assert_eq!(item("authentication", ends), "guarded 3");
    let goes_on = ends.replace("            return\n", "");
    assert_eq!(item("authentication", &goes_on), "missing 6");
}

#[test]
fn what_reads_credentials_reads_no_input_of_the_handler() {
    let token = "class Shelf(Base):
    def who(self):
        return self.settings['people'].get(self.get_argument('token', ''))
    def prepare(self):
        self.current_user = self.who()
        if self.current_user is None:
            raise web.HTTPError(401)
    def get(self, name):
        self.write('yes')
";
    assert_eq!(item("input-validation", token), "not-applicable 8");
    assert_eq!(item("authentication", token), "guarded 8");
}

#[test]
fn a_handler_given_by_a_base_outside_the_tree_is_called_by_name_too() {
    let files = "class Files(web.StaticFileHandler):
    def get(self, path):
        return web.StaticFileHandler.get(self, path)
";
    assert_eq!(item("authentication", files), "missing 3");
}

#[test]
fn what_tells_who_asks_is_no_input_when_it_is_read_again() {
    let page = "class Page(Base):
    def caller(self):
        token = self.get_argument('token', '')
        return self.gate.named(token)
    def prepare(self):
        member = self.current_user = self.caller()
        if not member:
            raise web.HTTPError(401)
    def get(self):
        self.write('hello %s' % self.caller().name)
";
    assert_eq!(item("input-validation", page), "not-applicable 9");
    let more = page.replace("% self.caller().name", "% self.get_argument('name')");
    assert_eq!(item("input-validation", &more), "missing 10");
}

#[test]
fn a_method_and_a_site_are_no_right() {
    let page = "class Page(Base):
    def prepare(self):
        if self.request.method in {'PUT', 'POST'}:
            if self.request.headers.get('Referer') != 'https://here':
                raise web.HTTPError(403)
    def put(self, name):
        with open(name, 'wb') as file:
            file.write(b'')
";
    assert_eq!(item("access", page), "missing 7");
}
