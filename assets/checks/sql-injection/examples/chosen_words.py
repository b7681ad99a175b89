"""A harbour's lists: a table of constants gives one of them, or nothing."""

import sqlite3

from flask import Flask, abort, request

app = Flask(__name__)
ORDERS = {"name": "name ASC", "age": "built DESC"}
LEARNT = {"name": "name ASC"}


def boats(order):
    store = sqlite3.connect("boats.db")
    return store.execute("SELECT * FROM boats ORDER BY " + order).fetchall()


@app.get("/boats")
def listed():
# <- sql-injection: not-applicable
    return boats(ORDERS.get(request.args.get("by"), "name ASC"))


@app.get("/boats/strict")
def listed_strictly():
# <- sql-injection: not-applicable
    order = ORDERS.get(request.args["by"])
    if order is None:
        abort(400)
    return boats(order)


@app.get("/boats/any")
def listed_anyhow():
    by = request.args["by"]
    return boats(ORDERS.get(by, by))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing


@app.post("/orders")
def learn():
# <- sql-injection: not-applicable
    LEARNT[request.args["name"]] = request.args["order"]
    return "", 204


@app.get("/boats/learnt")
def listed_as_learnt():
    return boats(LEARNT.get(request.args["by"], "name ASC"))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing
