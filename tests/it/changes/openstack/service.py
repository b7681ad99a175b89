"""The quay: berths of projects, as functions behind a table of routes."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc
from oslo_serialization import jsonutils
from sqlalchemy import orm

import wsgi

ENGINE = sa.create_engine("sqlite:///quay.db")

BERTH = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 40},
        "length": {"type": "integer", "minimum": 1},
    },
    "required": ["name", "length"],
    "additionalProperties": False,
}

MOVE = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 40},
        "generation": {"type": "integer"},
    },
    "required": ["name", "generation"],
    "additionalProperties": False,
}


class Base(orm.DeclarativeBase):
    pass


class Berth(Base):
    __tablename__ = "berths"

    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40))
    length = sa.Column(sa.Integer)
    project_id = sa.Column(sa.String(64))
    generation = sa.Column(sa.Integer)


def item_of_path(environ, name):
    return environ["wsgiorg.routing_args"][1][name]


def own_berth(session, context, number):
    berth = session.get(Berth, number)
    if berth is None or berth.project_id != context.project_id:
        raise webob.exc.HTTPNotFound("no such berth")
    return berth


@webob.dec.wsgify
def list_berths(req):
    context = req.environ[wsgi.CONTEXT]
    context.can("quay:berths:list")
    with orm.Session(ENGINE) as session:
        query = session.query(Berth).filter_by(project_id=context.project_id)
        names = [berth.name for berth in query.all()]
    req.response.body = jsonutils.dump_as_bytes({"berths": names})
    req.response.content_type = "application/json"
    req.response.cache_control = "no-cache"
    return req.response


@webob.dec.wsgify
def show_berth(req):
    context = req.environ[wsgi.CONTEXT]
    context.can("quay:berths:show")
    with orm.Session(ENGINE) as session:
        berth = own_berth(session, context, item_of_path(req.environ, "number"))
        req.response.body = jsonutils.dump_as_bytes({"name": berth.name})
    if req.environ[wsgi.VERSION] >= (1, 2):
        req.response.cache_control = "no-cache"
    return req.response


@webob.dec.wsgify
@wsgi.with_content("application/json")
def create_berth(req):
    context = req.environ[wsgi.CONTEXT]
    context.can("quay:berths:create")
    data = wsgi.extract_json(req.body, BERTH)
    with orm.Session(ENGINE) as session:
        session.add(Berth(project_id=context.project_id, generation=0, **data))
        session.commit()
    return webob.Response(status=201)


@webob.dec.wsgify
@wsgi.with_content("application/json")
@wsgi.from_version((1, 1))
def move_berth(req):
    context = req.environ[wsgi.CONTEXT]
    context.can("quay:berths:update")
    data = wsgi.extract_json(req.body, MOVE)
    with orm.Session(ENGINE) as session:
        berth = own_berth(session, context, item_of_path(req.environ, "number"))
        if berth.generation != data["generation"]:
            raise webob.exc.HTTPConflict("somebody was faster")
        berth.name = data["name"]
        berth.generation = berth.generation + 1
        session.commit()
    return webob.Response(status=204)


@webob.dec.wsgify
def extend_berth(req):
    context = req.environ[wsgi.CONTEXT]
    with orm.Session(ENGINE) as session:
        number = item_of_path(req.environ, "number")
        berth = session.query(Berth).filter_by(id=number).with_for_update().one()
        context.can("quay:berths:extend", {"project_id": berth.project_id})
        berth.length = berth.length + int(req.GET["by"])
        session.commit()
    return webob.Response(status=204)


@webob.dec.wsgify
def delete_berth(req):
    context = req.environ[wsgi.CONTEXT]
    context.can("quay:berths:delete")
    with orm.Session(ENGINE) as session:
        session.delete(own_berth(session, context, item_of_path(req.environ, "number")))
        session.commit()
    return webob.Response(status=204)


ROUTES = {
    "/berths": {"GET": list_berths, "POST": create_berth},
    "/berths/{number}": {"GET": show_berth, "PUT": move_berth, "DELETE": delete_berth},
    "/berths/{number}/length": {"POST": extend_berth},
}

application = wsgi.Gate(wsgi.Dispatcher(ROUTES))
