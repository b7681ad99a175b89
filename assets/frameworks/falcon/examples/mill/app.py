"""A mill: the body is read before any responder, statements are plain SQL."""

import hmac
import json
import sqlite3

import falcon
from falcon import Request


class Reader:
    def process_request(self, req, resp):
        req.context["raw"] = req.bounded_stream.read()


def order_of(req):
    try:
        return json.loads(req.context["raw"])
    except ValueError:
        raise falcon.HTTPBadRequest(title="no JSON")


def by_session(req):
    kept = req.env["beaker.session"]
    try:
        req.context["miller"] = kept["user"]
    except KeyError:
        raise falcon.HTTPUnauthorized()


def for_tests(req):
    req.context["miller"] = "test"


find_miller = by_session


def set_up(config):
    global find_miller
    if config.get("debug"):
        find_miller = for_tests


def check_signature(signature, text):
    if not hmac.compare_digest(signature, hmac.new(b"key", text, "sha256").hexdigest()):
        raise falcon.HTTPUnauthorized()


def millers(responder):
    def wrapper(*args, **kwargs):
        for at, one in enumerate(args):
            if isinstance(one, Request):
                found = at
                break
        # What the signature covers is no body that the responder works with.
        check_signature(args[found].get_header("X-Signature"), args[found].context["raw"])
        find_miller(args[found])
        return responder(*args, **kwargs)

    return wrapper


EMPTIED = """
    UPDATE sack SET empty = 1 WHERE id = ?
"""
COLUMNS = {"kind": "grain", "weight": "grams"}


class Sacks:
    # The body that middleware has read is no business of a GET.
    def on_get(self, req, resp):
    # <- content-type: not-applicable
        cursor = sqlite3.connect("mill.db").cursor()
        wanted = " AND ".join(COLUMNS[key] + " = ?" for key in req.params if key in COLUMNS)
#                                                              ^^^^^^^^^^ input-validation: missing
        cursor.execute("SELECT * FROM sack WHERE " + wanted, list(req.params.values()))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
        resp.media = cursor.fetchall()

    @millers
#    ^^^^^^^ authentication: guarded
    def on_post(self, req, resp):
    # <- object-access: not-applicable
        order = order_of(req)
#               ^^^^^^^^^^^^^ content-type: missing
#               ^^^^^^^^^^^^^ input-validation: missing
        cursor = sqlite3.connect("mill.db").cursor()
        cursor.execute("INSERT INTO sack (kind) VALUES (?)", (order["kind"],))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded


def must_own(req, number):
    cursor = sqlite3.connect("mill.db").cursor()
    miller = req.context["miller"]
    cursor.execute("SELECT id FROM sack WHERE id = ? AND miller = ?", (number, miller))
    found = cursor.rowcount
    if found != 0 or is_master(miller):
        return
    raise falcon.HTTPForbidden()


def is_master(miller):
    cursor = sqlite3.connect("mill.db").cursor()
    cursor.execute("SELECT id FROM miller WHERE master = 1 AND name = ?", (miller,))
    return cursor.rowcount != 0


class Kinds:
    def on_get(self, req, resp):
    # <- content-type: not-applicable
    # <- sql-injection: not-applicable
        order = ", ".join(map(COLUMNS.__getitem__, req.get_param("by", required=True).split()))
#                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        cursor = sqlite3.connect("mill.db").cursor()
        cursor.execute("SELECT kind FROM sack ORDER BY " + order)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
        resp.media = cursor.fetchall()


class Sack:
    @millers
#    ^^^^^^^ authentication: guarded
    def on_put(self, req, resp, number):
    # <- content-type: not-applicable
    # <- input-validation: not-applicable
        cursor = sqlite3.connect("mill.db").cursor()
        cursor.execute(EMPTIED, (number,))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded

    @millers
#    ^^^^^^^ authentication: guarded
    def on_patch(self, req, resp, number):
    # <- content-type: not-applicable
    # <- input-validation: not-applicable
        must_own(req, number)
#       ^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
#       ^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
        cursor = sqlite3.connect("mill.db").cursor()
        cursor.execute("UPDATE sack SET open = 1 WHERE id = ?", (number,))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded

    def on_delete(self, req, resp, number):
    # <- content-type: not-applicable
    # <- input-validation: not-applicable
        cursor = sqlite3.connect("mill.db").cursor()
        cursor.execute("DELETE FROM sack WHERE id = ?", (number,))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded


application = falcon.App(middleware=[Reader()])
application.add_route("/sacks", Sacks())
application.add_route("/kinds", Kinds())
application.add_route("/sacks/{number}", Sack())



