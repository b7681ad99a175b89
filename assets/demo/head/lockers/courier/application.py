"""Signs carriers in, finds the handler, and turns refusals into answers."""

import webob
import webob.exc
from routes import Mapper

from lockers.courier import handlers
from lockers.courier.context import Context, NotAllowed

ROUTE_DECLARATIONS = {
    "/": {"GET": handlers.list_versions},
    "/deliveries": {"POST": handlers.create_delivery},
    "/deliveries/{delivery_id}": {
        "GET": handlers.get_delivery,
        "PUT": handlers.set_delivery,
    },
    "/deliveries/{delivery_id}/actions": {"POST": handlers.run_action},
}


def make_map():
    mapper = Mapper()
    for path, methods in ROUTE_DECLARATIONS.items():
        for method, handler in methods.items():
            mapper.connect(path, action=handler, conditions={"method": [method]})
    return mapper


class Application:
    """The WSGI application."""

    def __init__(self, carriers):
        self.carriers = carriers
        self.map = make_map()

    def __call__(self, environ, start_response):
        carrier = self.carriers.get(environ.get("HTTP_X_CARRIER_TOKEN"))
        if carrier is None:
            return webob.exc.HTTPUnauthorized()(environ, start_response)
        environ["courier.context"] = Context(carrier["name"], carrier["rights"])
        match = self.map.match(environ=environ)
        if match is None:
            return webob.exc.HTTPNotFound()(environ, start_response)
        handler = match.pop("action")
        environ["wsgiorg.routing_args"] = ((), match)
        try:
            return handler(environ, start_response)
        except NotAllowed as error:
            return webob.exc.HTTPForbidden(str(error))(environ, start_response)
