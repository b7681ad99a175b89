"""Lockers, for the staff of the sites where they stand."""

import jsonschema
import yaml
from flask import Blueprint, abort, g, request

from lockers import store
from lockers.web import auth, bodies

sites = Blueprint("sites", __name__)

LOCKER = {
    "type": "object",
    "properties": {
        "size": {"enum": ["S", "M", "L"]},
        "generation": {"type": "integer"},
    },
    "required": ["size", "generation"],
    "additionalProperties": False,
}
LAYOUT = {"type": "array", "items": {"enum": ["S", "M", "L"]}, "maxItems": 500}


@sites.put("/lockers/<int:locker_id>")
@auth.signed_in
def change_locker(locker_id):
    if "locker:write" not in g.member.rights:
        abort(403)
    data = bodies.json_body(LOCKER)
    locker = store.load_locker(locker_id)
    auth.require_site(locker)
    if locker.generation != data["generation"]:
        abort(409)
    store.update_locker(locker.id, size=data["size"])
    return "", 204


@sites.post("/sites/<site>/layout")
@auth.signed_in
@auth.requires("locker:write")
def import_layout(site):
    if site not in g.member.sites:
        abort(403)
    if request.mimetype != "application/yaml":
        abort(415)
    layout = yaml.safe_load(request.get_data())
    try:
        jsonschema.validate(layout, LAYOUT)
    except jsonschema.ValidationError as error:
        abort(400, error.message)
    store.create_lockers(site, layout)
    return "", 201
