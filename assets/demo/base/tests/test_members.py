"""What members may and may not do."""

import pytest

from lockers import store
from lockers.web.app import app


@pytest.fixture
def client():
    store.METADATA.create_all(store.ENGINE)
    client = app.test_client()
    with client.session_transaction() as session:
        session["member"] = {"id": 7, "rights": ["parcel:read", "parcel:write"]}
    return client


def test_a_stale_note_is_refused(client):
    answer = client.put("/parcels/1/note", json={"note": "fragile", "generation": 0})
    assert answer.status_code == 409


def test_a_parcel_of_somebody_else_is_not_there(client):
    answer = client.get("/parcels/2")
    assert answer.status_code == 404
