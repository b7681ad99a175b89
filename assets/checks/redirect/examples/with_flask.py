"""Where do redirects lead? The sign-in of a lending library."""

from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for

app = Flask(__name__)


def stays_here(address):
    parts = urlsplit(address)
    return not parts.netloc and not parts.scheme


@app.post("/sign-in")
def sign_in():
    wanted = request.args.get("next", "/")
    if not stays_here(wanted):
#          ^^^^^^^^^^^^^^^^^^ redirect: guarded
        return "", 400
    return redirect(wanted)


@app.post("/sign-out")
def sign_out():
    return redirect(request.args.get("next", "/"))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


@app.get("/members/<member>/card")
def card(member):
    return redirect(f"/cards/{member}")
#                             ^^^^^^ redirect: guarded


@app.get("/home")
def home():
# <- redirect: not-applicable
    return redirect(url_for("card", member="me"))


@app.get("/shelf")
def shelf():
    wanted = request.args.get("next", "/")
    within = wanted.startswith("/shelves/")
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded
    if not within:
        return "", 400
    return redirect(wanted)


@app.get("/members/<member>/fines")
def fines(member):
    return redirect("%s/fines/%s" % (app.config["START"], member))
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded


@app.get("/partners/<partner>/fines")
def partners_fines(partner):
    return redirect("%s/fines/%s" % (partner, "all"))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing
