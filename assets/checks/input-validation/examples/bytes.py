"""Bytes of any kind have no form; those of a document have one."""

from flask import Flask, abort, request


def made():
    app = Flask(__name__)

    @app.put("/records/<name>")
    def keep(name):
#   ^^^^^^^^^^^^^^^ input-validation: not-applicable
        if request.mimetype != "application/octet-stream":
            abort(415)
        with open("records", "ab") as records:
            records.write(request.get_data())
        return "", 204

    @app.put("/records/<name>/label")
    def label(name):
        if request.mimetype != "application/json":
            abort(415)
        with open("records", "ab") as records:
            records.write(request.get_data())
#                         ^^^^^^^^^^^^^^^^^^ input-validation: missing
        return "", 204

    @app.put("/records/<name>/notes")
    def notes(name):
        if request.mimetype not in ("application/octet-stream", "application/x-www-form-urlencoded"):
            abort(415)
        with open("records", "ab") as records:
            records.write(request.get_data())
#                         ^^^^^^^^^^^^^^^^^^ input-validation: missing
        return "", 204

    @app.put("/records/<name>/text")
    def text(name):
        if request.mimetype == "application/octet-stream":
            abort(415)
        with open("records", "ab") as records:
            records.write(request.get_data())
#                         ^^^^^^^^^^^^^^^^^^ input-validation: missing
        return "", 204

    return app
