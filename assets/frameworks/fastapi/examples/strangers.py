"""What callers do whom nobody knows yet, and by which guard they are known."""

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from passlib.context import CryptContext
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
bearer = OAuth2PasswordBearer(tokenUrl="/signed-in")
hashing = CryptContext(schemes=["argon2"])


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int
    name: str
    password: str


class Forgotten(Base):
    id: int
    token: str
    reader_id: int


class Loan(Base):
    id: int


class SignUp(BaseModel):
    name: str
    password: str


class NewPassword(BaseModel):
    token: str
    password: str


def get_session():
    with Session() as session:
        yield session


def holder(token: str = Depends(bearer)):
    try:
        return jwt.decode(token, "key", algorithms=["HS256"])
    except jwt.PyJWTError as error:
        raise HTTPException(401) from error


@app.post("/readers")
def sign_up(data: SignUp, session=Depends(get_session)):
# <- authentication: not-applicable
# <- access: not-applicable
    reader = Reader(name=data.name, password=hashing.hash(data.password))
    session.add(reader)
#   ^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    session.commit()


@app.post("/shelves")
def name_shelf(data: SignUp, session=Depends(get_session)):
# <- rate-limit: not-applicable
    reader = Reader(name=data.name, password="!")
    session.add(reader)
#   ^^^^^^^^^^^^^^^^^^^ authentication: missing
#   ^^^^^^^^^^^^^^^^^^^ access: missing
    session.commit()


@app.post("/forgotten-passwords")
def set_anew(data: NewPassword, session=Depends(get_session)):
    found = session.query(Forgotten).filter_by(token=data.token).one_or_none()
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    if found is None:
    #  ^^^^^^^^^^^^^ authentication: guarded
    #  ^^^^^^^^^^^^^ access: guarded
        raise HTTPException(400)
    session.delete(found)


@app.get("/loans")
def loans(claims=Depends(holder), session=Depends(get_session)):
# <- rate-limit: not-applicable
    #     ^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    return session.query(Loan).all()
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
