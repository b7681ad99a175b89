"""Stations, and who maintains them."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("postgresql:///quakes", connect_args={"connect_timeout": 2})


class Base(DeclarativeBase):
    pass


class Station(Base):
    __tablename__ = "station"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    gain: Mapped[int]
    muted: Mapped[bool] = mapped_column(default=False)


class Maintainer(Base):
    __tablename__ = "maintainer"

    badge: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[int] = mapped_column(primary_key=True)


def open_session():
    return Session(engine)


def maintains(badge, station_id):
    with open_session() as session:
        found = session.scalar(
            select(Maintainer).where(
                Maintainer.badge == badge, Maintainer.station_id == station_id
            )
        )
        return found is not None
