"""Which digests? The files of a lending library."""

import hashlib

from flask import Flask, request

app = Flask(__name__)


@app.post("/files")
def put_file():
    return {"digest": hashlib.sha256(request.get_data()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: guarded


@app.post("/files/old")
def put_old_file():
    return {"digest": hashlib.md5(request.get_data()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: missing


@app.post("/files/named")
def put_named_file():
    return {"digest": hashlib.new("sha1", request.get_data()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: missing


@app.post("/files/cached")
def put_cached_file():
# <- weak-hash: not-applicable
    return {"key": hashlib.md5(request.get_data(), usedforsecurity=False).hexdigest()}
