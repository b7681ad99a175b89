"""Which files are reached? The papers of a reading room."""

import os

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()


PAPERS = "/srv/papers"


@app.get("/papers")
def paper(name: str):
    wanted = os.path.realpath(os.path.join(PAPERS, name))
    if os.path.commonpath([PAPERS, wanted]) != PAPERS:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: guarded
        raise HTTPException(status_code=404)
    return FileResponse(wanted)


@app.get("/papers/{name}/text")
def text(name: str):
#        ^^^^^^^^^ path: guarded
    with open(f"{PAPERS}/{name}", encoding="utf-8") as file:
        return {"text": file.read()}


@app.get("/drafts/{name:path}")
def draft(name: str):
    return FileResponse(os.path.join(PAPERS, name))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing


@app.get("/number/{paper}")
def numbered(paper: int):
#            ^^^^^^^^^^ path: guarded
    return FileResponse(f"{PAPERS}/{paper}.pdf")


@app.get("/plan")
def plan():
# <- path: not-applicable
    return FileResponse(os.path.join(PAPERS, "plan.pdf"))
