"""Is anything of the request run? The counters of a reading room."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/counter")
def counter(expression: str):
    return {"value": eval(expression)}
#                    ^^^^^^^^^^^^^^^^ code-injection: missing


@app.get("/counter/number")
def number(value: int):
#          ^^^^^^^^^^ code-injection: guarded
    return {"value": eval(f"{value} + 1")}


@app.get("/counter/zero")
def zero():
# <- code-injection: not-applicable
    return {"value": 0}
