"""Deliveries, as their carriers report and read them."""

import webob
import webob.dec
import webob.exc

from lockers import store
from lockers.courier import wire

DELIVERY = {
    "type": "object",
    "properties": {
        "state": {"enum": ["announced", "delivered", "returned"]},
        "generation": {"type": "integer"},
    },
    "required": ["state"],
    "additionalProperties": False,
}
ACTION = {
    "type": "object",
    "properties": {"action": {"enum": ["can_close", "can_hold", "can_reopen"]}},
    "required": ["action"],
    "additionalProperties": False,
}


@webob.dec.wsgify
@wire.check_accept("application/json")
def list_versions(req):
    return webob.Response(json={"versions": ["1.0", "1.4"]}, cache_control="no-cache")


@webob.dec.wsgify
@wire.require_content("application/json")
def create_delivery(req):
    context = req.environ["courier.context"]
    data = wire.extract_json(req.body, DELIVERY)
    delivery_id = store.create_delivery(context.carrier, data["state"])
    return webob.Response(status=201, location="/deliveries/%s" % delivery_id)


@webob.dec.wsgify
@wire.check_accept("application/json")
def get_delivery(req):
    context = req.environ["courier.context"]
    context.can("delivery:read")
    delivery = store.load_delivery(req.urlvars["delivery_id"])
    context.owns(delivery)
    response = webob.Response(json={"state": delivery.state})
    response.cache_control = "no-cache"
    return response


@webob.dec.wsgify
@wire.require_content("application/json")
def set_delivery(req):
    context = req.environ["courier.context"]
    context.can("delivery:update")
    data = wire.extract_json(req.body, DELIVERY)
    delivery = store.load_delivery(req.urlvars["delivery_id"])
    context.owns(delivery)
    if wire.version_of(req) >= (1, 4):
        if delivery.generation != data.get("generation"):
            raise webob.exc.HTTPConflict("The delivery has changed.")
    store.update_delivery(delivery.id, data["state"])
    return webob.Response(status=204)


@webob.dec.wsgify
@wire.require_content("application/json")
def run_action(req):
    context = req.environ["courier.context"]
    action = wire.extract_json(req.body, ACTION)["action"]
    delivery = store.load_delivery(req.urlvars["delivery_id"])
    getattr(context, action)(delivery)
    store.create_event(delivery.id, action)
    return webob.Response(status=202)
