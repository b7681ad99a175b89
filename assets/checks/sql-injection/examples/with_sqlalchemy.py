"""Which statements bind their values? The catalogue of a lending library."""

import sqlalchemy as sa
from flask import Flask, request

app = Flask(__name__)
engine = sa.create_engine("sqlite:///library.db")
books = sa.Table("books", sa.MetaData(), sa.Column("title"), sa.Column("author"))


@app.get("/books")
def by_author():
    query = sa.select(books).where(books.c.author == request.args["author"])
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
    with engine.connect() as connection:
        return {"books": [tuple(row) for row in connection.execute(query)]}


@app.post("/books")
def add_book():
    with engine.begin() as connection:
        connection.execute(sa.insert(books).values(title=request.form["title"]))
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
    return "", 204


@app.get("/matching")
def matching():
    query = sa.select(books).where(sa.text("author = '" + request.args["author"] + "'"))
#                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing
    with engine.connect() as connection:
        return {"books": [tuple(row) for row in connection.execute(query)]}
