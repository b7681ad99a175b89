"""A quarry: services on repositories, and a guard of the whole application."""

from typing import Annotated, Any
from uuid import UUID

from advanced_alchemy import service
from advanced_alchemy.base import UUIDBase
from litestar import Controller, Litestar, delete, get, post
from litestar.connection import ASGIConnection, Request
from litestar.params import Dependency, Parameter
from litestar.security.jwt import OAuth2PasswordBearerAuth, Token


class Stone(UUIDBase):
    pass


class Miner(UUIDBase):
    pass


class StoneService(service.SQLAlchemyAsyncRepositoryService[Stone]):
    pass


async def miner_of(token: Token, connection: ASGIConnection[Any, Any, Any, Any]) -> Miner | None:
    return Miner(id=token.sub)


known = OAuth2PasswordBearerAuth[Miner](
    retrieve_user_handler=miner_of,
    token_secret="set by the environment",
    token_url="/sign-in",
    exclude=["^/schema", "/stones/all/*"],
)


class Stones(Controller):
    path = "/stones"

    @get("/{number:uuid}")
    async def one(self, stones: StoneService, number: UUID) -> Stone:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        return await stones.get(number)
#                    ^^^^^^^^^^^^^^^^^^ access: missing
#                    ^^^^^^^^^^^^^^^^^^ object-access: missing

    @get("/all")
    async def every(
    # <- access: not-applicable
    # <- authentication: not-applicable
    # <- input-validation: not-applicable
    # <- object-access: not-applicable
        self, stones: StoneService, filters: Annotated[list[str], Dependency()]
    ) -> list[Stone]:
        return await stones.list(*filters)

    @get("/by/{name:str}")
    async def named(
#   ^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        self, stones: StoneService, name: Annotated[str, Parameter(title="its name")]
    ) -> Stone:
        return await stones.get_one(name=name)
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing

    @get("/own")
    async def own(self, stones: StoneService, request: Request[Miner, Token, Any]) -> Stone:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        return await stones.get_one(miner=request.user.id)
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded

    @post("/", exclude_from_auth=True)
    async def cut(self, stones: StoneService, data: dict) -> None:
#                                             ^^^^^^^^^^ input-validation: missing
    # <- access: not-applicable
    # <- authentication: not-applicable
    # <- object-access: not-applicable
        await stones.create(data)

    @delete("/{number:uuid}")
    async def drop(self, stones: StoneService, number: UUID) -> None:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        await stones.delete(number)
#             ^^^^^^^^^^^^^^^^^^^^^ access: missing
#             ^^^^^^^^^^^^^^^^^^^^^ object-access: missing

    @delete("/own")
    async def leave(self, stones: StoneService, current_user: Miner) -> None:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
        await stones.delete_where(miner=current_user.id)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded


app = Litestar(route_handlers=[Stones], on_app_init=[known.on_app_init])

