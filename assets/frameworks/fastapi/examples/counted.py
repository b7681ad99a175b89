"""An orchard: how many rows, and what is made once for the whole program."""

import secrets
from functools import lru_cache

from fastapi import Depends, FastAPI, Header
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
session = Session()


class Base(DeclarativeBase):
    pass


class Tree(Base):
    pass


class Page(BaseModel):
    size: int = 20


@lru_cache
def secret_of_program():
    token = secrets.token_hex(32)
    return token


def rows(page: Page):
    page = page.model_copy()
    if page.size == -1:
        page.size = session.scalar(select(func.count()).select_from(Tree))
    return session.scalars(select(Tree).limit(page.size)).all()


@app.get("/trees")
def some(page: Page = Depends()):
# <- weak-random: not-applicable
    return rows(page)
#          ^^^^^^^^^^ rate-limit: missing


# How many there are, the store says.
@app.get("/trees/all")
def every():
# <- rate-limit: not-applicable
# <- weak-random: not-applicable
    return rows(Page(size=-1))


@app.get("/words")
def words(accept_language: str = Header("en"), key: str = Depends(secret_of_program)):
# <- rate-limit: not-applicable
# <- weak-random: not-applicable
    with open(f"{accept_language}.json") as file:
        return file.read()


