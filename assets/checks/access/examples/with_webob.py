"""May the caller do this? A WSGI part of a lending library."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("room"))


class Context:
    def __init__(self, rights):
        self.rights = rights

    def can(self, right):
        if right not in self.rights:
            raise webob.exc.HTTPForbidden(f"You need {right}.")


def context_of(req):
    return Context(req.environ["library.rights"])


def load_shelves():
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(SHELVES)).all()


def delete_shelf_row(shelf_id):
    with ENGINE.begin() as connection:
        connection.execute(sa.delete(SHELVES).where(SHELVES.c.id == shelf_id))


@webob.dec.wsgify
def list_shelves(req):
    context = context_of(req)
    context.can("shelf:list")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
    return webob.Response(json=[shelf.room for shelf in load_shelves()])


@webob.dec.wsgify
def delete_shelf(req):
    delete_shelf_row(req.urlvars["shelf_id"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return webob.Response(status=204)


@webob.dec.wsgify
def list_versions(req):
# <- access: not-applicable
    return webob.Response(json={"versions": ["1.0", "1.4"]})


ROUTE_DECLARATIONS = {
    "/": {"GET": list_versions},
    "/shelves": {"GET": list_shelves},
    "/shelves/{shelf_id}": {"DELETE": delete_shelf},
}
