"""任意内容的 fupin.toml：要么读成工作区，要么一句话说明，从不以别的方式失败。"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.errors import FupinError
from fupin_cli.workspace import Workspace

T = TypeVar("T")

SECTIONS = (
    *("workspace", "town", "merged_village", "policy", "report", "waiver", "validate"),
    *("validate.severity", "validate.per_ledger", "map", "map.columns", "rule", "check", "indicator", "form"),
)
KEYS = (
    *(
        "name",
        "county",
        "villages",
        "from",
        "on",
        "code",
        "who",
        "why",
        "until",
        "ignore",
        "select",
        "ledger",
    ),
    *(
        "period",
        "ledgers",
        "cache",
        "columns",
        "监测范围",
        "标题",
        "附件",
        "不认识",
        "a.b",
        "",
        "validate",
        "town",
    ),
)
names = st.sampled_from(KEYS) | st.text(max_size=6)
values = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.floats(),
        st.text(max_size=8),
        st.dates(),
        st.sampled_from(["2023", "2023H1", "台账", "../外面", "芦庙镇"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)


def toml(value: object) -> str:
    """A value as TOML writes it; JSON's strings and TOML's are the same for what is drawn here."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
    return str(value)


@st.composite
def configs(draw: st.DrawFn) -> str:
    """Sections that fupin.toml knows (or not), with keys and values of any kind."""
    lines = []
    for section in draw(st.lists(st.sampled_from(SECTIONS) | st.sampled_from(KEYS), max_size=4)):
        path = ".".join(toml(part) for part in section.split("."))
        lines.append(f"[[{path}]]" if draw(st.booleans()) else f"[{path}]")
        entries = draw(st.dictionaries(names, values, max_size=4))
        lines += [f"{toml(key)} = {toml(value)}" for key, value in entries.items()]
    return "\n".join(lines)


def attempt(job: Callable[[], T]) -> T | FupinError:
    """What a job gives, or what it tells a clerk."""
    try:
        return job()
    except FupinError as error:
        return error


def load(content: bytes) -> None:
    """Read a workspace of this fupin.toml; whatever it says, only a clerk's sentence may come out."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "fupin.toml").write_bytes(content)
        found = attempt(lambda: Workspace(root))
        if isinstance(found, FupinError):
            assert found.message.endswith("。")
            assert found.hint
            return
        assert found.own_files == [found.path] * bool(
            found.config.rule or found.config.check or found.config.indicator
        )
        for town in found.config.town:
            assert found.town(town.name).name == town.name
        files = attempt(found.ledger_files)
        assert files.hint if isinstance(files, FupinError) else files == []


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_任意字节(content: bytes) -> None:
    load(content)


@settings(max_examples=150, deadline=None)
@given(configs())
def test_任意的节_键和值(text: str) -> None:
    load(text.encode("utf-8", "replace"))
