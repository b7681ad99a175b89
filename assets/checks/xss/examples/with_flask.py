"""What do browsers read as HTML? The pages of a lending library."""

import html

from flask import Flask, jsonify, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/hello")
def hello():
    return f"<p>Hello {request.args['name']}</p>"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


@app.get("/hello/escaped")
def escaped_hello():
    name = html.escape(request.args["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: guarded
    return f"<p>Hello {name}</p>"


@app.get("/hello/template")
def templated_hello():
    return render_template("hello.html", name=request.args["name"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: guarded


@app.get("/hello/markup")
def markup_hello():
    return {"text": str(Markup(request.args["name"]))}
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


@app.get("/hello/plain")
def plain_hello():
# <- xss: not-applicable
    return jsonify(name=str(escape("nobody")))
