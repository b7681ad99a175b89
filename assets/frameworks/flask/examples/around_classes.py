"""Guards that a class puts around its methods, and answers of helpers: a chess club."""

from flask import Flask, abort, request
from flask_login import current_user, login_required
from flask_restful import Api, Resource
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
api = Api(app)
db = SQLAlchemy(app)


class Game(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    moves = db.Column(db.String)


def for_arbiters(view):
    def wrapper(*args, **kwargs):
        if not current_user.is_arbiter:
            abort(403)
        return view(*args, **kwargs)

    return wrapper


def refused(text):
    return {"error": text}, 400


def moved(game, text):
    if len(text) != 4:
        return refused("not a move")
    return {"moves": game.moves + text}


class Signed(Resource):
    decorators = [login_required]


class Games(Signed):
    method_decorators = [for_arbiters]

    def get(self):
#   ^^^^^^^^^^^^^^ access: guarded
#   ^^^^^^^^^^^^^^ authentication: guarded
#   ^^^^^^^^^^^^^^ input-validation: not-applicable
        return [game.id for game in Game.query.all()]


class Moves(Signed):
    def post(self, number):
#   ^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        game = Game.query.get_or_404(number)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
        return moved(game, request.form["move"])
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded


api.add_resource(Games, "/games", "/all-games")
api.add_resource(Moves, "/games/<int:number>/moves")
