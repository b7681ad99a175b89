"""Handlers of things."""

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from office.bodies import check_form, json_only
from office.store import Thing, open_session

bp = Blueprint("things", __name__, url_prefix="/things")

THING = {
    "type": "object",
    "properties": {
        "kind": {"enum": ["umbrella", "bag", "key", "phone", "other"]},
        "place": {"type": "string", "minLength": 1, "maxLength": 80},
    },
    "required": ["kind", "place"],
    "additionalProperties": False,
}
FETCHED = {
    "type": "object",
    "properties": {"by": {"type": "string", "minLength": 1, "maxLength": 80}},
    "required": ["by"],
}


def find_thing(session, thing_id):
    thing = session.get(Thing, thing_id)
    if thing is None:
        abort(404)
    return thing


@bp.post("")
@login_required
def add_thing():
    data = request.get_json()
    check_form(data, THING)
    with open_session() as session:
        thing = Thing(kind=data["kind"], place=data["place"].strip())
        session.add(thing)
        session.commit()
    return jsonify(id=thing.id), 201


@bp.put("/<int:thing_id>")
@login_required
@json_only
def set_thing(thing_id):
    data = request.get_json(force=True)
    check_form(data, THING)
    with open_session() as session:
        thing = find_thing(session, thing_id)
        thing.kind = data["kind"]
        thing.place = data["place"].strip()
        session.commit()
    return jsonify(id=thing.id)


@bp.post("/<int:thing_id>/fetched")
@login_required
def mark_fetched(thing_id):
    data = request.get_json(force=True)
    check_form(data, FETCHED)
    with open_session() as session:
        thing = find_thing(session, thing_id)
        thing.fetched_by = data["by"]
        session.commit()
    return jsonify(id=thing.id, clerk=current_user.id)
