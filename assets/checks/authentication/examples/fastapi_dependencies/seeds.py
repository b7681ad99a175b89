"""Handlers of the seed exchange: guarded by alias, by route, or not at all."""

from fastapi import APIRouter, Depends
from guards import Caller, Seed, Store, known_grower
from sqlmodel import select

router = APIRouter(prefix="/seeds")


@router.get("/mine")
def my_seeds(store: Store, caller: Caller):
#                          ^^^^^^^^^^^^^^ authentication: guarded
    return store.exec(select(Seed).where(Seed.grower_id == caller.id)).all()


@router.delete("/{number}", dependencies=[Depends(known_grower)])
#                                        ^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def drop_seed(number: int, store: Store):
    store.delete(store.get(Seed, number))


@router.get("/{number}")
def show_seed(number: int, store: Store):
    return store.get(Seed, number)
#          ^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing


@router.get("/words")
def words():
# <- authentication: not-applicable
    return ["annual", "perennial"]
