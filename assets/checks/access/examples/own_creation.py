"""What is put into the store as the caller's own needs no right: FastAPI, with
a repository that knows nothing of what it keeps."""

from fastapi import APIRouter, Depends, Header, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Session

router = APIRouter()


class Base(DeclarativeBase):
    pass


class Reader(Base):
    id: int
    branch_id: int


class Wish(Base):
    id: int
    branch_id: int
    title: str

    def __init__(self, session, **fields):
        super().__init__(**fields)


class Notice(Base):
    id: int
    branch_id: int


class WishIn(BaseModel):
    title: str


class WishSave(WishIn):
    branch_id: int


class WishOut(WishSave):
    id: int


def get_session():
    with Session() as session:
        yield session


def signed_in(key: str = Header(), session=Depends(get_session)):
    reader = session.query(Reader).filter_by(key=key).first()
    if reader is None:
        raise HTTPException(401)
    return reader


def turned_into(source, form, **more):
    fields = {name: getattr(source, name) for name in source.model_fields if name in form.model_fields}
    fields.update(more or {})
    return form(**fields)


class Shelf:
    def __init__(self, session, row, form):
        self.session = session
        self.row = row
        self.form = form

    def put(self, data):
        data = data if isinstance(data, dict) else data.model_dump()
        row = self.row(session=self.session, **data)
        self.session.add(row)
        self.session.commit()
        return self.form.model_validate(row)


def notices_of(session, branch_id):
    return session.query(Notice).filter_by(branch_id=branch_id).all()


@router.post("/wishes")
def add_wish(data: WishIn, session=Depends(get_session), reader=Depends(signed_in)):
# <- access: not-applicable
    wish = Shelf(session, Wish, WishOut).put(turned_into(data, WishSave, branch_id=reader.branch_id))
    return wish


@router.post("/announced-wishes")
def announce_wish(data: WishIn, session=Depends(get_session), reader=Depends(signed_in)):
# <- access: not-applicable
    wish = Shelf(session, Wish, WishOut).put(turned_into(data, WishSave, branch_id=reader.branch_id))
    for notice in notices_of(session, wish.branch_id):
        print(notice)
    return wish


@router.post("/anybodys-wishes")
def add_anywhere(data: WishSave, session=Depends(get_session), reader=Depends(signed_in)):
    wish = Shelf(session, Wish, WishOut).put(data)
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return wish
