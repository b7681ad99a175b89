"""A pond: a class of routes puts code around every handler of its router."""

import json

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import DeclarativeBase, Session

session = Session()
token = OAuth2PasswordBearer(tokenUrl="token")


class Base(DeclarativeBase):
    pass


class Fish(Base):
    pass


class Fresh(APIRoute):
    def get_route_handler(self):
        original = super().get_route_handler()

        async def fresh(request: Request) -> Response:
            response = await original(request)
            if json.loads(response.body).get("changed"):
                response.headers["Cache-Control"] = "no-store"
            return response

        return fresh


class Keyed(APIRoute):
    def get_route_handler(self):
        original = super().get_route_handler()

        async def keyed(request: Request) -> Response:
            if request.headers["X-Key"] != "word":
                raise HTTPException(status_code=401)
            response = await original(request)
            response.headers["Cache-Control"] = "no-store"
            return response

        return keyed


router = APIRouter(prefix="/fish", route_class=Fresh)
keyed = APIRouter(prefix="/keyed", route_class=Keyed)


@router.get("/{number}")
def one(number: int, known: str = Depends(token)):
# <- caching: conditional
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    return session.get(Fish, number)


@keyed.get("/{number}")
def one_with_key(number: int):
# <- authentication: guarded
# <- caching: guarded
    return session.get(Fish, number)


app = FastAPI()
app.include_router(router)
app.include_router(keyed)

