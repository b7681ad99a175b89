"""A weather station: whether an answer is kept is asked of its JSON, whose keys
the model of the route declares."""

import json
from datetime import datetime

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import DeclarativeBase, Session

session = Session()
token = OAuth2PasswordBearer(tokenUrl="token")


class Base(DeclarativeBase):
    pass


class Mast(Base):
    pass


def seen(*args, **kwargs):
    kwargs["serialization_alias"] = "seenAt"
    return Field(*args, **kwargs)


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class Measured(Camel):
    degrees: float
    seen_at: datetime = seen(...)


class Planned(Camel):
    degrees: float
    seen_at: datetime | None = None


class Listed(BaseModel):
    entries: list[Measured]


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Bytes(JSONResponse):
    def render(self, content):
        return content


class Dated(APIRoute):
    def get_route_handler(self):
        original = super().get_route_handler()

        async def dated(request: Request) -> Response:
            response = await original(request)
            answer = json.loads(response.body)
            if isinstance(answer, dict):
                if at := answer.get("seenAt"):
                    response.headers["Last-Modified"] = at
                    response.headers["Cache-Control"] = "no-store"
            return response

        return dated


router = APIRouter(prefix="/masts", route_class=Dated, dependencies=[Depends(token)])


@router.get("/{number}", response_model=Measured)
def measured(number: int):
# <- caching: guarded
    return session.get(Mast, number)


@router.get("/{number}/plan", response_model=Planned)
def planned(number: int):
# <- caching: conditional
    return session.get(Mast, number)


@router.get("", response_model=Listed)
def listed(page: int = 1):
    return session.query(Mast).limit(10).all()
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@router.get("/{number}/all", response_model=Open)
def anything(number: int):
# <- caching: conditional
    return session.get(Mast, number)


@router.get("/{number}/short", response_model=Measured, response_model_exclude_none=True)
def short(number: int):
# <- caching: conditional
    return session.get(Mast, number)


@router.get("/{number}/maybe", response_model=Listed | None)
def maybe(number: int):
# <- caching: conditional
    return session.get(Mast, number)


@router.get("/{number}/raw", response_model=Listed)
def raw(number: int):
# <- caching: conditional
    return JSONResponse(session.get(Mast, number))


@router.get("/{number}/bytes", response_model=Listed)
def as_bytes(number: int):
# <- caching: conditional
    return Bytes(session.get(Mast, number))


@router.get("/{number}/either", response_model=Listed)
def either(number: int, packed: bool = False):
# <- caching: conditional
    mast = session.get(Mast, number)
    if not packed:
        return Listed(entries=[])
    return Bytes(mast)


@router.get("/{number}/typed")
def typed(number: int) -> Listed:
    return session.get(Mast, number)
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


app = FastAPI()
app.include_router(router)
