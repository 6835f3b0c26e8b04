"""自带的模板编译一次，下回直接用；坏了、换了版本就照原文重来，自己的模板不留。"""

import pytest

from fupin_cli import compiled
from fupin_cli.reporting import kept_templates
from fupin_cli.reporting.rendering import environment

NAME = "工作总结.j2"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_CACHE_DIR", str(tmp_path / "缓存"))
    return tmp_path / "缓存"


def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates compiled from text by what is done next."""
    told: list[str] = []
    made = environment()
    original = type(made).compile

    def counted(self, source, name=None, filename=None, raw=False, defer_init=False):
        told.append(name or "自己的")
        return original(self, source, name, filename, raw, defer_init)

    monkeypatch.setattr(type(made), "compile", counted)
    return told


def test_第二次不再编译(kept, monkeypatch) -> None:
    told = compilations(monkeypatch)
    environment().get_template(NAME)
    assert told == [NAME]
    environment().get_template(NAME)
    assert told == [NAME]
    assert [path.suffix for path in kept.iterdir()] == [".bin"]


def test_坏了的不用(kept, monkeypatch) -> None:
    environment().get_template(NAME)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    told = compilations(monkeypatch)
    environment().get_template(NAME)
    assert told == [NAME]


def test_别的版本编译的不用_也不留(kept, monkeypatch) -> None:
    environment().get_template(NAME)
    (old,) = kept.iterdir()
    monkeypatch.setattr(kept_templates, "_compiler", lambda: "新版本")
    told = compilations(monkeypatch)
    environment().get_template(NAME)
    assert told == [NAME]
    (new,) = kept.iterdir()
    assert new.name != old.name


def test_自己的模板不留(kept) -> None:
    environment().from_string("有{{ 1 }}户。").render()
    assert not kept.exists()


def test_没有地方放也照写(tmp_path, monkeypatch) -> None:
    (tmp_path / "不是文件夹").write_text("", encoding="utf-8")
    monkeypatch.setenv("FUPIN_CACHE_DIR", str(tmp_path / "不是文件夹"))
    assert compiled.read("x") is None
    assert environment().get_template(NAME).name == NAME
