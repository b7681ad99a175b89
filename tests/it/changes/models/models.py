from enum import Enum
from typing import Annotated, Literal, Optional

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator

Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Shape(Enum):
    DELTA = "delta"
    BOX = "box"


class Spar(BaseModel):
    length: float = Field(gt=0, le=9)
    wood: Literal["ash", "spruce"] = "ash"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        min_length=1,
        max_length=60,
    )

    @field_validator("name")
    @classmethod
    def in_small_letters(cls, value):
        return value.lower()


class KiteIn(Strict):
    size: int = Field(ge=1, le=40)
    shape: Shape
    code: Code
    mail: EmailStr
    spars: list[Spar]
    note: Optional[str] = None
    age: Optional[int]

    @field_validator("note")
    @classmethod
    def no_brackets(cls, value):
        if value and "<" in value:
            raise ValueError("no brackets")
        return value


class KiteOut(BaseModel):
    name: str = Field(max_length=60)
    size: int
