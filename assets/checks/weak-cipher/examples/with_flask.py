"""Which ciphers? The notes of a lending library."""

from cryptography.fernet import Fernet
from Crypto.Cipher import DES
from flask import Flask, request

app = Flask(__name__)


KEY = Fernet.generate_key()


@app.post("/notes")
def put_note():
    return {"note": Fernet(KEY).encrypt(request.get_data()).decode()}
#                   ^^^^^^^^^^^ weak-cipher: guarded


@app.post("/notes/old")
def put_old_note():
    return {"note": DES.new(b"8 bytes!", DES.MODE_CBC).encrypt(request.get_data()).hex()}
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-cipher: missing


@app.get("/notes")
def notes():
# <- weak-cipher: not-applicable
    return {"notes": []}
