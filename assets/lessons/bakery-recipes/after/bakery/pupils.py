"""Pupils."""

from flask_login import UserMixin

from bakery.db import get_db


class Pupil(UserMixin):
    def __init__(self, row):
        self.id = row["id"]
        self.name = row["name"]


def load_pupil(pupil_id):
    row = get_db().execute("SELECT id, name FROM pupil WHERE id = ?", (pupil_id,)).fetchone()
    return Pupil(row) if row else None
