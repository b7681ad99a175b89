"""How do values reach programs? The prints of a lending library."""

import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/labels")
def labels():
    subprocess.run(["print-label", "--text", request.form["text"]], check=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: guarded
    return "", 204


@app.post("/posters")
def posters():
    subprocess.run(f"print-poster {request.form['text']}", shell=True, check=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: missing
    return "", 204


@app.post("/cards")
def cards():
    text = shlex.quote(request.form["text"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: guarded
    subprocess.run(f"print-card {text} | log", shell=True, check=True)
    return "", 204


@app.post("/test-page")
def test_page():
# <- command-injection: not-applicable
    subprocess.run(["print-label", "--test"], check=True)
    return "", 204
