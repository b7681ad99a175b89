"""Makes the application."""

from sanic import Sanic

from quakes import people, stations


def create_app(settings):
    app = Sanic("quakes")
    app.ctx.badges = settings["badges"]
    app.on_request(people.sign_in)
    app.blueprint(stations.bp)
    return app
