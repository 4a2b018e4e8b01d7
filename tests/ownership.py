"""A firm under a foreign state through a holding, for the tests of its ownership pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import FirmOrigin, FirmState
from matchmaker.persistence.unit_of_work import UnitOfWork
from tests import rows
from tests.site import Door, held

Store = Callable[..., str]
PAGE, FILE = "/firms/firm-1/ownership", "/firms/firm-1/ownership.json"
EDIT = "/firms/firm-1/edit/ownership"
IMPORT, CONFIRM = f"{EDIT}/import", f"{EDIT}/import/confirm"


def chain(store: Store, basis: str = "declared", state: FirmState = FirmState.VERIFIED) -> None:
    """A Chinese state holds 60 % of a German holding that holds 70 % of the firm; a person has the rest."""
    store(
        rows.store_firm, id="firm-1", name="Baltic Drones", country="EE", state=state, origin=FirmOrigin.SELF_REGISTERED
    )
    kept = {"firm_id": "firm-1", "basis": basis}
    holding = {"holder_id": "alphaholding", "holder_name": "Alpha Holding", "holder_country": "DE"}
    store(rows.store_stake, **kept, **holding, holder_kind="company", share=Decimal("0.7"))
    state_of = {"holder_id": "stateofc", "holder_name": "State of C", "holder_country": "CN", "holder_kind": "state"}
    store(rows.store_stake, **kept, **state_of, share=Decimal("0.6"), via="alphaholding")
    person = {"holder_id": "janetamm", "holder_name": "Jane Tamm", "holder_country": "EE", "holder_kind": "person"}
    store(rows.store_stake, **kept, **person, share=Decimal("0.3"))


def stakes(app: Flask) -> dict[str, Any]:
    with UnitOfWork(held(app).sessions) as uow:
        return {one.holder_name: one for one in uow.firms.stakes("firm-1")}


def own(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, firm_ids=("firm-1",))
