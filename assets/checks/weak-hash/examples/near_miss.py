"""What looks like a stronger digest, and is none."""

import hashlib

from flask import Flask, request

app = Flask(__name__)


@app.post("/twice")
def twice_is_not_stronger():
    first = hashlib.md5(request.get_data()).hexdigest()
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: missing
    return {"digest": hashlib.sha256(first.encode()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: guarded


@app.post("/salted")
def salt_does_not_keep_collisions_away():
    return {"digest": hashlib.sha1(b"library" + request.get_data()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: missing
