"""Nights, and who has them."""

from datetime import date

from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("postgresql:///observatory")


class Base(DeclarativeBase):
    pass


class Night(Base):
    __tablename__ = "night"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    telescope: Mapped[str] = mapped_column(String(20))
    observer: Mapped[str] = mapped_column(String(40))
    log: Mapped[str] = mapped_column(default="")


def open_session():
    return Session(engine)
