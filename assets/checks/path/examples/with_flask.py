"""Which files are reached? The covers of a lending library."""

from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)


COVERS = Path("/srv/covers")


@app.get("/cover")
def cover():
    wanted = (COVERS / request.args["name"]).resolve()
    if not wanted.is_relative_to(COVERS):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
        abort(400)
    return send_file(wanted)


@app.get("/sketch")
def sketch():
    return send_from_directory("/srv/sketches", request.args["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded


@app.post("/cover")
def put_cover():
    name = secure_filename(request.form["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
    with open(f"/srv/covers/{name}", "wb") as file:
        file.write(b"")
    return "", 204


@app.get("/scan")
def scan():
    return send_file(COVERS / request.args["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@app.get("/rules")
def rules():
# <- path: not-applicable
    return send_file(COVERS / "rules.pdf")


@app.get("/cover/in")
def in_the_folder_itself():
    wanted = COVERS / request.args["name"]
    if wanted.absolute().parent != COVERS:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
        abort(400)
    return send_file(wanted)


@app.get("/cover/below")
def below_the_folder():
    wanted = (COVERS / request.args["name"]).resolve()
    if COVERS not in wanted.parents:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
        abort(400)
    return send_file(wanted)


@app.get("/cover/below/unresolved")
def below_and_up_again():
    wanted = COVERS / request.args["name"]
    if COVERS not in wanted.parents:
        abort(400)
    return send_file(wanted)
#          ^^^^^^^^^^^^^^^^^ path: missing
