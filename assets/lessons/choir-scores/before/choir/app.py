"""Routes and middleware."""

import falcon

from choir.auth import LibrariansOnly
from choir.scores import Loans, Part, Scores


def create_app(tokens):
    app = falcon.App(middleware=[LibrariansOnly(tokens)])
    app.add_route("/scores", Scores())
    app.add_route("/scores/{score_id:int}/parts", Part())
    app.add_route("/scores/{score_id:int}/loans", Loans())
    return app
