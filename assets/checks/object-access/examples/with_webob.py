"""Is this very object the caller's? A WSGI part of a lending library."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
LISTS = sa.table("lists", sa.column("id"), sa.column("owner"), sa.column("title"))


def load_list(list_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(LISTS).where(LISTS.c.id == list_id)).one()


def require_owner(req, reading_list):
    if reading_list.owner != req.environ["library.member"]:
        raise webob.exc.HTTPForbidden("This list is somebody else's.")


@webob.dec.wsgify
def show_list(req):
    reading_list = load_list(req.urlvars["list_id"])
    require_owner(req, reading_list)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return webob.Response(json={"title": reading_list.title})


@webob.dec.wsgify
def print_list(req):
    reading_list = load_list(req.urlvars["list_id"])
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return webob.Response(text=reading_list.title)


@webob.dec.wsgify
def list_versions(req):
# <- object-access: not-applicable
    return webob.Response(json={"versions": ["1.0", "1.4"]})


ROUTE_DECLARATIONS = {
    "/": {"GET": list_versions},
    "/lists/{list_id}": {"GET": show_list},
    "/lists/{list_id}/print": {"GET": print_list},
}
