"""Turbines, as they are kept."""

from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Turbine(Base):
    __tablename__ = "turbine"

    number: Mapped[int] = mapped_column(primary_key=True)
    groups: Mapped[list] = mapped_column(JSON)
    generation: Mapped[int] = mapped_column(default=1)


engine = create_engine("postgresql:///windfarm")
