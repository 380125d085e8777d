"""Options that every test file shares, and the modules beside this file for all of them to import."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode adds no folder by itself


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write golden files anew in place of comparing with them; read the difference before you commit",
    )
    parser.addoption(
        "--screenshots", metavar="FOLDER", help="where the browser tests keep pictures of what they show"
    )
