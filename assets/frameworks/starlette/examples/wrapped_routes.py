"""Beds of a garden: a route that wraps its endpoint is answered by the endpoint."""

from functools import wraps

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

make = sessionmaker(create_engine("sqlite://"))


class Base(DeclarativeBase):
    pass


class Bed(Base):
    __tablename__ = "beds"
    id: Mapped[int] = mapped_column(primary_key=True)


def needs(right, endpoint):
    @wraps(endpoint)
    async def guarded(request):
        if right not in request.user.rights:
            raise HTTPException(403)
        return await endpoint(request)

    return guarded


async def clear(request):
# <- access: guarded
    with make() as store:
        store.delete(store.get(Bed, request.path_params["number"]))
    return Response(status_code=204)


async def dig(request):
# <- access: guarded
    with make() as store:
        store.delete(store.get(Bed, request.path_params["number"]))
    return Response(status_code=204)


async def rake(request):
    with make() as store:
        store.delete(store.get(Bed, request.path_params["number"]))
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return Response(status_code=204)


dig_guarded = needs("dig", dig)

app = Starlette(
    routes=[
        Route("/beds/{number:int}", needs("clear", clear), methods=["DELETE"]),
        Route("/beds/{number:int}/dug", dig_guarded, methods=["DELETE"]),
        Route("/beds/{number:int}/raked", rake, methods=["DELETE"]),
    ]
)
