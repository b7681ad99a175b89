"""What are expressions made of? The records of a lending library."""

import lxml.etree
from flask import Flask, request

app = Flask(__name__)


RECORDS = lxml.etree.parse("records.xml")


@app.get("/record")
def record():
    found = RECORDS.xpath("//record[@title=$title]", title=request.args["title"])
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: guarded
    return {"found": len(found)}


@app.get("/author")
def author():
    found = RECORDS.xpath(f"//record[@author='{request.args['author']}']")
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xpath-injection: missing
    return {"found": len(found)}


@app.get("/subject")
def subject():
    wanted = request.args["subject"]
    if "'" in wanted:
#      ^^^^^^^^^^^^^ xpath-injection: guarded
        return "", 400
    return {"found": len(RECORDS.xpath("//record[@subject='" + wanted + "']"))}


@app.get("/count")
def count():
# <- xpath-injection: not-applicable
    return {"found": len(RECORDS.xpath("//record"))}
