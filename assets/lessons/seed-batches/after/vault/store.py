"""Where batches are kept."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Batch(Base):
    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    species: Mapped[str]
    grams: Mapped[int]
    chamber: Mapped[str]
    generation: Mapped[int] = mapped_column(default=0)


engine = create_engine("postgresql:///vault")
