"""A lighthouse: who signs in gets a token."""

from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordRequestForm
from pwdlib import PasswordHash
from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
session = Session()
words = PasswordHash.recommended()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    hashed = Column(String)


def authenticate(name, password):
    user = session.scalars(select(User).where(User.name == name)).first()
    if not user:
        return None
    good = words.verify(password, user.hashed)
    if not good:
        return None
    return user


@app.post("/keepers")
def by_form(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
# <- object-access: not-applicable
    user = authenticate(form.username, form.password)
    if not user:
#      ^^^^^^^^ access: guarded
#      ^^^^^^^^ authentication: guarded
        raise HTTPException(status_code=401)
    return {"token": jwt.encode({"sub": user.id}, "key")}


@app.post("/keepers/word")
def by_word(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    user = session.scalars(select(User).where(User.name == form.username)).first()
    if not user or not words.verify(form.password, user.hashed):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        raise HTTPException(status_code=400)
    return {"token": jwt.encode({"sub": user.id}, "key")}

