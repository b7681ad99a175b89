"""What are expressions made of? The plans of a reading room."""

import elementpath
from fastapi import FastAPI
from lxml import etree

app = FastAPI()


PLANS = etree.parse("plans.xml")


@app.get("/plans")
def plans(room: str):
    return {"found": len(elementpath.select(PLANS, f"//plan[@room='{room}']"))}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: missing


@app.get("/plans/bound")
def bound_plans(room: str):
    return {"found": len(elementpath.select(PLANS, "//plan[@room=$room]", variables={"room": room}))}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: guarded


@app.get("/plans/all")
def all_plans():
# <- xpath-injection: not-applicable
    return {"found": len(elementpath.select(PLANS, "//plan"))}
