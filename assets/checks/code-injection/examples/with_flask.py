"""Is anything of the request run? The fees of a lending library."""

import ast

from flask import Flask, request

app = Flask(__name__)


FORMULAS = {"days * 2": 2, "days * 3": 3}


@app.post("/fees")
def fees():
    return {"fee": eval(request.form["formula"])}
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ code-injection: missing


@app.post("/fees/known")
def known_fees():
    formula = request.form["formula"]
    if formula not in FORMULAS:
#      ^^^^^^^^^^^^^^^^^^^^^^^ code-injection: guarded
        return "", 400
    return {"fee": eval(formula, {"days": 3})}


@app.post("/fees/literal")
def literal_fees():
# <- code-injection: not-applicable
    return {"fees": ast.literal_eval(request.form["fees"])}
