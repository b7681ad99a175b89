"""Makes the application."""

from flask import Flask

from prints import accounts, jobs


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env("PRINTS")
    accounts.login_manager.init_app(app)
    app.register_blueprint(jobs.bp)
    return app
