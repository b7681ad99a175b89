"""Incidents, and the dispatchers who look after lines."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("postgresql:///trams")


class Base(DeclarativeBase):
    pass


class Dispatcher(Base):
    __tablename__ = "dispatcher"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    line: Mapped[str]


class Incident(Base):
    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    text: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
    reporter_id: Mapped[int] = mapped_column(ForeignKey("dispatcher.id"))


def open_session():
    return Session(engine)


def dispatcher_of(session, name):
    return session.scalar(select(Dispatcher).where(Dispatcher.name == name))
