"""What does the parser follow? The imports of a lending library."""

import defusedxml.ElementTree
import lxml.etree
from flask import Flask, request

app = Flask(__name__)


@app.post("/records")
def records():
    parser = lxml.etree.XMLParser(resolve_entities=False)
    return {"records": len(lxml.etree.fromstring(request.get_data(), parser))}
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: guarded


@app.post("/orders")
def orders():
    return {"orders": len(lxml.etree.fromstring(request.get_data()))}
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: missing


@app.post("/loans")
def loans():
    return {"loans": len(defusedxml.ElementTree.fromstring(request.get_data()))}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: guarded


@app.get("/layout")
def layout():
# <- xxe: not-applicable
    return {"parts": len(lxml.etree.fromstring("<layout/>"))}
