"""What looks like restricting caches."""

from flask import Flask, jsonify
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)


FINISHERS = {}


@app.get("/public/<int:loan_id>")
@login_required
def public_restricts_nothing(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    response.headers["Cache-Control"] = "public, max-age=300"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing
    return response


@app.get("/published/<int:loan_id>")
@login_required
def what_another_answer_allows_is_not_said_of_this_one(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    cover = jsonify()
    cover.headers["Cache-Control"] = "public"
    return jsonify(title=loan.title)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@app.get("/unused/<int:loan_id>")
@login_required
def the_header_is_set_on_another_answer(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    other = jsonify()
    other.headers["Cache-Control"] = "no-store"
    return jsonify(title=loan.title)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@app.get("/expired/<int:loan_id>")
@login_required
def an_age_of_nought_asks_again(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    response.headers["Cache-Control"] = "max-age=0, must-revalidate"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return response


@app.get("/covers/<int:loan_id>")
@login_required
def what_is_not_given_the_answer_says_nothing_in_it(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    draw = FINISHERS.get("cover")
    return jsonify(cover=draw(loan.title))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@app.get("/finished/<int:loan_id>")
@login_required
def what_is_given_the_answer_may_say_it(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    finish = FINISHERS.get("answer")
    finish(response)
#   ^^^^^^^^^^^^^^^^ caching: unproven
    return response
