"""What the handler has just made is the caller's own, and so is what belongs to
it; files of a row that was found among the caller's own are, too."""

import shutil
from pathlib import Path

from fastapi import APIRouter, Depends, Header, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Session

router = APIRouter()
COVERS = Path("/srv/covers")


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int
    branch_id: int


class Book(Base):
    id: int
    branch_id: int
    title: str


class Listener(Base):
    id: int
    branch_id: int


class BookIn(BaseModel):
    title: str
    branch_id: int


class BookOut(BookIn):
    id: int


def get_session():
    with Session() as session:
        yield session


def signed_in(key: str = Header(), session=Depends(get_session)):
    reader = session.query(Reader).filter_by(key=key).first()
    if reader is None:
        raise HTTPException(401)
    return reader


def tell(session, branch_id):
    for listener in session.query(Listener).filter_by(branch_id=branch_id).all():
        print(listener)


def put(session, data):
    book = Book(**data.model_dump())
    session.add(book)
    session.commit()
    return BookOut.model_validate(book)


@router.post("/books")
def add_book(title: BookIn, session=Depends(get_session), reader=Depends(signed_in)):
# <- object-access: not-applicable
    book = put(session, BookIn(title=title.title, branch_id=reader.branch_id))
    tell(session, book.branch_id)
    return book


@router.post("/any-books")
def add_any_book(data: BookIn, session=Depends(get_session), reader=Depends(signed_in)):
    book = put(session, data)
    tell(session, book.branch_id)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return book


@router.put("/books/{book_id}/cover")
def set_cover(book_id: int, session=Depends(get_session), reader=Depends(signed_in)):
    book = session.query(Book).filter_by(id=book_id, branch_id=reader.branch_id).one_or_none()
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    if book is None:
        raise HTTPException(404)
    shutil.copy2("/srv/blank.png", COVERS / f"{book.id}.png")


@router.put("/books/{book_id}/any-cover")
def set_any_cover(book_id: int, session=Depends(get_session), reader=Depends(signed_in)):
    book = session.query(Book).filter_by(id=book_id).one_or_none()
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    if book is None:
        raise HTTPException(404)
    shutil.copy2("/srv/blank.png", COVERS / f"{book.id}.png")
