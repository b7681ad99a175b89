"""Tables."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("postgresql:///donors")


class Base(DeclarativeBase):
    pass


class Donor(Base):
    __tablename__ = "donor"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    session_key: Mapped[str] = mapped_column(unique=True)


class Result(Base):
    __tablename__ = "result"

    id: Mapped[int] = mapped_column(primary_key=True)
    donor_id: Mapped[int] = mapped_column(ForeignKey("donor.id"))
    day: Mapped[date]
    haemoglobin: Mapped[float]
    remark: Mapped[str]


class Appointment(Base):
    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    donor_id: Mapped[int] = mapped_column(ForeignKey("donor.id"))
    at: Mapped[datetime]
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))


class Centre(Base):
    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    town: Mapped[str]
    opens: Mapped[str]


def get_session():
    with Session(engine) as session:
        yield session
