"""A bakery: what a service keeps beside its rows says nothing of a new row."""

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

app = FastAPI()
make = sessionmaker()


class Base(DeclarativeBase):
    pass


class House(Base):
    __tablename__ = "houses"
    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str]


class Cake(Base):
    __tablename__ = "cakes"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    street: Mapped[str]


class Wish(BaseModel):
    name: str
    street: str | None = None


class Rows:
    def __init__(self, session: Session, model) -> None:
        self.session = session
        self.model = model

    def create(self, wish):
        row = self.model(**wish.model_dump())
        self.session.add(row)
        return row

    def rename(self, number, wish):
        row = self.session.get(self.model, number)
        row.name = wish.name
        self.session.add(row)
        return row


class Bakery:
    def __init__(self, rows, house):
        self.rows = rows
        self.house = house


def bakery():
    session = make()
    house = session.execute(select(House)).scalars().first()
    return Bakery(Rows(session, Cake), house)


@app.post("/cakes")
def bake(wish: Wish):
# <- generation: not-applicable
    return bakery().rows.create(wish)


@app.put("/cakes/{number}")
def rename(number: int, wish: Wish):
    return bakery().rows.rename(number, wish)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
