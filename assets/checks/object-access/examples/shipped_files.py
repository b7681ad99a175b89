"""Files that a program brings along are nobody's: which of them is read, a fixed list says."""

import json
import pathlib

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, field_validator
from sqlalchemy.orm import DeclarativeBase, Session

app = FastAPI()
RESOURCES = pathlib.Path(__file__).parent / "resources"
UPLOADS = pathlib.Path("/var/uploads")


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int


class Note(Base):
    reader_id: int


def get_session():
    with Session() as session:
        yield session


def signed_in(key: str = Header(), session=Depends(get_session)):
    reader = session.query(Reader).filter_by(key=key).first()
    if reader is None:
        raise HTTPException(401)
    return reader


def is_known(language):
    known = {"en", "de"}
    return language in known


class Wanted(BaseModel):
    language: str
    name: str

    @field_validator("language")
    def check_language(cls, value):
        if not is_known(value):
            raise ValueError("unknown language")
        return value


class Seeder:
    def __init__(self):
        self.folder = RESOURCES / "units"

    def file(self, language):
        path = self.folder / f"{language}.json"
        return path if path.exists() else self.folder / "en.json"

    def load(self, language):
        path = self.file(language)
        for unit in json.loads(path.read_text()).values():
            yield unit["name"]


@app.post("/units")
def list_units(wanted: Wanted, reader=Depends(signed_in)):
# <- object-access: not-applicable
    return list(Seeder().load(wanted.language))


@app.post("/letters")
def letter(wanted: Wanted, reader=Depends(signed_in)):
# <- object-access: not-applicable
    if wanted.name not in ("welcome", "goodbye"):
        raise HTTPException(422)
    return (RESOURCES / wanted.name).read_text()


@app.post("/uploads")
def upload(wanted: Wanted, reader=Depends(signed_in)):
    return (UPLOADS / wanted.language / wanted.name).read_text()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing


@app.get("/notes/{note_id}")
def read_note(note_id: int, session=Depends(get_session), reader=Depends(signed_in)):
    return session.query(Note).filter_by(id=note_id, reader_id=reader.id).one()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
