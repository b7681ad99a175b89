"""Who is calling? A WSGI part of a lending library."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("room"))


def require_member(req):
    if "library.member" not in req.environ:
        raise webob.exc.HTTPUnauthorized("Please sign in.")


def load_shelves():
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(SHELVES)).all()


@webob.dec.wsgify
def list_shelves(req):
    require_member(req)
#   ^^^^^^^^^^^^^^^^^^^ authentication: guarded
    return webob.Response(json=[shelf.room for shelf in load_shelves()])


@webob.dec.wsgify
def count_shelves(req):
    shelves = load_shelves()
#             ^^^^^^^^^^^^^^ authentication: missing
    return webob.Response(json={"count": len(shelves)})


@webob.dec.wsgify
def list_versions(req):
# <- authentication: not-applicable
    return webob.Response(json={"versions": ["1.0", "1.4"]})


ROUTE_DECLARATIONS = {
    "/": {"GET": list_versions},
    "/shelves": {"GET": list_shelves},
    "/shelves/count": {"GET": count_shelves},
}
