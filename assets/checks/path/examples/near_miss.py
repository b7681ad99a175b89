"""What looks like a check of a path, and is none."""

import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)


COVERS = Path("/srv/covers")


@app.get("/unresolved")
def dots_are_still_in_it():
    wanted = COVERS / request.args["name"]
    if not str(wanted).startswith(str(COVERS)):
        abort(400)
    return wanted.read_bytes()
#          ^^^^^^^^^^^^^^^^^^^ path: missing


@app.get("/ending")
def an_ending_says_nothing_of_the_folder():
    name = request.args["name"]
    if not name.endswith(".png"):
        abort(400)
    return (COVERS / name).read_bytes()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@app.get("/exists")
def being_there_is_no_permission():
    wanted = os.path.join("/srv/covers", request.args["name"])
    if not os.path.exists(wanted):
#          ^^^^^^^^^^^^^^^^^^^^^^ path: missing
        abort(404)
    with open(wanted, "rb") as file:
#        ^^^^^^^^^^^^^^^^^^ path: missing
        return file.read()
