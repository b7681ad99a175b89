"""Who may reuse the answer? A WSGI part of a lending library."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
LISTS = sa.table("lists", sa.column("id"), sa.column("title"))


def load_list(list_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(LISTS).where(LISTS.c.id == list_id)).one()


def require_member(req):
    if req.remote_user is None:
        raise webob.exc.HTTPUnauthorized("Please sign in.")


@webob.dec.wsgify
def show_list(req):
    require_member(req)
    reading_list = load_list(req.urlvars["list_id"])
    req.response.json = {"title": reading_list.title}
    req.response.cache_control = "no-cache"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return req.response


@webob.dec.wsgify
def print_list(req):
    require_member(req)
    reading_list = load_list(req.urlvars["list_id"])
    req.response.text = reading_list.title
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
    return req.response


ROUTE_DECLARATIONS = {
    "/lists/{list_id}": {"GET": show_list},
    "/lists/{list_id}/print": {"GET": print_list},
}
