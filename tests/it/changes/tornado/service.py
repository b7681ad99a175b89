"""An orchard: guards in decorators, base classes, hooks and bodies of handlers."""

import functools
import hmac
import os
from pathlib import Path

import tornado.escape
import tornado.web
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Session

ENGINE = create_engine("sqlite:///orchard.db")
HOME = "https://orchard.example/"
PHOTOS = Path("/srv/orchard")


class Base(DeclarativeBase):
    pass


class Gardener(Base):
    __tablename__ = "gardeners"

    id = Column(Integer, primary_key=True)
    is_warden = Column(Integer)


class Tree(Base):
    __tablename__ = "trees"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(Integer)
    picked = Column(Integer)
    version = Column(Integer)


def wardens_only(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        if not self.current_user.is_warden:
            raise tornado.web.HTTPError(403)
        return method(self, *args, **kwargs)

    return wrapper


class OrchardHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        number = self.get_secure_cookie("gardener")
        if number is None:
            return None
        with Session(ENGINE) as session:
            return session.get(Gardener, int(number))

    def json_body(self):
        if self.request.headers.get("Content-Type") != "application/json":
            raise tornado.web.HTTPError(415)
        body = tornado.escape.json_decode(self.request.body)
        if not isinstance(body, dict):
            raise tornado.web.HTTPError(400)
        return body

    def own_tree(self, session, number):
        tree = session.get(Tree, int(number))
        if tree is None:
            raise tornado.web.HTTPError(404)
        if tree.owner_id != self.current_user.id:
            raise tornado.web.HTTPError(403)
        return tree


class TreesHandler(OrchardHandler):
    @tornado.web.authenticated
    def get(self):
        self.set_header("Cache-Control", "no-store")
        with Session(ENGINE) as session:
            mine = session.query(Tree).filter_by(owner_id=self.current_user.id)
            self.finish({"trees": [tree.name for tree in mine.all()]})

    @tornado.web.authenticated
    def post(self):
        body = self.json_body()
        name = body["name"]
        if not isinstance(name, str) or len(name) > 40:
            raise tornado.web.HTTPError(400)
        with Session(ENGINE) as session:
            session.add(Tree(name=name, owner_id=self.current_user.id, picked=0, version=0))
            session.commit()
        self.set_status(201)


class TreeHandler(OrchardHandler):
    @tornado.web.authenticated
    def get(self, number):
        with Session(ENGINE) as session:
            tree = self.own_tree(session, number)
            self.finish({"name": tree.name})

    @tornado.web.authenticated
    def put(self, number):
        body = self.json_body()
        with Session(ENGINE) as session:
            tree = self.own_tree(session, number)
            if tree.version != body["version"]:
                raise tornado.web.HTTPError(409)
            tree.name = body["name"]
            tree.version = tree.version + 1
            session.commit()

    @tornado.web.authenticated
    @wardens_only
    def delete(self, number):
        with Session(ENGINE) as session:
            session.delete(session.get_one(Tree, int(number)))
            session.commit()


class WardenHandler(OrchardHandler):
    def prepare(self):
        if not self.current_user:
            raise tornado.web.HTTPError(401)
        if not self.current_user.is_warden:
            raise tornado.web.HTTPError(403)


class SeasonHandler(WardenHandler):
    def post(self):
        with Session(ENGINE) as session:
            session.query(Tree).update({"picked": 0})
            session.commit()


class ScaleHandler(tornado.web.RequestHandler):
    def post(self, number):
        key = self.request.headers.get("X-Key", "")
        if not hmac.compare_digest(key, os.environ["SCALE_KEY"]):
            raise tornado.web.HTTPError(401)
        with Session(ENGINE) as session:
            tree = session.query(Tree).filter_by(id=int(number)).with_for_update().one()
            tree.picked = tree.picked + int(self.get_argument("apples"))
            session.commit()


class PhotoHandler(OrchardHandler):
    @tornado.web.authenticated
    def get(self, name):
        file = (PHOTOS / name).resolve()
        if not file.is_relative_to(PHOTOS):
            raise tornado.web.HTTPError(404)
        self.finish(file.read_bytes())


class LeaveHandler(OrchardHandler):
    @tornado.web.authenticated
    def get(self):
        target = self.get_argument("next", HOME)
        if not target.startswith(HOME):
            raise tornado.web.HTTPError(400)
        self.redirect(target)


application = tornado.web.Application(
    [
        (r"/trees", TreesHandler),
        (r"/trees/(\d+)", TreeHandler),
        (r"/season", SeasonHandler),
        (r"/scales/(\d+)", ScaleHandler),
        (r"/photos/(.*)", PhotoHandler),
        (r"/leave", LeaveHandler),
    ],
    cookie_secret=os.environ["ORCHARD_SECRET"],
    login_url="/sign-in",
    xsrf_cookies=True,
)
