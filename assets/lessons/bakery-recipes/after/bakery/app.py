"""Makes the application."""

from flask import Flask
from flask_login import LoginManager

from bakery import db, pupils, recipes


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env("BAKERY")
    app.teardown_appcontext(db.close_db)
    login_manager = LoginManager(app)
    login_manager.user_loader(pupils.load_pupil)
    app.register_blueprint(recipes.bp)
    return app
