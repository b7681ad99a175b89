"""Gates, as they stand."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg:///weir")
open_session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Gate(Base):
    __tablename__ = "gate"

    name: Mapped[str] = mapped_column(primary_key=True)
    opening: Mapped[int]
    alarm_level: Mapped[int]
    generation: Mapped[int] = mapped_column(default=1)


async def all_gates(session):
    return (await session.scalars(select(Gate).order_by(Gate.name))).all()
