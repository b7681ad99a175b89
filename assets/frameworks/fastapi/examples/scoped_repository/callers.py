"""Who is calling, and what each controller works with."""

from functools import cached_property

from fastapi import Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer
from rows import Hive, Keeper, Rows, open_session
from sqlalchemy import select

scheme = OAuth2PasswordBearer(tokenUrl="/token")


def session():
    opened = open_session()
    try:
        yield opened
    finally:
        opened.close()


def keeper(token: str = Depends(scheme), store=Depends(session)) -> Keeper:
    found = store.execute(select(Keeper).where(Keeper.token == token)).scalar_one_or_none()
    if found is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)
    return found


class Controller:
    store = Depends(session)


class KeeperController(Controller):
    keeper: Keeper = Depends(keeper)

    @property
    def club_id(self):
        return self.keeper.club_id

    @cached_property
    def hives(self):
        return Rows(self.store, Hive, club_id=self.club_id)
