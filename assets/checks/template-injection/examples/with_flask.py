"""What are templates made of? The letters of a lending library."""

from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.post("/letter")
def letter():
    return render_template_string("Dear {{ name }}", name=request.form["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: guarded


@app.post("/letter/own")
def own_letter():
    return render_template_string(request.form["text"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: missing


@app.post("/letter/joined")
def joined_letter():
    return render_template_string("Dear " + request.form["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: missing


@app.get("/letter/empty")
def empty_letter():
# <- template-injection: not-applicable
    return render_template_string("Dear reader")
