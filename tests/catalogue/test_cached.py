"""The compiled catalogue: the same as the TOML, and never in the way."""

import pytest

from fupin_cli.catalogue import cached
from fupin_cli.catalogue.loader import shipped


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_CACHE_DIR", str(tmp_path / "缓存"))
    shipped.cache_clear()
    yield tmp_path / "缓存"
    shipped.cache_clear()


def test_编译的与原文一致(folder):
    fresh = shipped()
    shipped.cache_clear()
    assert [path.suffix for path in folder.iterdir()] == [".json"]
    assert shipped() == fresh


def test_坏掉的编译文件不碍事(folder):
    fresh = shipped()
    next(folder.iterdir()).write_text("{", encoding="utf-8")
    shipped.cache_clear()
    assert shipped() == fresh


def test_改过一个字的编译文件不算数(folder):
    fresh = shipped()
    (compiled,) = folder.iterdir()
    compiled.write_bytes(compiled.read_bytes().replace("户".encode(), "厂".encode(), 1))
    shipped.cache_clear()
    assert shipped() == fresh


def test_写不进去也不碍事(tmp_path, monkeypatch):
    taken = tmp_path / "不是文件夹"
    taken.write_text("", encoding="utf-8")
    monkeypatch.setenv("FUPIN_CACHE_DIR", str(taken))
    shipped.cache_clear()
    assert shipped().rules
    shipped.cache_clear()


def test_旧版本的编译文件会删去(folder):
    first = shipped()
    cached.store("旧版本", first)
    cached.store("新版本", first)
    (left,) = folder.iterdir()
    assert left.name.startswith("catalogue-新版本-")
    assert cached.load("旧版本") is None
