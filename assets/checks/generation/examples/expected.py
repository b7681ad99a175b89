"""Writes that are told what they have to find in the store."""

from flask import Flask, request
from peewee import CharField, Model

app = Flask(__name__)


class Kiln(Model):
    stage = CharField()

    def move(self, stage, expected_state=None):
        self.stage = stage
        self.save()


@app.put("/kilns/<int:number>/fired")
def fire(number):
    kiln = Kiln.get_by_id(number)
    kiln.move(request.form["stage"], expected_state="loaded")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: guarded
    return "", 204


@app.put("/kilns/<int:number>/emptied")
def empty(number):
    kiln = Kiln.get_by_id(number)
    kiln.move(request.form["stage"], expected_state=None)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return "", 204
