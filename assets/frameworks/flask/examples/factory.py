"""Handlers inside the function that makes the application: a bell tower's log."""

from flask import Blueprint, Flask, abort, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Peal(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def create_app():
    app = Flask(__name__)
    tower = Blueprint("tower", __name__, url_prefix="/tower")

    @app.before_request
    def ask():
        if not current_user.is_authenticated:
            abort(401)

    @app.route("/peals")
    def peals():
#   ^^^^^^^^^^^^ authentication: guarded
        return jsonify(Peal.query.count())

    @tower.route("/all")
    @login_required
#    ^^^^^^^^^^^^^^ authentication: guarded
    def everything():
        return jsonify([peal.id for peal in Peal.query.all()])

    @tower.route("/open")
    def anybody():
#   ^^^^^^^^^^^^^^ authentication: guarded
        return jsonify([peal.id for peal in Peal.query.all()])

    app.register_blueprint(tower)
    return app
