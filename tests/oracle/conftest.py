"""The processes that run Keras, shared by all tests of this folder."""

from __future__ import annotations

import pytest

from oracle.running import Oracle


@pytest.fixture(scope="session")
def oracle(request):
    oracle = Oracle()
    # While the outcomes of one set-up are looked at, the others run ahead.
    for item in request.session.items:
        ordered = item.callspec.params.get("ordered") if hasattr(item, "callspec") else None
        if ordered is not None:
            oracle.order(*ordered)
    yield oracle
    oracle.close()
