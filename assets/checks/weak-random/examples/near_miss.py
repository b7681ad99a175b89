"""What looks like more chance, and is none."""

import hashlib
import random
import time

from flask import Flask

app = Flask(__name__)


@app.post("/seeded")
def seeded_with_the_time():
    random.seed(time.time())
    token = random.random()
#           ^^^^^^^^^^^^^^^ weak-random: missing
    return {"token": str(token)}


@app.post("/encoded")
def an_encoding_adds_nothing():
    token = hex(random.getrandbits(128))
#               ^^^^^^^^^^^^^^^^^^^^^^^ weak-random: missing
    return {"token": token}
