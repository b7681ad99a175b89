"""How much at once? A FastAPI part of a wine cellar."""

from fastapi import Depends, FastAPI, Query
from fastapi_limiter.depends import RateLimiter
from passlib.context import CryptContext
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
words = CryptContext(schemes=["argon2"])
session = Session()


class Base(DeclarativeBase):
    pass


class Bottle(Base):
    pass


@app.get("/bottles")
def list_bottles(size: int = 20):
    return session.scalars(select(Bottle).limit(size)).all()
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing


@app.get("/bottles/few")
def list_few_bottles(size: int = Query(20, le=100)):
    return session.scalars(select(Bottle).limit(size)).all()
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: guarded


@app.post("/open", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: guarded
def open_cellar(word: str):
    return {"open": words.verify(word, "hash")}


@app.get("/hours")
def hours():
# <- rate-limit: not-applicable
    return {"from": 10, "to": 18}
