"""What tests of several rooms share: one browser a worker, for starting it costs seconds."""

from collections.abc import Iterator
from typing import Any

import pytest

from browser import chromium


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """没有窗口的浏览器。"""
    with chromium(tmp_path_factory.mktemp("浏览器")) as found:
        yield found
