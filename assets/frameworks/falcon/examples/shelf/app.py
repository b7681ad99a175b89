import falcon
from shelves import Labels, Shelves, Stock


class Tokens:
    def __init__(self, known):
        self.known = known

    def process_request(self, req, resp):
        if req.get_header("X-Token") not in self.known:
            raise falcon.HTTPUnauthorized(title="No token")

    def process_response(self, req, resp, resource, succeeded):
        if not succeeded:
            raise falcon.HTTPForbidden()


def create(known):
    app = falcon.App(middleware=[Tokens(known)])
    stock = Stock()
    app.add_route("/stock", stock)
    app.add_route("/stock/{number}", stock, suffix="item")
    return app


class Public:
    def __init__(self):
        self.app = falcon.App()
        self.app.add_route("/shelves", Shelves())
        self.app.add_route("/labels/{number}", Labels())
