"""Who may reuse the answer? A Flask part of a lending library."""

from flask import Flask, jsonify, make_response, request
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)


@app.get("/loans/<int:loan_id>")
@login_required
def show_loan(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    response.headers["Cache-Control"] = "no-store"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return response


@app.get("/loans/<int:loan_id>/mine")
@login_required
def show_my_loan(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    response.cache_control.private = True
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return response


@app.get("/loans")
@login_required
def list_loans():
    loans = Loan.query.all()
    return jsonify([loan.title for loan in loans])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@app.get("/loans/<int:loan_id>/title")
@login_required
def show_title(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = make_response(loan.title)
    if app.config["BEHIND_A_PROXY"]:
        response.headers["Cache-Control"] = "no-cache"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: conditional
    return response


@app.post("/loans/<int:loan_id>/renewal")
@login_required
def renew_loan(loan_id):
# <- caching: not-applicable
    loan = Loan.query.get_or_404(loan_id)
    return jsonify(title=loan.title)


@app.delete("/loans/<int:loan_id>")
@login_required
def return_loan(loan_id):
# <- caching: not-applicable
    Loan.query.filter_by(id=loan_id).delete()
    return "", 204


@app.get("/shelves")
def list_shelves():
# <- caching: not-applicable
    # Anybody may see this: a cache that keeps it gives nothing away.
    return jsonify(Loan.query.count())


@app.post("/loans/<int:loan_id>/renew")
@login_required
def caches_keep_no_answer_to_a_post(loan_id):
# <- caching: not-applicable
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    if loan.title:
        response.headers["Cache-Control"] = "no-store"
    return response


@app.post("/loans/<int:loan_id>/extend")
@login_required
def newer_versions_tell_caches_all_the_same(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = jsonify(title=loan.title)
    if request.environ["wire.version"].matches((2, 1)):
        response.headers["Cache-Control"] = "no-store"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return response


@app.get("/loans/<int:loan_id>/slip")
@login_required
def an_age_that_is_put_in_leaves_the_rest_as_it_is_written(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = make_response(loan.title)
    response.headers.set("Cache-Control", "private, max-age=%d" % app.config["AGE"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: guarded
    return response


@app.get("/loans/<int:loan_id>/stub")
@login_required
def an_age_alone_keeps_nobody_out(loan_id):
    loan = Loan.query.get_or_404(loan_id)
    response = make_response(loan.title)
    response.headers["Cache-Control"] = f"max-age={app.config['AGE']}"
    return response
#          ^^^^^^^^ caching: missing
