"""A row that is made where none is found is new; what is put beside the object changes it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session
from flask import Flask, request

app = Flask(__name__)
ENGINE = sa.create_engine("sqlite:///library.db")
SHELVES = sa.table("shelves", sa.column("id"), sa.column("generation"))
LABELS = sa.table("labels", sa.column("id"), sa.column("name"))
PLACED = sa.table("placed", sa.column("shelf_id"), sa.column("label_id"))


def load_shelf(shelf_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(SHELVES).where(SHELVES.c.id == shelf_id)).one()


def ensure_label(connection, name):
    found = connection.execute(sa.select(LABELS.c.id).where(LABELS.c.name == name)).fetchone()
    if found:
        return found[0]
    made = connection.execute(LABELS.insert().values(name=name))
    return made.inserted_primary_key[0]


@app.put("/shelves/<int:shelf_id>/names")
def make_label(shelf_id):
# <- generation: not-applicable
    load_shelf(shelf_id)
    with Session(ENGINE) as connection:
        ensure_label(connection, request.json["label"])
    return "", 204


@app.put("/shelves/<int:shelf_id>/labels")
def label_shelf(shelf_id):
    shelf = load_shelf(shelf_id)
    with Session(ENGINE) as connection:
        label = ensure_label(connection, request.json["label"])
        placed = PLACED.insert().values(shelf_id=shelf.id, label_id=label)
        connection.execute(placed)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return "", 204
