"""Handlers of the apiary: within the caller's club, or anywhere."""

from callers import KeeperController
from fastapi import APIRouter, HTTPException
from fastapi_utils.cbv import cbv
from pydantic import BaseModel
from rows import Hive, Rows

router = APIRouter(prefix="/hives")


class Change(BaseModel):
    name: str


@cbv(router)
class Hives(KeeperController):
    @router.get("/{hive_id}")
    def show(self, hive_id: int):
        hive = self.hives.one(hive_id)
#              ^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#              ^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        if not hive:
            raise HTTPException(404)
        return hive

    @router.put("/{hive_id}")
    def rename(self, hive_id: int, change: Change):
        self.hives.change(hive_id, change.model_dump())
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded

    @router.put("")
    def rename_all(self, hive_ids: list[int], change: Change):
        known = self.hives.one(self.keeper.id, "keeper_id")
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
        if known is not None:
            self.hives.change_any(hive_ids, change.model_dump())
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing

    @router.get("/any/{hive_id}")
    def show_any(self, hive_id: int):
        return Rows(self.store, Hive).one(hive_id)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing

    @router.delete("/{hive_id}")
    def drop(self, hive_id: int):
        hive = Rows(self.store, Hive).one(hive_id)
        if hive.keeper_id != self.keeper.id and not self.keeper.is_warden:
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
            raise HTTPException(403)
        self.store.delete(hive)
