from dataclasses import dataclass

from litestar import Controller, Request, delete, get, post
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from store import Item, session


@dataclass
class Loan:
    title: str


def known(connection: ASGIConnection, handler) -> None:
    if connection.user is None:
        raise NotAuthorizedException()


def librarian(connection: ASGIConnection, handler) -> None:
    if connection.user.role != "librarian":
        raise PermissionDeniedException()


# It never refuses.
def counted(connection: ASGIConnection, handler) -> None:
    connection.app.state.seen += 1


class Loans(Controller):
    path = "/loans"
    guards = [known]

    @get()
    async def everything(self) -> list:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
    # <- content-type: not-applicable
        return session.query(Item).all()
#              ^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    @get("/{number:int}")
    async def one(self, number: int) -> dict:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
    # <- content-type: not-applicable
        return session.query(Item).get(number)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing

    @delete("/{number:int}", guards=[librarian])
                                   #^^^^^^^^^^^ access: guarded
    async def give_back(self, number: int) -> None:
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
    # <- input-validation: not-applicable
    # <- content-type: not-applicable
        session.delete(session.query(Item).get(number))


@post("/lend", guards=[counted])
async def lend(data: Loan) -> None:
#              ^^^^^^^^^^ input-validation: guarded
#              ^^^^^^^^^^ content-type: guarded
    session.add(Item(title=data.title))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@post("/report", guards=[known])
                       #^^^^^^^ authentication: guarded
async def report(request: Request) -> None:
    data = await request.json()
#                ^^^^^^^^^^^^^^ input-validation: missing
#                ^^^^^^^^^^^^^^ content-type: missing
    session.add(Item(title=data["title"]))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


@get("/about")
async def about(title: str, count: int) -> list:
# <- content-type: not-applicable
#                           ^^^^^^^^^^ input-validation: guarded
    return session.query(Item).filter_by(title=title).limit(count).all()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
