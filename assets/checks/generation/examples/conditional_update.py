"""Does an update name the version that it was based on? Statements that compare and set in one."""

import sqlalchemy as sa
import webob
import webob.dec
import webob.exc

ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("generation"), sa.column("room"))


class Outdated(Exception):
    pass


class Shelf:
    def __init__(self, row):
        self.id = row.id
        self.generation = row.generation

    def move(self, room):
        statement = SHELVES.update().values(room=room)
        statement = statement.where(
            sa.and_(SHELVES.c.id == self.id, SHELVES.c.generation == self.generation)
        )
        with ENGINE.begin() as connection:
            connection.execute(statement)

    def count_up(self):
        known = self.generation
        statement = SHELVES.update().where(
            sa.and_(SHELVES.c.id == self.id, SHELVES.c.generation == known)
        )
        with ENGINE.begin() as connection:
            result = connection.execute(statement.values(generation=known + 1))
        if result.rowcount != 1:
            raise Outdated()

    def push(self, room):
        with ENGINE.begin() as connection:
            connection.execute(SHELVES.update().where(SHELVES.c.id == self.id).values(room=room))


def load_shelf(shelf_id):
    with ENGINE.connect() as connection:
        return Shelf(connection.execute(sa.select(SHELVES).where(SHELVES.c.id == shelf_id)).one())


@webob.dec.wsgify
def move(req):
    shelf = load_shelf(req.urlvars["shelf_id"])
    shelf.move(req.json["room"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
    return webob.Response(status=204)


@webob.dec.wsgify
def move_and_tell(req):
    shelf = load_shelf(req.urlvars["shelf_id"])

    def move_all():
        shelf.push(req.json["room"])
        shelf.count_up()

    try:
        move_all()
#       ^^^^^^^^^^ generation: guarded
    except Outdated:
        raise webob.exc.HTTPConflict("The shelf has changed.")
    return webob.Response(status=204)


@webob.dec.wsgify
def push(req):
    shelf = load_shelf(req.urlvars["shelf_id"])
    shelf.push(req.json["room"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return webob.Response(status=204)


ROUTE_DECLARATIONS = {
    "/shelves/{shelf_id}": {"PUT": move, "POST": move_and_tell, "PATCH": push},
}
