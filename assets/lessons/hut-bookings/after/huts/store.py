"""Huts, nights and members."""

from datetime import date

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("postgresql:///huts")


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(default="member")


class Hut(Base):
    __tablename__ = "hut"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    beds: Mapped[int]
    closed: Mapped[bool] = mapped_column(default=False)


class Night(Base):
    __tablename__ = "night"

    id: Mapped[int] = mapped_column(primary_key=True)
    hut_id: Mapped[int] = mapped_column(ForeignKey("hut.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    day: Mapped[date]


def open_session():
    return Session(engine)


def member_of(member_id):
    with open_session() as session:
        return session.get(Member, int(member_id))
