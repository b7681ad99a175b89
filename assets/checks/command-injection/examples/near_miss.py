"""What looks like an argument, and is none."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/shell")
def a_list_for_a_shell():
    subprocess.run(["sh", "-c", "print-label " + request.form["text"]], check=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: missing
    return "", 204


@app.post("/quotes")
def quotation_marks_can_be_closed():
    subprocess.run('print-label "' + request.form["text"] + '"', shell=True, check=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: missing
    return "", 204


@app.post("/program")
def the_program_is_chosen():
    subprocess.run([request.form["program"], "--version"], check=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command-injection: missing
    return "", 204
