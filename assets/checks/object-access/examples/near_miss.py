"""What looks like asking whose object it is."""

from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.Integer)
    generation = db.Column(db.Integer)
    title = db.Column(db.String)


def require_right(right, loan=None):
    if right not in current_user.rights:
        abort(403)
    if loan is not None and loan.member_id != current_user.id:
        abort(403)


@app.get("/with/<int:loan_id>")
@login_required
def asked_with_the_object(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    require_right("loan:read", loan)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return jsonify(title=loan.title)


@app.get("/without/<int:loan_id>")
@login_required
def asked_without_the_object(loan_id):
    require_right("loan:read")
    loan = Loan.query.get_or_404(loan_id)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return jsonify(title=loan.title)


@app.get("/logged/<int:loan_id>")
@login_required
def compared_but_not_refused(loan_id):
    loan = Loan.query.get_or_404(loan_id)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if loan.member_id != current_user.id:
        app.logger.warning("somebody looks at the loan of somebody else")
    return jsonify(title=loan.title)


@app.get("/generation/<int:loan_id>/<int:generation>")
@login_required
def a_generation_names_no_owner(loan_id, generation):
    loan = Loan.query.get_or_404(loan_id)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if loan.generation != generation:
        abort(409)
    return jsonify(title=loan.title)
