"""Is the write based on what is stored now? A peewee part of a lending library."""

import peewee
from flask import Flask, abort, request

app = Flask(__name__)


class Shelf(peewee.Model):
    room = peewee.CharField()
    generation = peewee.IntegerField()

    @classmethod
    def numbered(cls, number):
        return cls.get(cls.id == number)


@app.put("/shelves/<int:number>")
def move_shelf(number):
    data = request.get_json()
    shelf = Shelf.numbered(number)
    if shelf.generation != data["generation"]:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
        abort(409)
    shelf.room = data["room"]
    shelf.save()
    return "", 204


@app.put("/shelves/<int:number>/force")
def push_shelf(number):
    changed = Shelf.update(room=request.get_json()["room"]).where(Shelf.id == number).execute()
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return {"changed": changed}
