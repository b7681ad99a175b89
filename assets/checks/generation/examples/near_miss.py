"""What looks like comparing versions."""

from flask import Flask, abort, request
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
    generation = db.Column(db.Integer)
    books = db.Column(db.JSON)


@app.put("/counted/<int:shelf_id>")
def counted_but_not_compared(shelf_id):
    shelf = Shelf.query.get_or_404(shelf_id)
    shelf.books = request.get_json()["books"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    shelf.generation += 1
    db.session.commit()
    return "", 204


@app.put("/logged/<int:shelf_id>")
def compared_but_not_refused(shelf_id):
    shelf = Shelf.query.get_or_404(shelf_id)
    if shelf.generation != request.get_json()["generation"]:
        app.logger.info("an outdated write")
    shelf.books = request.get_json()["books"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204


@app.put("/owner/<int:shelf_id>")
def an_owner_is_not_a_version(shelf_id):
    shelf = Shelf.query.get_or_404(shelf_id)
    if shelf.owner_id != current_user.id:
        abort(403)
    shelf.books = request.get_json()["books"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204
