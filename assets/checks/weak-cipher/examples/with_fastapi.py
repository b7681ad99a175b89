"""Which ciphers? The keys of a reading room."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from Crypto.Cipher import ARC4
from fastapi import FastAPI

app = FastAPI()


@app.get("/lockers/{name}")
def locker(name: str):
    return {"code": AESGCM(b"k" * 32).encrypt(b"n" * 12, name.encode(), None).hex()}
#                   ^^^^^^^^^^^^^^^^^ weak-cipher: guarded


@app.get("/lockers/{name}/old")
def old_locker(name: str):
    return {"code": ARC4.new(b"key").encrypt(name.encode()).hex()}
#                   ^^^^^^^^^^^^^^^^ weak-cipher: missing


@app.get("/lockers")
def lockers():
# <- weak-cipher: not-applicable
    return {"lockers": []}
