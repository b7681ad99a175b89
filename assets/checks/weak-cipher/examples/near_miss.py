"""What looks like a strong cipher, and is used weakly."""

from Crypto.Cipher import AES
from flask import Flask, request

app = Flask(__name__)


@app.post("/blocks")
def equal_blocks_stay_equal():
    return {"note": AES.new(b"k" * 32, AES.MODE_ECB).encrypt(request.get_data()).hex()}
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-cipher: missing
