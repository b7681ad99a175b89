"""A press that prints posters: orders, with one guard of each sort."""

import hmac
from functools import wraps

from pyramid.authorization import Allow, Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPConflict,
    HTTPForbidden,
    HTTPFound,
    HTTPNoContent,
    HTTPNotFound,
    HTTPTooManyRequests,
    HTTPUnauthorized,
    HTTPUnsupportedMediaType,
)
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config, view_defaults
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
session = Session()
HOME = "https://press.example/"


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    text = Column(String)
    customer_id = Column(Integer)
    version = Column(Integer)


class Press:
    """What permissions are asked of."""

    __acl__ = [(Allow, Authenticated, "order"), (Allow, "group:printers", "print")]


class Window:
    __acl__ = [(Allow, Everyone, "look")]


def signed_in(view):
    @wraps(view)
    def wrapper(request):
        if request.authenticated_userid is None:
            raise HTTPUnauthorized()
        return view(request)

    return wrapper


def own_order(request):
    order = session.query(Order).get(request.matchdict["number"])
    if order is None:
        raise HTTPNotFound()
    if order.customer_id != request.authenticated_userid:
        raise HTTPForbidden()
    return order


@view_config(route_name="order", request_method="GET", renderer="json", permission="order")
def show(request):
    order = own_order(request)
    request.response.cache_control.no_store = True
    return {"text": order.text}


@view_config(route_name="order", request_method="PUT", renderer="json", permission="order")
def reword(request):
    order = own_order(request)
    body = request.json_body
    if not isinstance(body.get("text"), str) or len(body["text"]) > 400:
        raise HTTPBadRequest()
    if body["version"] != order.version:
        raise HTTPConflict()
    order.text = body["text"]
    order.version += 1
    return {}


@view_config(route_name="orders", request_method="POST", renderer="json")
@signed_in
def place(request):
    if request.content_type != "application/json":
        raise HTTPUnsupportedMediaType()
    text = request.json_body["text"]
    if len(text) > 400:
        raise HTTPBadRequest()
    if session.query(Order).filter_by(customer_id=request.authenticated_userid).count() > 20:
        raise HTTPTooManyRequests()
    session.add(Order(text=text, customer_id=request.authenticated_userid, version=0))
    return {}


@view_defaults(route_name="run", permission="print")
class Run:
    def __init__(self, request):
        self.request = request

    @view_config(request_method="POST")
    def start(self):
        order = session.query(Order).get(self.request.matchdict["number"])
        order.version += 1
        return HTTPNoContent()

    @view_config(request_method="DELETE")
    def stop(self):
        if not self.request.has_permission("stop"):
            raise HTTPForbidden()
        session.delete(session.query(Order).get(self.request.matchdict["number"]))
        return HTTPNoContent()


@view_config(route_name="paper", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def delivered(request):
    if not hmac.compare_digest(request.headers["X-Key"], request.registry.settings["mill.key"]):
        raise HTTPUnauthorized()
    session.query(Order).filter_by(text=request.params["poster"]).update({"version": 0})
    return HTTPNoContent()


@view_config(route_name="leave", permission="order")
def leave(request):
    target = request.params.get("next", HOME)
    if not target.startswith(HOME):
        raise HTTPBadRequest()
    return HTTPFound(location=target)


def reprint(request):
    order = own_order(request)
    session.add(Order(text=order.text, customer_id=order.customer_id, version=0))
    return HTTPNoContent()


def main(global_config, **settings):
    config = Configurator(settings=settings, root_factory=Press)
    config.add_route("order", "/orders/{number}")
    config.add_route("orders", "/orders")
    config.add_route("run", "/runs/{number}")
    config.add_route("paper", "/hooks/paper")
    config.add_route("leave", "/leave")
    config.add_route("again", "/orders/{number}/again")
    config.add_view(reprint, route_name="again", request_method="POST", permission="order")
    config.scan()
    return config.make_wsgi_app()
