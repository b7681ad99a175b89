"""What the code builds with named fields is no choice of the caller's, wherever it is put."""

import secrets

from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int
    mail: str


class Reset(Base):
    reader_id: int
    token: str


class Forgot(BaseModel):
    mail: str


class NewReset(BaseModel):
    reader_id: int
    token: str


def get_session():
    with Session() as session:
        yield session


class Store:
    def __init__(self, session, model):
        self.session = session
        self.model = model

    def create(self, data):
        data = data if isinstance(data, dict) else data.model_dump()
        row = self.model(**data)
        self.session.add(row)
        self.session.commit()
        return row


@app.post("/forgotten")
def forgot(forgot: Forgot, session=Depends(get_session)):
# <- mass-assignment: not-applicable
    reader = session.query(Reader).filter_by(mail=forgot.mail).one()
    new = NewReset(reader_id=reader.id, token=secrets.token_hex())
    Store(session, Reset).create(new)


@app.post("/resets")
def reset(reset: NewReset, session=Depends(get_session)):
#         ^^^^^^^^^^^^^^^ mass-assignment: guarded
    Store(session, Reset).create(reset)


@app.post("/any")
def add_any(fields: dict, session=Depends(get_session)):
    Store(session, Reset).create(fields)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing
