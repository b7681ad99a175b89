"""Which digests? The tickets of a reading room."""

import hashlib

from fastapi import FastAPI

app = FastAPI()


@app.get("/tickets/{name}")
def ticket(name: str):
    return {"ticket": hashlib.sha1(name.encode()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: missing


@app.get("/tickets/{name}/long")
def long_ticket(name: str):
    return {"ticket": hashlib.blake2b(name.encode()).hexdigest()}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-hash: guarded


@app.get("/tickets")
def tickets():
# <- weak-hash: not-applicable
    return {"tickets": []}
