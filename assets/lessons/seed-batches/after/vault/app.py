"""The WSGI application: who asks, which handler answers, and what refusals become."""

import webob
import webob.exc
from routes import Mapper
from sqlalchemy.orm import Session

from vault import batches
from vault.keepers import Keeper, NotAllowed
from vault.store import engine

ROUTES = {
    "/batches": {"POST": batches.create_batch},
    "/batches/{batch_id:[0-9]+}": {
        "GET": batches.get_batch,
        "PUT": batches.set_batch,
    },
    "/batches/{batch_id:[0-9]+}/sowings": {"POST": batches.sow},
}


def make_map():
    mapper = Mapper()
    for path, methods in ROUTES.items():
        for method, handler in methods.items():
            mapper.connect(path, action=handler, conditions={"method": [method]})
    return mapper


class Application:
    """The WSGI application."""

    def __init__(self, keepers):
        self.keepers = keepers
        self.map = make_map()

    def __call__(self, environ, start_response):
        known = self.keepers.get(environ.get("HTTP_X_KEEPER_TOKEN"))
        if known is None:
            return webob.exc.HTTPUnauthorized()(environ, start_response)
        environ["vault.keeper"] = Keeper(known["name"], known["rights"])
        match = self.map.match(environ=environ)
        if match is None:
            return webob.exc.HTTPNotFound()(environ, start_response)
        handler = match.pop("action")
        environ["wsgiorg.routing_args"] = ((), match)
        with Session(engine) as session:
            environ["vault.session"] = session
            try:
                return handler(environ, start_response)
            except NotAllowed as error:
                return webob.exc.HTTPForbidden(str(error))(environ, start_response)
