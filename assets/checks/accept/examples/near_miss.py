"""What looks like comparing the Accept header."""

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Branch(db.Model):
    code = db.Column(db.String, primary_key=True)
    street = db.Column(db.String)


@app.get("/refused/<code>")
def refused(code):
    if not request.accept_mimetypes.accept_json:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: guarded
        abort(406)
    return jsonify(street=Branch.query.get_or_404(code).street)


@app.get("/logged/<code>")
def compared_but_not_refused(code):
    if not request.accept_mimetypes.accept_json:
        app.logger.info("a caller who wants something else")
    branch = Branch.query.get_or_404(code)
    return jsonify(street=branch.street)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accept: missing
