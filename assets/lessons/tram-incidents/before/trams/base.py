"""What all handlers share."""

import json

from tornado.web import HTTPError, RequestHandler

from trams import store


class BaseHandler(RequestHandler):
    def initialize(self):
        self.session = store.open_session()

    def on_finish(self):
        self.session.close()

    def set_default_headers(self):
        self.set_header("Cache-Control", "no-store")

    def get_current_user(self):
        name = self.get_signed_cookie("dispatcher")
        if name is None:
            return None
        return store.dispatcher_of(self.session, name.decode())

    def json_body(self):
        """The body, where it is a JSON object."""
        if self.request.headers.get("Content-Type") != "application/json":
            raise HTTPError(415)
        try:
            data = json.loads(self.request.body)
        except ValueError:
            raise HTTPError(400, reason="Not JSON")
        if not isinstance(data, dict):
            raise HTTPError(400, reason="Not an object")
        return data
