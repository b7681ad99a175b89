"""Boats of a harbour: every way to a session leads to the same rows."""

from flask import Flask, jsonify
from flask_login import current_user, login_required
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker

app = Flask(__name__)
make = sessionmaker(create_engine("sqlite://"))
store = scoped_session(make)


class Base(DeclarativeBase):
    pass


class Boat(Base):
    __tablename__ = "boats"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    name: Mapped[str]


@app.delete("/boats/<int:number>")
@login_required
def scrap(number):
    boat = store.get(Boat, number)
#          ^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    store.delete(boat)
    store.commit()
    return "", 204


@app.delete("/boats/<int:number>/mine")
@login_required
def scrap_own(number):
    boat = store().get(Boat, number)
    if boat.owner_id != current_user.id:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        return "", 403
    store.delete(boat)
    store.commit()
    return "", 204


@app.get("/boats/<int:number>")
@login_required
def show(number):
    boat = store.execute(select(Boat).where(Boat.id == number)).scalar_one()
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return jsonify(name=boat.name)


@app.delete("/boats/<int:number>/at-once")
@login_required
def scrap_at_once(number):
    with make.begin() as begun:
        boat = begun.get(Boat, number)
#              ^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
        begun.delete(boat)
    return "", 204
