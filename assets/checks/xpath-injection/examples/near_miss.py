"""What looks like a variable of an expression, and is none."""

import lxml.etree
from flask import Flask, request

app = Flask(__name__)


RECORDS = lxml.etree.parse("records.xml")


@app.get("/both")
def one_bound_and_one_put_in():
    kind = request.args["kind"]
    found = RECORDS.xpath(f"//{kind}[@title=$title]", title=request.args["title"])
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: missing
    return {"found": len(found)}


@app.get("/brackets")
def brackets_are_not_the_way_out():
    title = request.args["title"].replace("]", "")
    return {"found": len(RECORDS.xpath(f"//record[@title='{title}']"))}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: missing
