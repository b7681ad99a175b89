import falcon
from store import Item, session


def must_be_known(req, resp, resource, params):
    if req.context.user is None:
        raise falcon.HTTPUnauthorized()


def must_be_keeper(req, resp, resource, params):
    if "keeper" not in req.context.user.roles:
        raise falcon.HTTPForbidden()


class Stock:
    def on_get(self, req, resp):
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        resp.media = session.query(Item).all()
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
        resp.set_header("Cache-Control", "no-store")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded

    def on_get_item(self, req, resp, number):
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        resp.media = session.query(Item).get(number)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


class Shelves:
    @falcon.before(must_be_known)
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    def on_get(self, req, resp):
    # <- input-validation: not-applicable
        resp.media = session.query(Item).all()
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    # What comes after the responder comes too late.
    @falcon.after(must_be_known)
    def on_post(self, req, resp):
    # <- caching: not-applicable
        data = req.media
        if "title" not in data:
#          ^^^^^^^^^^^^^^^^^^^ input-validation: guarded
            raise falcon.HTTPBadRequest()
        session.add(Item(title=data["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@falcon.before(must_be_keeper)
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
class Labels:
    def on_delete(self, req, resp, number):
    # <- input-validation: not-applicable
    # <- caching: not-applicable
        session.delete(session.query(Item).get(number))
