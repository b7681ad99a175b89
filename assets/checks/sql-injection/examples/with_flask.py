"""How do values reach statements? The lists of a lending library."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)


ORDERS = {"title": "title", "year": "year"}


def rows(statement, values=()):
    return sqlite3.connect("library.db").cursor().execute(statement, values).fetchall()


@app.get("/books")
def books():
    return {"books": rows("SELECT title FROM books WHERE author = ?", (request.args["author"],))}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded


@app.get("/loans")
def loans():
    member = request.args["member"]
    return {"loans": rows(f"SELECT title FROM loans WHERE member = '{member}'")}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing


@app.get("/sorted")
def sorted_books():
    order = request.args["order"]
    if order not in ORDERS:
#      ^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
        return "", 400
    return {"books": rows("SELECT title FROM books ORDER BY " + order)}


@app.get("/shelf")
def shelf():
    number = int(request.args["number"])
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
    return {"books": rows("SELECT title FROM books WHERE shelf = %d" % number)}


@app.get("/all")
def all_books():
# <- sql-injection: not-applicable
    return {"books": rows("SELECT title FROM books")}
