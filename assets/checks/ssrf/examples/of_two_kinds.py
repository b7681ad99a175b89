"""A helper of two handlers that asks what it was given: a collection of recipes."""

import httpx
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Page(BaseModel):
    address: str


class Text(BaseModel):
    text: str


class LongText(Text):
    title: str


def fetched(given: Page | Text):
    if isinstance(given, Text):
        return given.text
    return httpx.get(given.address).text


@app.post("/pages")
def by_address(page: Page):
    return fetched(page)
#          ^^^^^^^^^^^^^ ssrf: missing


@app.post("/texts")
def by_text(text: Text):
# <- ssrf: not-applicable
    return fetched(text)


@app.post("/texts/long")
def by_long_text(text: LongText):
# <- ssrf: not-applicable
    return fetched(text)


@app.post("/either")
def by_either(given: Page | Text):
    return fetched(given)
#          ^^^^^^^^^^^^^^ ssrf: missing
