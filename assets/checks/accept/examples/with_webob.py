"""Does the caller accept what is sent? A WSGI part of a lending library."""

from functools import wraps

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("room"))


def check_accept(*types):
    def decorator(handler):
        @wraps(handler)
        def wrapper(req):
            if not req.accept.acceptable_offers(types):
                raise webob.exc.HTTPNotAcceptable("Only %s." % ", ".join(types))
            return handler(req)

        return wrapper

    return decorator


def load_shelves():
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(SHELVES)).all()


def delete_shelf_row(shelf_id):
    with ENGINE.begin() as connection:
        connection.execute(sa.delete(SHELVES).where(SHELVES.c.id == shelf_id))


@webob.dec.wsgify
@check_accept("application/json")
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: guarded
def list_shelves(req):
    return webob.Response(json=[shelf.room for shelf in load_shelves()])


@webob.dec.wsgify
def count_shelves(req):
    shelves = load_shelves()
    return webob.Response(json={"count": len(shelves)})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: missing


@webob.dec.wsgify
def delete_shelf(req):
# <- accept: not-applicable
    delete_shelf_row(req.urlvars["shelf_id"])
    return webob.Response(status=204)


ROUTE_DECLARATIONS = {
    "/shelves": {"GET": list_shelves},
    "/shelves/count": {"GET": count_shelves},
    "/shelves/{shelf_id}": {"DELETE": delete_shelf},
}
