"""Where layers are kept."""

from pathlib import Path

from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite:///maps.db")
DRAWN = Path("/var/cache/maps/drawn.pickle")


class Base(DeclarativeBase):
    pass


class Layer(Base):
    __tablename__ = "layer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    style: Mapped[dict] = mapped_column(JSON)


def open_session():
    return Session(engine)
