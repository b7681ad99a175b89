"""What looks like a decision where a redirect leads, and is none."""

from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/one-slash")
def two_slashes_start_with_one():
    wanted = request.args["next"]
    if not wanted.startswith("/"):
        return "", 400
    return redirect(wanted)
#          ^^^^^^^^^^^^^^^^ redirect: missing


@app.get("/scheme")
def the_scheme_says_nothing_of_the_host():
    wanted = request.args["next"]
    if urlparse(wanted).scheme not in ("", "https"):
        return "", 400
    return redirect(wanted)
#          ^^^^^^^^^^^^^^^^ redirect: missing


@app.get("/prefix")
def a_host_that_goes_on():
    wanted = request.args["next"]
    if not wanted.startswith("https://library.example"):
        return "", 400
    return redirect(wanted)
#          ^^^^^^^^^^^^^^^^ redirect: missing


@app.get("/ignored")
def asked_and_ignored():
    wanted = request.args["next"]
    urlparse(wanted).netloc
    return redirect(wanted)
#          ^^^^^^^^^^^^^^^^ redirect: missing
