"""What looks like escaping, and is none."""

import html
import json

from flask import Flask, request

app = Flask(__name__)


@app.get("/undone")
def escaped_and_undone():
    name = html.unescape(request.args["name"])
    return f"<p>Hello {name}</p>"
#          ^^^^^^^^^^^^^^^^^^^^^^ xss: missing


@app.get("/half")
def only_one_of_two_is_escaped():
    return f"<p>{html.escape(request.args['title'])} {request.args['name']}</p>"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


@app.get("/json")
def json_in_a_page():
    return "<script>let name = " + json.dumps(request.args["name"]) + "</script>"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing
