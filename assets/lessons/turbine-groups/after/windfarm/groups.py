"""Which groups a turbine is switched with."""

import json

import webob
import webob.dec
import webob.exc

from windfarm import wire
from windfarm.store import Turbine

NAMES = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z]{1,20}$"},
    "uniqueItems": True,
    "maxItems": 20,
}
GROUPS_1_0 = {
    "type": "object",
    "properties": {"groups": NAMES},
    "required": ["groups"],
    "additionalProperties": False,
}
GROUPS_1_4 = {
    "type": "object",
    "properties": {"groups": NAMES, "generation": {"type": "integer"}},
    "required": ["groups", "generation"],
    "additionalProperties": False,
}


def find_turbine(req):
    session = req.environ["windfarm.session"]
    turbine = session.get(Turbine, int(req.urlvars["number"]))
    if turbine is None:
        raise webob.exc.HTTPNotFound("There is no such turbine.")
    return turbine


def answer(req, turbine):
    view = {"groups": turbine.groups}
    if wire.version_of(req) >= (1, 4):
        view["generation"] = turbine.generation
    body = json.dumps(view).encode()
    response = webob.Response(body=body, content_type="application/json")
    response.cache_control = "no-cache"
    return response


@webob.dec.wsgify
def get_groups(req):
    context = req.environ["windfarm.context"]
    context.can("groups:read")
    return answer(req, find_turbine(req))


@webob.dec.wsgify
@wire.require_content("application/json")
def set_groups(req):
    context = req.environ["windfarm.context"]
    context.can("groups:update")
    version = wire.version_of(req)
    schema = GROUPS_1_4 if version >= (1, 4) else GROUPS_1_0
    data = wire.extract_json(req.body, schema)
    turbine = find_turbine(req)
    if version >= (1, 4):
        if data["generation"] != turbine.generation:
            raise webob.exc.HTTPConflict("The groups have changed since you read them.")
    turbine.groups = sorted(data["groups"])
    turbine.generation = turbine.generation + 1
    req.environ["windfarm.session"].commit()
    return answer(req, turbine)
