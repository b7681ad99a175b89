"""What is only asked for its truth is not begun by that."""

from collections.abc import Awaitable
from dataclasses import asdict

from tornado.web import Application, RequestHandler


class Callers:
    async def of(self, handler):
        handler.set_cookie("seen", "yes")
        return handler.get_secure_cookie("caller")


callers = Callers()


class Gate(RequestHandler):
    @property
    def asked(self):
        caller = callers.of(self)
        return bool(caller)

    def get(self):
    # <- cookie-flags: not-applicable
        self.write("open" if self.asked else "shut")


class Door(RequestHandler):
    async def get(self):
        caller = await callers.of(self)
#                      ^^^^^^^^^^^^^^^^ cookie-flags: missing
        self.write("open" if bool(caller) else "shut")


class Porch(RequestHandler):
    async def prepare(self):
        caller = callers.of(self)
        if isinstance(caller, Awaitable):
            caller = await caller
        self.caller = caller

    def get(self):
    # <- cookie-flags: not-applicable
        self.write(asdict(self.caller))


application = Application([("/gate", Gate), ("/door", Door), ("/porch", Porch)])
