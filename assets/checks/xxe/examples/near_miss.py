"""What looks like a careful parser, and is none."""

import lxml.etree
from flask import Flask, request

app = Flask(__name__)


@app.post("/other-option")
def an_option_that_is_about_something_else():
    parser = lxml.etree.XMLParser(remove_comments=True)
    return {"records": len(lxml.etree.fromstring(request.get_data(), parser))}
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: missing


@app.post("/looked-at")
def looked_at_when_it_was_read():
    document = lxml.etree.fromstring(request.get_data())
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xxe: missing
    if document.tag != "records":
        return "", 400
    return {"records": len(document)}
