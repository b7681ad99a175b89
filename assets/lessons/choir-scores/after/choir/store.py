"""Where scores are kept."""

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite:///choir.db")


class Base(DeclarativeBase):
    pass


class Score(Base):
    __tablename__ = "score"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    voices: Mapped[str]
    copies: Mapped[int]


class Copy(Base):
    __tablename__ = "copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    score_id: Mapped[int] = mapped_column(ForeignKey("score.id"))
    voice: Mapped[str]
    lent_to: Mapped[str | None]


def open_session():
    return Session(engine)
