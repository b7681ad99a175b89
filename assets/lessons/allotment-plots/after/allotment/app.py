"""Makes the application."""

from flask import Flask

from allotment import accounts, models, plots


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_prefixed_env("ALLOTMENT")
    app.config.from_mapping(config or {})
    models.db.init_app(app)
    accounts.login_manager.init_app(app)
    app.register_blueprint(plots.bp)
    return app
