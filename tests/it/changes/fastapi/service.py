"""An apiary: guards in signatures, routers, dependencies and bodies."""

import hmac
import os
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from pydantic import BaseModel, Field
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import select

from keepers import Asking, Hive, OwnHive, Store, get_keeper, inspector

limiter = Limiter(key_func=get_remote_address)
router = APIRouter(prefix="/hives", dependencies=[Depends(get_keeper)])
inspection = APIRouter(prefix="/inspection", dependencies=[Depends(inspector)])
HOME = "https://apiary.example/"
PHOTOS = Path("/srv/photos")


class HiveIn(BaseModel):
    name: str = Field(max_length=40)
    version: int


class HivePatch(BaseModel):
    name: str | None = Field(default=None, max_length=40)
    frames: int | None = None


@router.get("")
def index(keeper: Asking, db: Store, response: Response):
    response.headers["Cache-Control"] = "no-store"
    mine = select(Hive).where(Hive.keeper_id == keeper.id)
    return [{"id": hive.id, "name": hive.name} for hive in db.scalars(mine)]


@router.get("/{number}")
def show(hive: OwnHive):
    return {"id": hive.id, "name": hive.name}


@router.put("/{number}")
def replace(body: HiveIn, hive: OwnHive, db: Store):
    if body.version != hive.version:
        raise HTTPException(status_code=409, detail="somebody was faster")
    hive.name = body.name
    hive.version += 1
    db.commit()
    return {"version": hive.version}


@router.patch("/{number}")
def amend(body: HivePatch, hive: OwnHive, db: Store):
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(hive, name, value)
    db.commit()
    return {"version": hive.version}


@router.post("/{number}/frames")
def add_frames(number: int, count: int, keeper: Asking, db: Store):
    owned = select(Hive).where(Hive.id == number, Hive.keeper_id == keeper.id)
    hive = db.scalars(owned.with_for_update()).one_or_none()
    if hive is None:
        raise HTTPException(status_code=404, detail="no such hive")
    hive.frames = hive.frames + count
    db.commit()
    return {"frames": hive.frames}


@router.post("/import", status_code=201)
@limiter.limit("10/hour")
async def take_in(request: Request, keeper: Asking, db: Store):
    if request.headers.get("content-type") != "text/plain":
        raise HTTPException(status_code=415, detail="plain text, please")
    name = (await request.body()).decode()
    if len(name) > 40:
        raise HTTPException(status_code=422, detail="too long")
    db.add(Hive(name=name, keeper_id=keeper.id, frames=0, version=0))
    db.commit()
    return {"name": name}


@inspection.delete("/hives/{number}", status_code=204)
def close(number: int, db: Store):
    db.delete(db.get_one(Hive, number))
    db.commit()


app = FastAPI()


@app.post("/hooks/scale")
def weigh(hive: int, frames: int, db: Store, x_key: Annotated[str, Header()]):
    if not hmac.compare_digest(x_key, os.environ["SCALE_KEY"]):
        raise HTTPException(status_code=401, detail="unknown scale")
    db.get_one(Hive, hive).frames = frames
    db.commit()
    return {}


@app.get("/photos/{name:path}")
def photo(name: str, keeper: Asking):
    file = (PHOTOS / name).resolve()
    if not file.is_relative_to(PHOTOS):
        raise HTTPException(status_code=404, detail="no such photo")
    return FileResponse(file, headers={"Cache-Control": "private"})


@app.get("/leave")
def leave(keeper: Asking, target: str = HOME):
    if not target.startswith(HOME):
        raise HTTPException(status_code=400, detail="stay with us")
    return RedirectResponse(target)


app.include_router(router)
app.include_router(inspection)
