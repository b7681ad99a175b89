"""What looks like a fence around code, and is none."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/empty-names")
def names_taken_away():
    return {"fee": eval(request.form["formula"], {"__builtins__": {}})}
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ code-injection: missing


@app.post("/word")
def one_word_left_out():
    formula = request.form["formula"]
    if "import" in formula:
        return "", 400
    return {"fee": eval(formula)}
#                  ^^^^^^^^^^^^^ code-injection: missing
