"""Who keeps bees, and what is stored about them."""

from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("sqlite:///apiary.db")
SessionLocal = sessionmaker(engine)
bearer = OAuth2PasswordBearer(tokenUrl="token")


class Base(DeclarativeBase):
    pass


class Keeper(Base):
    __tablename__ = "keepers"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str]
    is_inspector: Mapped[bool]


class Hive(Base):
    __tablename__ = "hives"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    keeper_id: Mapped[int]
    frames: Mapped[int]
    version: Mapped[int]


def get_db():
    with SessionLocal() as session:
        yield session


Store = Annotated[Session, Depends(get_db)]


def get_keeper(token: Annotated[str, Depends(bearer)], db: Store) -> Keeper:
    keeper = db.scalar(select(Keeper).where(Keeper.token == token))
    if keeper is None:
        raise HTTPException(status_code=401, detail="sign in first")
    return keeper


Asking = Annotated[Keeper, Depends(get_keeper)]


def inspector(keeper: Asking) -> Keeper:
    if not keeper.is_inspector:
        raise HTTPException(status_code=403, detail="inspectors only")
    return keeper


def own_hive(number: int, keeper: Asking, db: Store) -> Hive:
    hive = db.get(Hive, number)
    if hive is None:
        raise HTTPException(status_code=404, detail="no such hive")
    if hive.keeper_id != keeper.id:
        raise HTTPException(status_code=403, detail="not yours")
    return hive


OwnHive = Annotated[Hive, Depends(own_hive)]
