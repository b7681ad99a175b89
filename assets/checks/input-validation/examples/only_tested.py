"""Values that decide which way is taken, and go no further."""

from urllib.parse import urlsplit

from flask import Flask, abort, redirect, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
SIZES = ("small", "large")


class Order(db.Model):
    size = db.Column(db.String)


@app.get("/flag")
def whether_it_is_there():
# <- input-validation: not-applicable
    if request.args.get("short") is not None:
        return "short"
    return "long"


@app.post("/held")
def held_against_another():
# <- input-validation: not-applicable
    if request.form.get("sure") == "yes" and "again" in request.form:
        return "gone", 200
    return "kept", 200


@app.post("/further")
def held_and_used():
    if request.form["sure"] != "no":
        return "kept", 200
    return {"said": request.form["said"]}
#                   ^^^^^^^^^^^^ input-validation: missing


@app.post("/among")
def among_those_listed():
    size = request.form.get("size", "")
    if size in SIZES:
#      ^^^^^^^^^^^^^ input-validation: guarded
        db.session.add(Order(size=size))
    return "", 204


@app.get("/next")
def an_address_of_our_own():
    target = request.args.get("next", "/")
    if urlsplit(target).netloc:
#      ^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        target = "/"
    return redirect(target)


@app.get("/both")
def one_of_two_is_looked_at():
    target = request.args.get("next", "/")
    if urlsplit(target).netloc:
        abort(404)
    app.config["NOTE"] = request.args["note"]
#                        ^^^^^^^^^^^^ input-validation: missing
    return redirect(target)


@app.get("/shelves/order")
def a_name_that_only_tests_ask():
# <- input-validation: not-applicable
    order = request.args.get("order")
    newest = False
    if order is not None:
        newest = order.lower() == "newest"
    return "newest" if newest else "oldest"


@app.get("/shelves/order/said")
def a_name_that_is_used_as_well():
    order = request.args.get("order")
#           ^^^^^^^^^^^^ input-validation: missing
    newest = order.lower() == "newest"
    return {"newest": newest, "said": order}


@app.get("/shelves/old")
def handed_on_to_the_address_of_another_page():
# <- input-validation: not-applicable
    by = "&"
    return redirect(by.join(["/shelves?by=name", request.args["page"]]))


@app.post("/again")
def what_is_said_again_was_not_worked_with():
    size = request.form.get("size", "")
    if size in SIZES:
#      ^^^^^^^^^^^^^ input-validation: guarded
        db.session.add(Order(size=size))
    return {"asked": size}


@app.post("/looked")
def what_is_looked_for_is_worked_with():
    size = request.form.get("size", "")
#          ^^^^^^^^^^^^ input-validation: missing
    if size in SIZES:
        db.session.add(Order(size=size))
    return {"known": Order.query.filter_by(size=size).count()}
