"""Writes that compare the state of a row and set it in one."""

from flask import Flask, abort, request
from sqlalchemy.orm import Session

from .models import Order, engine

app = Flask(__name__)


def move(order_id, state, note, from_state=None):
    with Session(engine) as session:
        query = session.query(Order).filter_by(id=order_id)
        if from_state:
            query = query.filter_by(state=from_state)
        moved = query.update({"state": state, "note": note})
        if not moved:
            abort(409)
        session.commit()


@app.post("/orders/<int:order_id>/pack")
def only_what_waits_is_packed(order_id):
    move(order_id, "packed", request.get_json()["note"], from_state="waiting")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
    return "", 204


@app.post("/orders/<int:order_id>/note")
def whatever_state_it_is_in(order_id):
    move(order_id, "noted", request.get_json()["note"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return "", 204
