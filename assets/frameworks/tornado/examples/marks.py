"""A hook asks who is calling unless the method carries a mark."""
from functools import wraps

from tornado import web


def anybody(method):
    @wraps(method)
    def inner(self, *args, **kwargs):
        return method(self, *args, **kwargs)

    setattr(inner, "open_to_anybody", True)
    return inner


class Base(web.RequestHandler):
    async def prepare(self):
        if self.request.headers.get("Host") != "shelf.example":
            raise web.HTTPError(403)
        self.current_user = await self.settings["people"].who(self)
        method = getattr(self, self.request.method.lower())
        if not getattr(method, "open_to_anybody", False):
            if self.current_user is None:
                raise web.HTTPError(403)


class Shelf(Base):
    def get(self, name):
#   ^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        with open("/shelves/" + name) as file:
#            ^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
            self.write(file.read())

    @anybody
    def head(self, name):
#   ^^^^^^^^^^^^^^^^^^^^^ authentication: not-applicable
#   ^^^^^^^^^^^^^^^^^^^^^ access: not-applicable
        with open("/shelves/" + name) as file:
            self.set_header("Content-Length", len(file.read()))


class Bare(web.RequestHandler):
    def delete(self, name):
        if self.request.headers.get("Origin") != "https://shelf.example":
            self.set_status(403)
            return
        import os

        os.remove(name)
#       ^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^ access: missing

    def post(self, name):
        if not self.current_user:
#          ^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
            self.set_status(401)
            self.finish({"why": "sign in first"})
            return
        with open(name, "w") as file:
#            ^^^^^^^^^^^^^^^ access: missing
            file.write(self.get_body_argument("text"))


class Sign(web.RequestHandler):
    @anybody
    def get(self, name):
#   ^^^^^^^^^^^^^^^^^^^^ authentication: not-applicable
#   ^^^^^^^^^^^^^^^^^^^^ access: not-applicable
        with open("/signs/" + name) as file:
            self.write(file.read())
