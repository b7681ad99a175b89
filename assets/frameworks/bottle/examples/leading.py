"""Where an inn's pages lead, and the cookies they leave."""
import bottle
from bottle import post, redirect, request, response, route, static_file


@post("/rooms")
def rooms():
# <- path: not-applicable
    response.set_cookie("room", "7")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    redirect(request.query.get("next"))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@route("/menu/<name>")
def menu(name):
# <- redirect: not-applicable
# <- cookie-flags: not-applicable
    return static_file(name, root="menus")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
