"""Two ways to prove who asks, and layers that only some set-ups have."""
import falcon
from doors import Layer, known
from store import Item, session


class Stock:
    @known
#    ^^^^^ authentication: guarded
    def on_get(self, req, resp):
    # <- input-validation: not-applicable
        resp.media = session.query(Item).all()


class Level:
    def on_get(self, req, resp):
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: conditional
    # <- input-validation: not-applicable
        resp.media = session.query(Item).all()


class Tide:
    @known
#    ^^^^^ authentication: guarded
    def on_put(self, req, resp):
        data = req.media
#              ^^^^^^^^^ input-validation: missing
        session.add(Item(title=data["title"]))


def create(config):
    layers = []
    if config.get("closed"):
        layers.append(Layer())
    app = falcon.App(middleware=layers)
    app.add_route("/stock", Stock())
    app.add_route("/level", Level())
    app.add_route("/tide", Tide())
    return app
