import bottle
from bottle import Bottle, HTTPError, abort, auth_basic, get, request, response, route
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()
guests = Bottle()


class Item(Base):
    id = Column(Integer, primary_key=True)
    title = Column(String)


@guests.hook("before_request")
def known():
    if request.auth is None:
        abort(401)


@guests.hook("after_request")
def late():
    if request.get_header("X-Token") is None:
        raise HTTPError(403)


@guests.route("/meals/<number>", method=["GET", "DELETE"])
def meal(number):
# <- authentication: guarded
# <- input-validation: not-applicable
    response.set_header("Cache-Control", "no-store")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return session.query(Item).get(number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


# The hook is on another application than this default one.
@route("/meals", "POST")
def cook():
# <- caching: not-applicable
    data = request.json
    if not isinstance(data, dict):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        abort(400)
    session.add(Item(title=data["title"]))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@get("/cellar")
@auth_basic(lambda user, password: user == password)
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def cellar():
    return session.query(Item).filter_by(title=bottle.request.query["title"]).all()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
#                                              ^^^^^^^^^^^^^^^^^^^^ input-validation: missing
