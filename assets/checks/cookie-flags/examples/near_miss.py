"""What looks like a cookie that travels safely, and is none."""

from flask import Flask, make_response

app = Flask(__name__)


@app.post("/hidden")
def hidden_from_scripts_only():
    answer = make_response("")
    answer.set_cookie("visit", "1", httponly=True, samesite="Strict")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    return answer


@app.post("/switched")
def one_of_two_cookies():
    answer = make_response("")
    answer.set_cookie("visit", "1", secure=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: guarded
    answer.set_cookie("desk", "2")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    return answer
