"""How do cookies travel? The visits of a lending library."""

from flask import Flask, make_response

app = Flask(__name__)


@app.post("/visit")
def visit():
    answer = make_response("")
    answer.set_cookie("visit", "1", secure=True, httponly=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: guarded
    return answer


@app.post("/visit/old")
def old_visit():
    answer = make_response("")
    answer.set_cookie("visit", "1", httponly=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    return answer


@app.get("/visit")
def no_visit():
# <- cookie-flags: not-applicable
    return ""
