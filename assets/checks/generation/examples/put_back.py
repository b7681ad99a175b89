"""A file that is put back where writing failed is what was there before; a new one is new."""

import os
import shutil

from flask import Flask, abort, request

app = Flask(__name__)


def write(path, text):
    backup = path + "~"
    if os.path.isfile(path):
        shutil.copy2(path, backup)
    try:
        with open(path, "w") as file:
            file.write(text)
    except OSError:
        os.replace(backup, path)
        raise


@app.post("/folders/<folder>/copies")
def copy(folder):
# <- generation: not-applicable
    number = 0
    while os.path.exists(f"/srv/{folder}/copy-{number}"):
        number += 1
    write(f"/srv/{folder}/copy-{number}", request.form["text"])
    return "", 201


@app.post("/folders/<folder>/current")
def put_in_place(folder):
    if not os.path.exists(f"/srv/{folder}/{request.form['draft']}"):
        abort(404)
    os.replace(f"/srv/{folder}/{request.form['draft']}", f"/srv/{folder}/current")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return "", 204
