"""The WSGI application: signs callers in, finds the handler, turns refusals into answers."""

import webob
import webob.exc
from routes import Mapper
from sqlalchemy.orm import Session

from windfarm import groups
from windfarm.context import Context, NotAllowed
from windfarm.store import engine

ROUTES = {
    "/turbines/{number:[0-9]+}/groups": {
        "GET": groups.get_groups,
        "PUT": groups.set_groups,
    },
}


def make_map():
    mapper = Mapper()
    for path, methods in ROUTES.items():
        for method, handler in methods.items():
            mapper.connect(path, action=handler, conditions={"method": [method]})
    return mapper


class Application:
    """The WSGI application."""

    def __init__(self, operators):
        self.operators = operators
        self.map = make_map()

    def __call__(self, environ, start_response):
        operator = self.operators.get(environ.get("HTTP_X_OPERATOR_TOKEN"))
        if operator is None:
            return webob.exc.HTTPUnauthorized()(environ, start_response)
        environ["windfarm.context"] = Context(operator["name"], operator["rights"])
        match = self.map.match(environ=environ)
        if match is None:
            return webob.exc.HTTPNotFound()(environ, start_response)
        handler = match.pop("action")
        environ["wsgiorg.routing_args"] = ((), match)
        with Session(engine) as session:
            environ["windfarm.session"] = session
            try:
                return handler(environ, start_response)
            except NotAllowed as error:
                return webob.exc.HTTPForbidden(str(error))(environ, start_response)
