"""A seed bank: wardens see all drawers, and dependencies build their models."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, ValidationError
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine("sqlite://")
router = APIRouter(prefix="/drawers")


class Grower(SQLModel, table=True):
    id: int = Field(primary_key=True)
    key: str
    is_admin: bool


class Drawer(SQLModel, table=True):
    id: int = Field(primary_key=True)
    owner_id: int
    opened: int


class Page(BaseModel):
    start: int
    length: int


def store():
    with Session(engine) as session:
        yield session


def grower(session: Annotated[Session, Depends(store)], key: str = Depends(APIKeyHeader(name="key"))):
    found = session.exec(select(Grower).where(Grower.key == key)).first()
    if found is None:
        raise HTTPException(status_code=401)
    return found


def warden(caller: Annotated[Grower, Depends(grower)]):
    if not caller.is_admin:
        raise HTTPException(status_code=403)
    return caller


def built(model):
    def build(**given):
        try:
            return model(**given)
        except ValidationError:
            raise HTTPException(status_code=422) from None

    return build


Store = Annotated[Session, Depends(store)]


@router.get("/{number}", dependencies=[Depends(warden)])
#                                     ^^^^^^^^^^^^^^^^^ object-access: guarded
def show(number: int, session: Store):
# <- input-validation: not-applicable
# <- generation: not-applicable
    return session.get(Drawer, number)


@router.get("")
def some(page: Annotated[Page, Depends(built(Page))], session: Store):
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
# <- object-access: not-applicable
# <- generation: not-applicable
    return session.exec(select(Drawer).offset(page.start).limit(page.length)).all()


@router.post("/closing", dependencies=[Depends(grower)])
def close_all(session: Store):
# <- input-validation: not-applicable
# <- generation: not-applicable
# <- object-access: not-applicable
    for drawer in session.exec(select(Drawer)).all():
        drawer.opened = 0
    session.commit()


@router.put("/{number}")
def turn(number: int, opened: int, session: Store, caller: Annotated[Grower, Depends(grower)]):
#                     ^^^^^^^^^^^ input-validation: guarded
    drawer = session.get(Drawer, number)
    if drawer.owner_id != caller.id:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        raise HTTPException(status_code=403)
    drawer.opened = opened
#   ^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    session.commit()
