from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPNotFound
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config, view_defaults
from store import Item, session


@view_config(route_name="items", request_method="GET", renderer="json", permission="read")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
def items(request):
# <- input-validation: not-applicable
    request.response.cache_control.no_store = True
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return session.query(Item).all()


# One of its two routes asks for a permission, the other does not.
@view_config(route_name="item", renderer="json")
@view_config(route_name="old_item", renderer="json", permission="read")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: conditional
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: conditional
def item(request):
# <- input-validation: not-applicable
    return session.query(Item).get(request.matchdict["number"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@view_config(route_name="front", renderer="json", permission=NO_PERMISSION_REQUIRED)
def front(context, request):
# <- authentication: not-applicable
# <- access: not-applicable
# <- caching: not-applicable
    return session.query(Item).filter_by(title=request.params["title"]).all()
#                                              ^^^^^^^^^^^^^^ input-validation: missing


@view_defaults(route_name="edit", permission="write")
class Edit:
    def __init__(self, request):
        self.request = request
        if request.authenticated_userid is None:
            raise HTTPForbidden()

    @view_config(request_method="POST", require_csrf=True)
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
    def save(self):
#   ^^^^^^^^^^^^^^^ authentication: guarded
    # <- caching: not-applicable
        found = session.query(Item).get(self.request.matchdict["number"])
        if found is None:
            raise HTTPNotFound()
        data = self.request.json_body
        if not isinstance(data, dict):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
            raise HTTPBadRequest()
        found.title = data["title"]
        return {}

    @view_config(request_method="DELETE", permission=NO_PERMISSION_REQUIRED)
    def drop(self):
    # <- authentication: not-applicable
    # <- access: not-applicable
    # <- input-validation: not-applicable
    # <- caching: not-applicable
        session.delete(session.query(Item).get(self.request.matchdict["number"]))


@view_config(route_name="edit", request_method="PUT", attr="store")
class Stored:
    def __init__(self, context, request):
        self.request = request

    # Its answer is not looked at, so it keeps nobody out.
    def store(self):
    # <- caching: not-applicable
        self.request.has_permission("write")
        session.add(Item(title=self.request.json_body["title"]))
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#                              ^^^^^^^^^^^^^^^^^^^^^^ input-validation: missing


def plain(request):
# <- authentication: guarded
# <- access: guarded
# <- input-validation: not-applicable
    return session.query(Item).all()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
