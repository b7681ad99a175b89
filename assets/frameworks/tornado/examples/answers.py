"""Headers and input, and what is only asked for being there."""
import json

from tornado import web


class Note(web.RequestHandler):
    @web.authenticated
    def get(self, name):
#   ^^^^^^^^^^^^^^^^^^^^ input-validation: not-applicable
        self.set_header("cache-control", "no-store")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
        if self.get_argument("download", None):
            self.set_header("Content-Disposition", "attachment")
        with open(name) as file:
            self.finish(file.read())

    @web.authenticated
    def put(self, name):
#   ^^^^^^^^^^^^^^^^^^^^ caching: not-applicable
        try:
            note = json.loads(self.request.body)
#                             ^^^^^^^^^^^^^^^^^ input-validation: missing
        except ValueError:
            raise web.HTTPError(400, "no JSON")
        with open(name, "w") as file:
            json.dump(note, file)


class List(web.RequestHandler):
    @web.authenticated
    def get(self, name):
        kind = self.get_query_argument("kind", "all")
        if kind not in ("all", "new"):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
            raise web.HTTPError(400)
        with open(name) as file:
            self.finish({kind: file.read()})
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
