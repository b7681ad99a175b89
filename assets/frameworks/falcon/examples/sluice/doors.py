import directory
from falcon import HTTPUnauthorized

signed_in = None


def set_up(config):
    global signed_in
    signed_in = directory.load(config)


class Layer:
    def process_request(self, req, resp):
        if req.get_header("X-Key") is None:
            raise HTTPUnauthorized()


def by_key(key, req):
    try:
        name, proof = key.split(":", 1)
        if directory.proof_of(name, req.context["body"].decode()) != proof:
            raise HTTPUnauthorized()
    except ValueError:
        raise HTTPUnauthorized()


def by_session(req):
    if signed_in:
        user = signed_in.look_up(req)
        if user:
            req.context["user"] = user
            return
    try:
        req.context["user"] = req.env["beaker.session"]["user"]
    except KeyError:
        raise HTTPUnauthorized()


def known(responder):
    def answer(self, req, resp):
        key = req.get_header("Authorization")
        if key:
            by_key(key, req)
        else:
            by_session(req)
        return responder(self, req, resp)

    return answer
