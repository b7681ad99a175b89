"""What does the parser follow? The imports of a reading room."""

import xml.dom.minidom
import xml.sax
import xml.sax.handler

import webob
import webob.dec


@webob.dec.wsgify
def put_plan(req):
    plan = xml.dom.minidom.parseString(req.body)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: guarded
    return webob.Response(json={"parts": len(plan.childNodes)})


@webob.dec.wsgify
def put_linked_plan(req):
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    plan = xml.dom.minidom.parseString(req.body, parser)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: missing
    return webob.Response(json={"parts": len(plan.childNodes)})


@webob.dec.wsgify
def get_plan(req):
# <- xxe: not-applicable
    return webob.Response(json={"parts": 0})


ROUTE_DECLARATIONS = {
    "/plan": {"PUT": put_plan, "GET": get_plan},
    "/linked-plan": {"PUT": put_linked_plan},
}
