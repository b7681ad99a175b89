"""A project that never compares Accept is not asked for it."""

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Branch(db.Model):
    code = db.Column(db.String, primary_key=True)
    street = db.Column(db.String)


@app.get("/branches/<code>")
def show_branch(code):
# <- accept: not-applicable
    return jsonify(street=Branch.query.get_or_404(code).street)
