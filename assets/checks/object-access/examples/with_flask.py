"""Is this very object the caller's? A Flask part of a lending library."""

from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.Integer)
    title = db.Column(db.String)


@app.get("/loans/<int:loan_id>")
@login_required
def show_loan(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    if loan.member_id != current_user.id:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        abort(404)
    return jsonify(title=loan.title)


@app.get("/loans/<int:loan_id>/receipt")
@login_required
def show_receipt(loan_id):
    loan = Loan.query.get_or_404(loan_id)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return jsonify(receipt=loan.title)


@app.get("/loans/<int:loan_id>/title")
@login_required
def show_title(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    if not app.config["TITLES_ARE_PUBLIC"]:
        if loan.member_id != current_user.id:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: conditional
            abort(404)
    return jsonify(title=loan.title)


@app.get("/opening-hours")
def opening_hours():
# <- object-access: not-applicable
    return jsonify(monday="10-18", saturday="10-14")
