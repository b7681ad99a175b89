from fastapi import FastAPI

from models import KiteIn, KiteOut

app = FastAPI()
KITES = []


@app.post("/kites", response_model=KiteOut)
def add(body: KiteIn) -> KiteOut:
    KITES.append(body)
    return body


@app.get("/kites")
def index() -> list[KiteOut]:
    return KITES
