"""Parcels, for the members to whom they are addressed."""

import secrets

from flask import Blueprint, current_app, g

from lockers import store
from lockers.web import auth, bodies

parcels = Blueprint("parcels", __name__, url_prefix="/parcels")

NOTE = {
    "type": "object",
    "properties": {
        "note": {"type": "string", "maxLength": 200},
    },
    "required": ["note"],
    "additionalProperties": False,
}
SHARE = {
    "type": "object",
    "properties": {"email": {"type": "string", "format": "email"}},
    "required": ["email"],
    "additionalProperties": False,
}


def describe(parcel):
    return {"id": parcel.id, "locker": parcel.locker_id, "note": parcel.note}


@parcels.get("")
@auth.signed_in
@auth.requires("parcel:read")
def list_parcels():
    found = store.parcels_of(g.member.id)
    response = bodies.json_answer(
        {"parcels": [describe(parcel) for parcel in found]}  # newest last
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@parcels.get("/<int:parcel_id>")
@auth.signed_in
@auth.requires("parcel:read")
def show_parcel(parcel_id):
    parcel = store.load_parcel(parcel_id)
    auth.require_recipient(parcel)
    response = bodies.json_answer(describe(parcel))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@parcels.put("/<int:parcel_id>/note")
@auth.signed_in
@auth.requires("parcel:write")
def update_note(parcel_id):
    data = bodies.json_body(NOTE)
    parcel = store.load_parcel(parcel_id)
    auth.require_recipient(parcel)
    store.update_parcel(parcel.id, note=data["note"])
    return "", 204


@parcels.delete("/<int:parcel_id>")
@auth.signed_in
@auth.requires("parcel:write")
def cancel_parcel(parcel_id):
    parcel = store.load_parcel(parcel_id)
    if not current_app.config["SUPPORT_DESK"]:
        auth.require_recipient(parcel)
    store.delete_parcel(parcel.id)
    return "", 204


@parcels.post("/<int:parcel_id>/share")
@auth.signed_in
@auth.requires("parcel:read")
def share_parcel(parcel_id):
    data = bodies.json_body(SHARE)
    parcel = store.load_parcel(parcel_id)
    code = secrets.token_urlsafe(8)
    store.create_share(code, parcel.id, data["email"])
    return bodies.json_answer({"code": code, "locker": parcel.locker_id}, 201)
