"""Aggregates of resource providers."""

import json
import pickle

from service import policies
from service import util
from service.app import app, db


def _serialise(aggregates, generation):
    return {"aggregates": list(aggregates), "generation": generation}


@app.get("/providers/<uuid>/aggregates")
def get_aggregates(uuid):
    context = util.context()
    context.can(policies.LIST)
    provider = db.provider(uuid)
    body = _serialise(provider.aggregates, provider.generation)
    response = util.answer(body)
    if util.version() >= (1, 15):
        response.headers["Cache-Control"] = "no-cache"
    return response


@app.put("/providers/<uuid>/aggregates")
@util.require_content("application/json")
def set_aggregates(uuid):
    context = util.context()
    context.can(policies.UPDATE)
    provider = db.provider(uuid)
    data = util.extract_json(util.body(), util.PUT_SCHEMA_1_19)
    provider.set_aggregates(data["aggregates"])
    return util.answer(_serialise(provider.aggregates, provider.generation))


def _names(rows):
    names = []
    for row in rows:
        if row.name:
            names.append(row.name)
    names.sort()
    return names


def _count(rows):
    total = 0
    for row in rows:
        total += row.count
    return total


@app.post("/import")
def import_aggregates():
    context = util.context()
    context.can(policies.IMPORT, target=db.tenant(context))
    rows = pickle.loads(util.body())
    db.add_all(rows)
    return util.answer({"names": _names(rows), "count": _count(rows)})
