"""A query that looks only among the caller's own rows."""

from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.Integer)
    title = db.Column(db.String)
    overdue = db.Column(db.Boolean)


@app.get("/loans/<int:loan_id>")
@login_required
def show_loan(loan_id):
    loan = Loan.query.filter_by(id=loan_id, member_id=current_user.id).first_or_404()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return jsonify(title=loan.title)


@app.delete("/loans/<int:loan_id>")
@login_required
def return_loan(loan_id):
    loan = Loan.query.filter_by(id=loan_id).first_or_404()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    db.session.delete(loan)
    db.session.commit()
    return "", 204


@app.get("/titles/<title>")
@login_required
def counts_ones_own(title):
# <- object-access: not-applicable
    mine = Loan.query.filter_by(title=title, member_id=current_user.id).count() > 0
    return jsonify(title=title, mine=mine)


@app.get("/held/<int:loan_id>")
@login_required
def counts_ones_own_beside_another(loan_id):
    loan = Loan.query.filter_by(id=loan_id).first_or_404()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    mine = Loan.query.filter_by(title=loan.title, member_id=current_user.id).count() > 0
    return jsonify(title=loan.title, mine=mine)


@app.delete("/own/<int:loan_id>")
@login_required
def what_a_field_says_is_told_last(loan_id):
    loan = Loan.query.filter_by(id=loan_id, member_id=current_user.id).first()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    if loan.overdue:
        abort(403)
    db.session.delete(loan)
    db.session.commit()
    return "", 204
