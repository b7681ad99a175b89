//! Which effect an item names: what is new, what is kept, which branch it stands in, and
//! what objects do that only a declaration knows.

use lineproof::model::{Evidence, Finding, Role, State};

use crate::in_memory::InMemory;

const HEAD: &str = "\
from __future__ import annotations
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
class Harbour(models.Model):
    name = models.TextField()
    value = models.TextField(default='')
    def conf(self):
        return json.loads(self.value)
";

const TAIL: &str = "urlpatterns = [path('tides/<code>', tides)]\n";

/// The items of a check of the one view `tides`.
fn items(check: &str, program: &str) -> Vec<Finding> {
    let text = format!("{HEAD}{program}{TAIL}");
    let found = InMemory::of(&[("app.py", &text)]).assess();
    let all = found.into_iter().flat_map(|file| file.findings);
    all.filter(|item| item.check().as_str() == check).collect()
}

fn item(check: &str, program: &str) -> Finding {
    let mut items = items(check, program);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

/// The code of the last line that an effect is told with.
fn effect(item: &Finding, program: &str) -> String {
    let text = format!("{HEAD}{program}{TAIL}");
    let is_effect = |it: &&Evidence| it.role == Role::Effect;
    let line = item.evidence().iter().rfind(is_effect).unwrap().place.first_line();
    text.lines().nth(line as usize - 1).unwrap().trim().to_owned()
}

const ADDED: &str = "\
def keep(harbour, name):
    harbour.name = name
    if harbour._state.adding:
        harbour.save()
    else:
        harbour.save(update_fields=['name'])
@login_required
def tides(request, code):
    harbour = Harbour.objects.filter(code=code).first()
    if harbour is None:
        harbour = Harbour(code=code)
    keep(harbour, request.POST['name'])
    return HttpResponse('ok')
";

#[test]
fn what_is_saved_while_it_is_not_in_the_store_is_no_change_of_an_older_object() {
    let found = item("generation", ADDED);
    assert_eq!(found.state(), State::Missing);
    assert_eq!(effect(&found, ADDED), "harbour.save(update_fields=['name'])");
    let turned = ADDED
        .replace("if harbour._state.adding:", "if not harbour._state.adding:")
        .replace("harbour.save()\n", "harbour.save(force_update=True)\n");
    assert_eq!(effect(&item("generation", &turned), &turned), "harbour.save(force_update=True)");
    // One that was made just now is certainly new.
    let new = ADDED.replace("Harbour.objects.filter(code=code).first()", "None");
    assert_eq!(item("generation", &new).state(), State::NotApplicable);
}

const KEPT: &str = "\
@login_required
def tides(request, code):
    harbour = get_object_or_404(Harbour, code=code)
    return HttpResponse(harbour.conf()['name'])
";

#[test]
fn what_the_program_keeps_is_no_text_of_the_request() {
    assert_eq!(item("deserialisation", KEPT).state(), State::NotApplicable);
    let new = KEPT.replace("get_object_or_404(Harbour, code=code)", "Harbour(code=code)");
    assert_eq!(item("deserialisation", &new).state(), State::NotApplicable);
    let sent = KEPT.replace("harbour.conf()", "json.loads(request.body)");
    assert_eq!(item("deserialisation", &sent).state(), State::Guarded);
}

const TOLD: &str = "\
class KeeperManager(models.Manager['Keeper']):
    def of(self, user: User) -> Keeper:
        try:
            return user.keeper
        except Keeper.DoesNotExist:
            keeper = Keeper(user=user)
            keeper.save()
            return keeper
class Keeper(models.Model):
    user = models.OneToOneField(User, models.CASCADE)
    level = models.IntegerField()
    objects = KeeperManager()
    def tell(self, text):
        send_mail('tides', text, 'a@example.org', [self.user.email])
@login_required
def tides(request, code):
    if 'ask' in request.POST:
        if cache.incr(request.user.id) > 5:
            return HttpResponse(status=429)
        keeper = Keeper.objects.of(request.user)
        keeper.tell('asked')
    return HttpResponse('ok')
";

#[test]
fn a_method_of_what_a_function_declares_to_give_is_reached() {
    let found = item("rate-limit", TOLD);
    assert_eq!(found.state(), State::Guarded);
    let unlimited = TOLD.replace("> 5", "> 5 and False");
    let found = item("rate-limit", &unlimited);
    assert_eq!(found.state(), State::Missing);
    assert_eq!(
        effect(&found, TOLD),
        "send_mail('tides', text, 'a@example.org', [self.user.email])"
    );
}

#[test]
fn a_guard_in_another_branch_is_no_guard_under_a_condition() {
    let other =
        "    elif 'tell' in request.POST:\n        Keeper.objects.of(request.user).tell('told')\n";
    let both = TOLD.replace(
        "    return HttpResponse('ok')\n",
        &format!("{other}    return HttpResponse('ok')\n"),
    );
    let found = item("rate-limit", &both);
    assert_eq!(found.state(), State::Missing);
    assert!(found.message().contains("tell('told')"), "{}", found.message());
}

#[test]
fn a_row_of_the_callers_own_that_is_saved_is_changed_and_needs_no_right() {
    let saved = TOLD.replace(
        "        keeper.tell('asked')\n",
        "        keeper.level = request.POST['level']\n        keeper.save()\n",
    );
    assert_eq!(item("generation", &saved).state(), State::Missing);
    assert_eq!(item("access", &saved).state(), State::NotApplicable);
}

const CHOSEN: &str = "\
KINDS = {'mail': 'app.Mail', 'post': 'app.Post'}
class Way:
    def __init__(self, harbour):
        self.harbour = harbour
    def go(self, text):
        raise NotImplementedError()
class Mail(Way):
    def go(self, text):
        send_mail('tides', text, 'a@example.org', [self.harbour.name])
class Post(Way):
    def go(self, text):
        self.harbour.queue.append(text)
def way_of(harbour) -> Way:
    cls = KINDS[harbour.kind]
    module, name = cls.rsplit('.', maxsplit=1)
    cls = getattr(import_module(module), name)
    return cls(harbour)
@login_required
def tides(request, code):
    harbour = get_object_or_404(Harbour, code=code)
    way_of(harbour).go('tides')
    return HttpResponse('ok')
";

#[test]
fn which_class_makes_what_is_declared_leaves_nothing_open() {
    let found = item("rate-limit", CHOSEN);
    assert_eq!(found.state(), State::Missing, "{}", found.message());
    let undeclared = CHOSEN.replace("def way_of(harbour) -> Way:", "def way_of(harbour):");
    let other = item("rate-limit", &undeclared);
    assert_ne!(other.state(), State::Guarded);
}

const EXPECTED: &str = "\
class NoHarbour(Exception):
    pass
def load(code):
    harbour = Harbour.objects.filter(code=code).first()
    if harbour is None:
        raise NoHarbour()
    return harbour
@login_required
def tides(request, code):
    version = json.loads(request.body).get('version')
    try:
        harbour = load(code)
        if harbour.version != version:
            return HttpResponse(status=409)
    except NoHarbour:
        if version is not None:
            return HttpResponse(status=409)
        harbour = Harbour(code=code)
    harbour.name = request.POST['name']
    harbour.save()
    return HttpResponse('ok')
";

#[test]
fn a_conflict_where_a_version_of_nothing_is_named_compares_versions_as_well() {
    assert_eq!(item("generation", EXPECTED).state(), State::Guarded);
    let once = EXPECTED.replace("        if version is not None:", "        if code is None:");
    assert_eq!(item("generation", &once).state(), State::Conditional);
    let turned = EXPECTED.replace("version is not None:", "version is None:");
    assert_eq!(item("generation", &turned).state(), State::Conditional);
}

#[test]
fn nothing_that_is_only_read_says_who_asks() {
    let read = "\
def tides(request, code):
    harbour = get_object_or_404(Harbour, code=code)
    return HttpResponse(harbour.name)
";
    let said = item("csrf", read).message().to_owned();
    assert!(said.starts_with("A forged request gains nothing here"), "{said}");
}

#[test]
fn a_guard_is_told_with_the_status_that_it_gives_and_no_other() {
    let says = |program: &str| {
        let found = item("object-access", program);
        let guard = found.evidence().iter().find(|it| it.role == Role::Guard);
        guard.unwrap().say.clone()
    };
    let own = "\
@login_required
def tides(request, code):
    harbour = get_object_or_404(Harbour, code=code, owner=request.user)
    return HttpResponse(harbour.name)
";
    assert_eq!(says(own), "refuses with 404");
    let among = own.replace("get_object_or_404(Harbour, ", "Harbour.objects.get(");
    assert_eq!(says(&among), "looks only among what is the caller's own");
}
