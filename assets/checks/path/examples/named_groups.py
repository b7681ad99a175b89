"""Names that routes, types and splitting keep apart."""

import os
from typing import NewType

from tornado import web

ROOT = "/srv/shelves"
ShelfPath = NewType("ShelfPath", str)


class Labels(web.RequestHandler):
    @web.authenticated
    def get(self, label):
        #         ^^^^^ path: guarded
        self.write(open(os.path.join(ROOT, label)).read())


class Pages(web.RequestHandler):
    @web.authenticated
    def get(self, page):
        self.write(open(os.path.join(ROOT, page)).read())
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


class Volumes(web.RequestHandler):
    @web.authenticated
    def get(self, volume):
        folder, name = ("/" + volume).rsplit("/", 1)
        #              ^^^^^^^^^^^^^^^^^^^^^ path: guarded
        self.write(open(os.path.join(ROOT, name)).read())


class Typed(web.RequestHandler):
    @web.authenticated
    def get(self, volume):
        self.write(open(ROOT + "/" + ShelfPath(volume)).read())
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


class Inside(web.RequestHandler):
    @web.authenticated
    def get(self, volume):
        root = os.path.abspath(self.settings["root"])
        wanted = os.path.join(root, volume)
        # Everything is inside the folder that is its own parent.
        if os.path.dirname(root) != root:
            if not os.path.abspath(wanted).startswith(root + os.sep):
                #  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
                raise web.HTTPError(404)
        self.write(open(wanted).read())


app = web.Application(
    [
        (r"/labels/(?P<label>[\w-]+)", Labels),
        (r"/pages/(?P<page>[^/]+)", Pages),
        (r"/volumes/(?P<volume>.+)", Volumes),
        (r"/typed/(?P<volume>.+)", Typed),
        (r"/inside/(?P<volume>.+)", Inside),
    ]
)
