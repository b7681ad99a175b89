"""What looks like a decision which server is asked, and is none."""

import requests
from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/contains")
def a_name_somewhere_in_it():
    address = request.form["address"]
    if "catalogue.example" not in address:
        abort(400)
    return requests.get(address, timeout=5).text
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: missing


@app.post("/scheme")
def https_to_anybody():
    address = request.form["address"]
    if not address.startswith("https://"):
        abort(400)
    return requests.get(address, timeout=5).text
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: missing


@app.post("/host")
def the_host_is_computed():
    return requests.get(f"https://{request.form['shelf']}.example/", timeout=5).text
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: missing
