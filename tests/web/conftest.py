"""The page over nothing, and over a small town."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_cli.resources import folder as shipped
from web.site import Site, running


@pytest.fixture(scope="session")
def bare() -> Iterator[Site]:
    """没有工作区的网页。"""
    with running(None) as site:
        yield site


@pytest.fixture(scope="session")
def small_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """芦庙镇示例里只留一个村和镇级台账。"""
    home = tmp_path_factory.mktemp("工作区") / "芦庙镇"
    shutil.copytree(shipped("examples") / "芦庙镇", home)
    for path in (home / "台账" / "芦庙镇").glob("*.xlsx"):
        if path.stem not in {"柳河村", "镇级台账"}:
            path.unlink()
    return home


@pytest.fixture(scope="session")
def town(small_town: Path) -> Iterator[Site]:
    """一个镇的网页。"""
    with running(small_town) as site:
        yield site


@pytest.fixture(scope="session")
def batch(town: Site) -> str:
    """工作区台账那一批的网址。"""
    return town.work("/batches/own")
