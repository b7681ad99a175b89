"""Handlers of batches."""

import webob
import webob.dec
import webob.exc

from vault import bodies
from vault.store import Batch

BATCH = {
    "type": "object",
    "properties": {
        "species": {"type": "string", "minLength": 3, "maxLength": 80},
        "grams": {"type": "integer", "minimum": 0},
        "chamber": {"enum": ["north", "south"]},
    },
    "required": ["species", "grams", "chamber"],
    "additionalProperties": False,
}
SOWING = {
    "type": "object",
    "properties": {"grams": {"type": "integer", "minimum": 1}},
    "required": ["grams"],
    "additionalProperties": False,
}


def find_batch(req):
    batch = req.environ["vault.session"].get(Batch, int(req.urlvars["batch_id"]))
    if batch is None:
        raise webob.exc.HTTPNotFound("There is no such batch.")
    return batch


def view_of(batch):
    return {"species": batch.species, "grams": batch.grams, "chamber": batch.chamber}


@webob.dec.wsgify
def create_batch(req):
    req.environ["vault.keeper"].must("batch:create")
    data = bodies.extract_json(req, BATCH)
    batch = Batch(species=data["species"], grams=data["grams"], chamber=data["chamber"])
    session = req.environ["vault.session"]
    session.add(batch)
    session.commit()
    return webob.Response(status=201, location=f"/batches/{batch.id}")


@webob.dec.wsgify
def get_batch(req):
    req.environ["vault.keeper"].must("batch:read")
    return webob.Response(json=view_of(find_batch(req)), cache_control="no-cache")


@webob.dec.wsgify
def set_batch(req):
    req.environ["vault.keeper"].must("batch:update")
    data = bodies.extract_json(req, BATCH)
    batch = find_batch(req)
    batch.species = data["species"]
    batch.grams = data["grams"]
    batch.chamber = data["chamber"]
    req.environ["vault.session"].commit()
    return webob.Response(json=view_of(batch))


@webob.dec.wsgify
def sow(req):
    req.environ["vault.keeper"].must("batch:sow")
    data = bodies.extract_json(req, SOWING)
    batch = find_batch(req)
    if batch.grams < data["grams"]:
        raise webob.exc.HTTPBadRequest("There are not so many left.")
    batch.grams = batch.grams - data["grams"]
    req.environ["vault.session"].commit()
    return webob.Response(json=view_of(batch))
