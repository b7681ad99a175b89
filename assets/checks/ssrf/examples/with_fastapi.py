"""Which servers are asked? The feeds of a reading room."""

import httpx
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Feed(BaseModel):
    address: str
    number: int


@app.post("/feeds")
async def add_feed(feed: Feed):
    async with httpx.AsyncClient() as client:
        answer = await client.get(feed.address)
#                      ^^^^^^^^^^^^^^^^^^^^^^^^ ssrf: missing
    return {"entries": answer.json()}


@app.get("/feeds/{number}")
async def entry(number: str):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"https://feeds.example/{number}")
#                                                          ^^^^^^ ssrf: guarded
    return answer.json()


@app.get("/feeds")
async def feeds():
# <- ssrf: not-applicable
    async with httpx.AsyncClient() as client:
        answer = await client.get("https://feeds.example/")
    return answer.json()
