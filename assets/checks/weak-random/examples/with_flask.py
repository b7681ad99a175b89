"""How are secrets drawn? The accounts of a lending library."""

import random
import secrets

from flask import Flask, session

app = Flask(__name__)


@app.post("/reset")
def reset():
    token = secrets.token_urlsafe(32)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ weak-random: guarded
    return {"token": token}


@app.post("/reset/short")
def short_reset():
    token = "".join(random.choice("abcdef") for _ in range(12))
#                   ^^^^^^^^^^^^^^^^^^^^^^^ weak-random: missing
    return {"token": token}


@app.post("/visit")
def visit():
    session["visit"] = str(random.getrandbits(64))
#                          ^^^^^^^^^^^^^^^^^^^^^^ weak-random: missing
    return "", 204


@app.get("/suggestion")
def suggestion():
# <- weak-random: not-applicable
    return {"book": random.choice(["Emma", "Dune"])}
