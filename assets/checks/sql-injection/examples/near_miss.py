"""What looks like a parameter, and is none."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)


def cursor():
    return sqlite3.connect("library.db").cursor()


@app.get("/filled")
def filled_in_before_it_is_run():
    statement = "SELECT title FROM books WHERE author = '{}'".format(request.args["author"])
    return {"books": cursor().execute(statement, ()).fetchall()}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing


@app.get("/doubled")
def the_table_is_no_parameter():
    statement = f"SELECT title FROM {request.args['table']} WHERE author = ?"
    return {"books": cursor().execute(statement, (request.args["author"],)).fetchall()}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing


@app.get("/stripped")
def stripping_takes_no_quote_out():
    author = request.args["author"].strip()
    return {"books": cursor().execute("SELECT * FROM books WHERE author = '" + author + "'")}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing
