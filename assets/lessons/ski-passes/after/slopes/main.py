"""Puts the application together."""

from fastapi import Depends, FastAPI

from slopes import desk, lifts, passes
from slopes.staff import require_desk

app = FastAPI(title="Slopes")
app.include_router(desk.router, prefix="/desk", dependencies=[Depends(require_desk)])
app.include_router(passes.router, prefix="/passes")
app.include_router(lifts.router, prefix="/lifts")
