"""Is the write based on what is stored? A WSGI part of a lending library."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("generation"), sa.column("room"))


def load_shelf(shelf_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(SHELVES).where(SHELVES.c.id == shelf_id)).one()


def move_shelf_row(shelf, room):
    with ENGINE.begin() as connection:
        connection.execute(sa.update(SHELVES).where(SHELVES.c.id == shelf.id).values(room=room))


@webob.dec.wsgify
def move_shelf(req):
    shelf = load_shelf(req.urlvars["shelf_id"])
    if str(shelf.generation) != req.headers.get("If-Match"):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
        raise webob.exc.HTTPPreconditionFailed("The shelf has changed.")
    move_shelf_row(shelf, req.json["room"])
    return webob.Response(status=204)


@webob.dec.wsgify
def push_shelf(req):
    shelf = load_shelf(req.urlvars["shelf_id"])
    move_shelf_row(shelf, req.json["room"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return webob.Response(status=204)


@webob.dec.wsgify
def show_shelf(req):
# <- generation: not-applicable
    return webob.Response(json={"room": load_shelf(req.urlvars["shelf_id"]).room})


ROUTE_DECLARATIONS = {
    "/shelves/{shelf_id}": {"GET": show_shelf, "PUT": move_shelf, "POST": push_shelf},
}
