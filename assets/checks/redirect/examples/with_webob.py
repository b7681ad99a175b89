"""Where an answer leads: `Location` says where the caller goes, or what was made."""

import webob
import webob.dec


@webob.dec.wsgify
def add_berth(req):
# <- redirect: not-applicable
    name = req.json["name"]
    response = req.response
    response.location = "/berths/" + name
    if req.GET.get("show"):
        response.body = name.encode()
    else:
        response.status = 201
    return response


@webob.dec.wsgify
def leave(req):
    req.response.location = req.GET["next"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing
    req.response.status = 303
    return req.response


@webob.dec.wsgify
def go_on(req):
    req.response.location = req.GET["next"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing
    req.response.status = int(req.GET["status"])
    return req.response


ROUTE_DECLARATIONS = {"/berths": {"POST": add_berth, "DELETE": leave, "PUT": go_on}}
