"""Fields that a class tests before an object of it is there."""

from pathlib import Path

from fastapi import FastAPI
from pydantic import BaseModel, field_validator

app = FastAPI()
FORMS = Path("/srv/forms")


def is_offered(language):
    offered = {"de", "en", "fr"}
    return language in offered


class Choice(BaseModel):
    language: str
    form: str

    @field_validator("language")
    @classmethod
    def only_offered(cls, value):
        if not is_offered(value):
            raise ValueError("not offered")
        return value

    @field_validator("form")
    @classmethod
    def in_small_letters(cls, value):
        if not value:
            raise ValueError("empty")
        return value.lower()


@app.post("/forms")
def form_in(choice: Choice):
    return (FORMS / choice.language).read_text()
    #               ^^^^^^^^^^^^^^^ path: guarded


@app.post("/named-forms")
def form_named(choice: Choice):
    return (FORMS / choice.form).read_text()
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ path: missing
