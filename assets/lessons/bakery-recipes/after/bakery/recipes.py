"""Recipes are looked for, read and brought along from elsewhere."""

import yaml
from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from bakery.db import get_db

bp = Blueprint("recipes", __name__, url_prefix="/recipes")

ORDERS = {"name": "name COLLATE NOCASE", "newest": "id DESC", "time": "minutes"}
OWN_RECIPES = "SELECT id, name, minutes FROM recipe WHERE pupil_id = ?"
BIGGEST_UPLOAD = 64 * 1024


@bp.get("/")
@login_required
def search():
    words = request.args.get("q", "")
    order = request.args.get("order", "name")
    if order not in ORDERS or len(words) > 100:
        abort(400, "Look for at most 100 letters, in a known order.")
    rows = get_db().execute(
        f"{OWN_RECIPES} AND name LIKE ? ORDER BY {ORDERS[order]}",
        (current_user.id, f"%{words}%"),
    ).fetchall()
    answer = jsonify([dict(row) for row in rows])
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<int:recipe_id>")
@login_required
def show(recipe_id):
    row = get_db().execute(
        "SELECT id, name, minutes, steps FROM recipe WHERE id = ? AND pupil_id = ?",
        (recipe_id, current_user.id),
    ).fetchone()
    if row is None:
        abort(404)
    answer = jsonify(dict(row))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/import")
@login_required
def bring_along():
    if request.mimetype != "application/yaml":
        abort(415, "Send application/yaml.")
    if request.content_length is None or request.content_length > BIGGEST_UPLOAD:
        abort(413)
    try:
        data = yaml.safe_load(request.get_data())
    except yaml.YAMLError:
        abort(400, "That is not YAML.")
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        abort(400, "A recipe has a name.")
    if not isinstance(data.get("minutes"), int) or not isinstance(data.get("steps"), str):
        abort(400, "A recipe has minutes and steps.")
    connection = get_db()
    made = connection.execute(
        "INSERT INTO recipe (pupil_id, name, minutes, steps) VALUES (?, ?, ?, ?)",
        (current_user.id, data["name"], data["minutes"], data["steps"]),
    )
    connection.commit()
    return jsonify(id=made.lastrowid), 201
