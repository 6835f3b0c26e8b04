"""Load and check the catalogue's TOML files, and a workspace's own entries in the same form."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fupin_cli.catalogue import cached
from fupin_cli.catalogue.entries import KINDS, Catalogue, PolicyLine
from fupin_cli.catalogue.own import Written
from fupin_cli.errors import EntryError, FupinError

_HERE = Path(__file__).parent
_FOLDERS = ("rules", "facts", "checks", "indicators", "policy")
E_ = TypeVar("E_", bound=BaseModel)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    sources = [path for folder in _FOLDERS for path in sorted((_HERE / folder).glob("*.toml"))]
    texts = {path: path.read_bytes() for path in sources}
    digest = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:24]
    kept = cached.load(digest)
    if kept is not None:
        return kept
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
        if kind not in KINDS:
            raise FupinError(f"{origin} 里有不认识的表 [[{kind}]]。", f"可用的有：{'、'.join(KINDS)}。")
        name, model = KINDS[kind]
        try:
            found[name] = [entry(model, item) for item in entries]
        except EntryError as error:
            raise FupinError(f"{origin}：{error.message}", error.hint) from None
    return found


def entry(model: type[E_], item: Mapping[str, Any]) -> E_:
    """One entry, checked against its form.

    Raises:
        EntryError: names the entry, the key and what is wrong.
    """
    try:
        return model.model_validate(item)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        # 写错一个键，既多一个又缺一个：先说多的，它能指出想写的是哪个
        fault = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
        label = f"条目 {item.get('code') or item.get('name') or '（没有编号）'} "
        key = ".".join(str(part) for part in fault["loc"])
        first = str(fault["loc"][0]) if fault["loc"] else ""
        if fault["type"] == "missing":
            raise EntryError(f"{label}缺少“{key}”。", "请照目录里同类条目补上。", first) from None
        if fault["type"] == "extra_forbidden":
            from rapidfuzz import process

            known = list(model.model_fields)
            near = process.extractOne(key, known, score_cutoff=60)
            hint = f"是不是“{near[0]}”？" if near else ""
            hint += f"可用的有：{'、'.join(known)}。"
            raise EntryError(f"{label}有不认识的键“{key}”。", hint, first) from None
        said = _expected(fault)
        raise EntryError(f"{label}的“{key}”填写不对{said}。", "请照目录里同类条目改正。", first) from None


def _expected(fault: Mapping[str, Any]) -> str:
    """What the form wants there, where it can be said in few words."""
    if fault["type"] == "literal_error":
        choices = re.findall(r"'([^']*)'", str(fault["ctx"]["expected"]))
        return f"，只能是{'、'.join(choices)}之一"
    return {"string_type": "，应是文字", "list_type": "，应是方括号里的一列"}.get(fault["type"], "")


def combined(own: Iterable[Written], policy: Iterable[PolicyLine] = ()) -> Catalogue:
    """The shipped catalogue with what people wrote themselves added: rules, checks, indicators, policy lines.

    Raises:
        FupinError: an entry that is misspelt; names its file, its line and the nearest known key.
    """
    base = shipped()
    update: dict[str, list[Any]] = {}
    lines = list(policy)
    if lines:
        update["policy"] = [*base.policy, *lines]
    for written in own:
        name, model = KINDS[written.kind]
        with written.located():
            update.setdefault(name, list(getattr(base, name))).append(entry(model, written.data))
    return base.model_copy(update=update) if update else base
