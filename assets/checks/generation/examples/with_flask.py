"""Is the write based on what is stored? A Flask part of a lending library."""

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    generation = db.Column(db.Integer)
    books = db.Column(db.JSON)


@app.put("/shelves/<int:shelf_id>")
def replace_books(shelf_id):
    data = request.get_json()
    shelf = Shelf.query.get_or_404(shelf_id)
    if shelf.generation != data["generation"]:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
        abort(409)
    shelf.books = data["books"]
    shelf.generation += 1
    db.session.commit()
    return "", 204


@app.put("/shelves/<int:shelf_id>/locked")
def replace_under_lock(shelf_id):
    shelf = Shelf.query.with_for_update().get_or_404(shelf_id)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
    shelf.books = shelf.books + request.get_json()["books"]
    db.session.commit()
    return "", 204


@app.put("/shelves/<int:shelf_id>/force")
def overwrite_books(shelf_id):
    shelf = Shelf.query.get_or_404(shelf_id)
    shelf.books = request.get_json()["books"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    db.session.commit()
    return "", 204


@app.put("/shelves/<int:shelf_id>/books")
def replace_in_newer_versions(shelf_id):
    data = request.get_json()
    shelf = Shelf.query.get_or_404(shelf_id)
    if data.get("version", 0) >= 4:
        if shelf.generation != data["generation"]:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: conditional
            abort(409)
    shelf.books = data["books"]
    db.session.commit()
    return "", 204


@app.get("/shelves/<int:shelf_id>")
def show_shelf(shelf_id):
# <- generation: not-applicable
    return jsonify(books=Shelf.query.get_or_404(shelf_id).books)


@app.post("/shelves")
def create_shelf():
# <- generation: not-applicable
    db.session.add(Shelf(generation=0, books=[]))
    db.session.commit()
    return "", 201
