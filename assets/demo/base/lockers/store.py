"""Rows of the database. Parcels, lockers and deliveries carry a generation."""

import sqlalchemy as sa

ENGINE = sa.create_engine("sqlite:///lockers.db")
METADATA = sa.MetaData()

PARCELS = sa.Table(
    "parcels",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("member_id", sa.Integer, nullable=False),
    sa.Column("locker_id", sa.Integer, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
)
LOCKERS = sa.Table(
    "lockers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("site", sa.String, nullable=False),
    sa.Column("size", sa.String, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
)
DELIVERIES = sa.Table(
    "deliveries",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("carrier", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
)


def load_parcel(parcel_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(PARCELS).where(PARCELS.c.id == parcel_id)).one()


def parcels_of(member_id):
    with ENGINE.connect() as connection:
        query = sa.select(PARCELS).where(PARCELS.c.member_id == member_id)
        return connection.execute(query).all()


def update_parcel(parcel_id, note):
    changed = {"note": note, "generation": PARCELS.c.generation + 1}
    with ENGINE.begin() as connection:
        connection.execute(sa.update(PARCELS).where(PARCELS.c.id == parcel_id).values(**changed))


def delete_parcel(parcel_id):
    with ENGINE.begin() as connection:
        connection.execute(sa.delete(PARCELS).where(PARCELS.c.id == parcel_id))


def load_locker(locker_id):
    with ENGINE.connect() as connection:
        return connection.execute(sa.select(LOCKERS).where(LOCKERS.c.id == locker_id)).one()


def update_locker(locker_id, size):
    changed = {"size": size, "generation": LOCKERS.c.generation + 1}
    with ENGINE.begin() as connection:
        connection.execute(sa.update(LOCKERS).where(LOCKERS.c.id == locker_id).values(**changed))


def create_lockers(site, sizes):
    rows = [{"site": site, "size": size, "generation": 0} for size in sizes]
    with ENGINE.begin() as connection:
        connection.execute(sa.insert(LOCKERS), rows)


def load_delivery(delivery_id):
    with ENGINE.connect() as connection:
        query = sa.select(DELIVERIES).where(DELIVERIES.c.id == delivery_id)
        return connection.execute(query).one()


def create_delivery(carrier, state):
    with ENGINE.begin() as connection:
        row = {"carrier": carrier, "state": state, "generation": 0}
        return connection.execute(sa.insert(DELIVERIES).values(**row)).inserted_primary_key[0]


def update_delivery(delivery_id, state):
    changed = {"state": state, "generation": DELIVERIES.c.generation + 1}
    with ENGINE.begin() as connection:
        query = sa.update(DELIVERIES).where(DELIVERIES.c.id == delivery_id)
        connection.execute(query.values(**changed))
