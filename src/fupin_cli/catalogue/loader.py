"""Load and check the catalogue's TOML files, and a workspace's own entries in the same form."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fupin_cli.catalogue import cached
from fupin_cli.catalogue.entries import (
    Catalogue,
    CellRule,
    Check,
    Fact,
    Indicator,
    PolicyLine,
    Rule,
)
from fupin_cli.errors import FupinError

_HERE = Path(__file__).parent
_KINDS: dict[str, tuple[str, type[BaseModel]]] = {
    "cell": ("cells", CellRule),
    "rule": ("rules", Rule),
    "fact": ("facts", Fact),
    "check": ("checks", Check),
    "indicator": ("indicators", Indicator),
    "policy": ("policy", PolicyLine),
}
_FOLDERS = ("rules", "facts", "checks", "indicators", "policy")
E_ = TypeVar("E_", bound=BaseModel)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    sources = [path for folder in _FOLDERS for path in sorted((_HERE / folder).glob("*.toml"))]
    texts = {path: path.read_bytes() for path in sources}
    digest = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:24]
    compiled = cached.load(digest)
    if compiled is not None:
        return compiled
    found: dict[str, list[BaseModel]] = {}
    for path, text in texts.items():
        for name, entries in parse(tomllib.loads(text.decode("utf-8")), str(path.name)).items():
            found.setdefault(name, []).extend(entries)
    catalogue = Catalogue.model_validate({"version": digest[:12], **found})
    cached.store(digest, catalogue)
    return catalogue


def parse(data: Mapping[str, Any], origin: str) -> dict[str, list[BaseModel]]:
    """Entries of one TOML document by the catalogue's attribute.

    Raises:
        FupinError: an unknown table, a missing or misspelt key; names the entry and `origin`.
    """
    found: dict[str, list[BaseModel]] = {}
    for kind, entries in data.items():
        if kind not in _KINDS:
            raise FupinError(f"{origin} 里有不认识的表 [[{kind}]]。", f"可用的有：{'、'.join(_KINDS)}。")
        name, model = _KINDS[kind]
        found[name] = [entry(model, item, origin) for item in entries]
    return found


def entry(model: type[E_], item: Mapping[str, Any], origin: str) -> E_:
    """One entry, checked against its form.

    Raises:
        FupinError: names the entry, the key and what is wrong.
    """
    try:
        return model.model_validate(item)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        label = item.get("code") or item.get("name") or "（没有编号）"
        key = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "missing":
            raise FupinError(f"{origin} 的条目 {label} 缺少“{key}”。", "请照目录里同类条目补上。") from None
        if fault["type"] == "extra_forbidden":
            known = "、".join(model.model_fields)
            raise FupinError(
                f"{origin} 的条目 {label} 有不认识的键“{key}”。", f"可用的有：{known}。"
            ) from None
        raise FupinError(f"{origin} 的条目 {label} 的“{key}”填写不对。", "请照目录里同类条目改正。") from None


def combined(own: Iterable[tuple[str, Iterable[Mapping[str, Any]]]], origin: str) -> Catalogue:
    """The shipped catalogue and a workspace's own entries (`rule`, `check`, `indicator`).

    Raises:
        FupinError: an entry that is misspelt; names it and `origin`.
    """
    base = shipped()
    update: dict[str, Any] = {}
    for kind, items in own:
        name, model = _KINDS[kind]
        made = [entry(model, item, origin) for item in items]
        if made:
            update[name] = [*getattr(base, name), *made]
    return base.model_copy(update=update) if update else base
