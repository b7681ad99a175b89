"""What looks like a value of a template, and is its text."""

import html

from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.post("/escaped")
def escaped_braces_are_braces():
    return render_template_string(f"<p>{html.escape(request.form['text'])}</p>")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: missing


@app.post("/both")
def the_same_twice():
    name = request.form["name"]
    return render_template_string("Dear " + name + " ({{ name }})", name=name)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: missing
