"""Where a bakery's pages lead, and what they send."""
from pyramid.httpexceptions import HTTPFound
from pyramid.response import FileResponse, Response
from pyramid.view import view_config


@view_config(route_name="order", request_method="POST")
def order(request):
# <- path: not-applicable
# <- xss: not-applicable
    return HTTPFound(location=request.params["next"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@view_config(route_name="counter", request_method="POST")
def counter(request):
# <- path: not-applicable
# <- xss: not-applicable
    answer = HTTPFound(location=request.route_url("order", loaf=request.params["loaf"]))
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded
    answer.set_cookie("loaf", "1", secure=True)
    return answer


@view_config(route_name="recipe")
def recipe(request):
# <- xss: not-applicable
# <- redirect: not-applicable
    return FileResponse("recipes/" + request.matchdict["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@view_config(route_name="label")
def label(request):
# <- path: not-applicable
# <- redirect: not-applicable
    return Response("<b>" + request.params["text"] + "</b>")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


def includeme(config):
    for name in ("order", "counter", "label"):
        config.add_route(name, "/" + name)
    config.add_route("recipe", "/recipe/{name}")
