"""Which servers are asked? The catalogue search of a lending library."""

from urllib.parse import urlsplit

import requests
from flask import Flask, abort, request

app = Flask(__name__)


CATALOGUES = {"catalogue.example", "archive.example"}


@app.post("/import")
def import_list():
    address = request.form["address"]
    if urlsplit(address).hostname not in CATALOGUES:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: guarded
        abort(400)
    return {"list": requests.get(address, timeout=5).json()}


@app.post("/preview")
def preview():
    return {"text": requests.get(request.form["address"], timeout=5).text}
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: missing


@app.get("/search")
def search():
    found = requests.get("https://catalogue.example/search", params={"q": request.args["q"]})
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: guarded
    return {"found": found.json()}


@app.get("/news")
def news():
# <- ssrf: not-applicable
    return {"news": requests.get("https://catalogue.example/news", timeout=5).json()}
