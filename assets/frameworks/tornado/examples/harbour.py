"""What a base class does before each of its handlers."""
from tornado import web


class Base(web.RequestHandler):
    def set_default_headers(self):
        self.set_header("Cache-Control", "no-store")

    def prepare(self):
        if not self.current_user:
            self.redirect("/login")
            return


class Log(Base):
    def get(self, year):
#   ^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#   ^^^^^^^^^^^^^^^^^^^^ caching: guarded
        with open("log-" + year) as file:
            self.finish(file.read())


class Weather(web.RequestHandler):
    def get(self, year):
    # <- caching: not-applicable
        with open("weather-" + year) as file:
#            ^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
            self.finish(file.read())


class Rules(web.StaticFileHandler):
    @web.authenticated
#    ^^^^^^^^^^^^^^^^^ authentication: guarded
    def get(self):
    # <- caching: not-applicable
        return web.StaticFileHandler.get(self, "rules.pdf")
