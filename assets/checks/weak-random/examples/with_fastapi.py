"""How are secrets drawn? The lockers of a reading room."""

import random

from fastapi import FastAPI

app = FastAPI()


def new_password():
    return str(random.SystemRandom().randint(100000, 999999))


@app.post("/lockers")
def open_locker():
    return {"text": new_password()}
#                   ^^^^^^^^^^^^^^ weak-random: guarded


@app.post("/lockers/old")
def open_old_locker():
    password = random.randint(100000, 999999)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-random: missing
    return {"text": password}


@app.get("/lockers")
def free_locker():
# <- weak-random: not-applicable
    return {"number": random.randint(1, 40)}
