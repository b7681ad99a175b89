"""Where a lighthouse's pages lead, and the cookies they leave."""
from urllib.parse import urlparse

from tornado import web


class Lamp(web.RequestHandler):
    def post(self):
        self.set_secure_cookie("keeper", "x")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
        self.redirect(self.get_argument("next", "/"))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


class Stairs(web.RequestHandler):
    def post(self):
        self.set_cookie("step", "1", secure=True)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: guarded
        self.redirect("/stairs/" + self.get_argument("step", "1"))
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded


class Door(web.RequestHandler):
    def get(self):
#   ^^^^^^^^^^^^^^ redirect: not-applicable
#   ^^^^^^^^^^^^^^ cookie-flags: not-applicable
        self.redirect("/stairs/1")


app = web.Application([(r"/lamp", Lamp), (r"/stairs", Stairs), (r"/", Door)])


class Bell(web.RequestHandler):
    def post(self, **options):
    # <- redirect: not-applicable
        self.set_cookie("bell", "1", **options)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: unproven


class Cellar(web.RequestHandler):
    def get(self):
    # <- cookie-flags: not-applicable
        target = self.get_argument("next")
        parts = urlparse(target)
        if parts.netloc:
            allowed = self.settings["hosts"].knows(parts.netloc)
            if not allowed:
                target = "/"
        self.redirect(target)
#       ^^^^^^^^^^^^^^^^^^^^^ redirect: unproven


class Attic(web.RequestHandler):
    def get(self):
    # <- cookie-flags: not-applicable
        path, *rest = self.request.uri.partition("?")
        path = "/" + path.strip("/")
        self.redirect("".join([path, *rest]))
#                     ^^^^^^^ redirect: guarded


class Roof(web.RequestHandler):
    def get(self):
    # <- cookie-flags: not-applicable
        self.redirect("/" + self.get_argument("next").strip("/"))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing
