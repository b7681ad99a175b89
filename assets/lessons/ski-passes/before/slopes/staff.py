"""Who works here."""

import os
import secrets
from typing import Annotated

from fastapi import Header, HTTPException

DESK_KEY = os.environ["SLOPES_DESK_KEY"]


def require_desk(x_desk_key: Annotated[str, Header()] = ""):
    """Refuses whoever has not the key of the desk."""
    if not secrets.compare_digest(x_desk_key, DESK_KEY):
        raise HTTPException(401, "Desk staff only.")
