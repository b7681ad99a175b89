"""A ferry's bookings: the application is made here and set up elsewhere."""

from flask import Flask

import guard
import trips


class Ferry(Flask):
    """An application of our own."""


def create():
    app = Ferry(__name__)
    guard.init_app(app)
    app.register_blueprint(trips.trips)
    return app
