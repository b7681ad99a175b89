"""A query that looks only among the caller's own rows."""

from flask import Flask, jsonify
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
