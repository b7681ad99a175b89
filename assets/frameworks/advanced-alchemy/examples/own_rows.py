"""Rows of a service that are said beside the values they get."""

from uuid import UUID

from advanced_alchemy.base import UUIDBase
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from litestar import Litestar, Request, patch
from litestar.security.session_auth import SessionAuth
from pydantic import BaseModel


class Reader(UUIDBase):
    notes: str


class Notes(BaseModel):
    notes: str


class Readers(SQLAlchemyAsyncRepositoryService[Reader]):
    pass


@patch("/self")
async def note_own(request: Request, data: Notes, readers: Readers) -> None:
    reader = await readers.get(request.user.id)
    await readers.update({"notes": data.notes}, item_id=reader.id)
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded


@patch("/readers/{reader_id:uuid}")
async def note_any(reader_id: UUID, data: Notes, readers: Readers) -> None:
    await readers.update({"notes": data.notes}, item_id=reader_id)
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing


app = Litestar(route_handlers=[note_own, note_any])
