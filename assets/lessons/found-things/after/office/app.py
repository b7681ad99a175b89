"""Makes the application."""

from flask import Flask

from office import clerks, things


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env("OFFICE")
    app.config["SESSION_COOKIE_SECURE"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "None"
    clerks.login_manager.init_app(app)
    app.register_blueprint(things.bp)
    return app
