"""Load and check the catalogue's TOML files, and a workspace's own entries in the same form."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin

from msgspec.structs import replace

from fupin_cli.catalogue import cached
from fupin_cli.catalogue.entries import KINDS, Catalogue, PolicyLine
from fupin_cli.catalogue.own import Written
from fupin_cli.errors import EntryError, FupinError
from fupin_cli.forms import Fault, Form, Unfit, choices, made

_HERE = Path(__file__).parent
_FOLDERS = ("rules", "facts", "checks", "indicators", "policy")
E_ = TypeVar("E_", bound=Form)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    sources = [path for folder in _FOLDERS for path in sorted((_HERE / folder).glob("*.toml"))]
    texts = {path: path.read_bytes() for path in sources}
    digest = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:24]
    kept = cached.load(digest)
    if kept is not None:
        return kept
    found: dict[str, list[Form]] = {}
    for path, text in texts.items():
        for name, entries in parse(tomllib.loads(text.decode("utf-8")), str(path.name)).items():
            found.setdefault(name, []).extend(entries)
    lists: dict[str, Any] = found
    catalogue = Catalogue(version=digest[:12], **lists)
    cached.store(digest, catalogue)
    return catalogue


def parse(data: Mapping[str, Any], origin: str) -> dict[str, list[Form]]:
    """Entries of one TOML document by the catalogue's attribute.

    Raises:
        FupinError: an unknown table, a missing or misspelt key; names the entry and `origin`.
    """
    found: dict[str, list[Form]] = {}
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
        return made(model, item)
    except Unfit as error:
        fault = error.fault
    label = f"条目 {item.get('code') or item.get('name') or '（没有编号）'} "
    key = ".".join(map(str, fault.path))
    first = str(fault.path[0]) if fault.path else ""
    if fault.kind == "missing":
        raise EntryError(f"{label}缺少“{key}”。", "请照目录里同类条目补上。", first)
    if fault.kind == "unknown":
        from rapidfuzz import process

        near = process.extractOne(str(fault.path[-1]), fault.known, score_cutoff=60)
        hint = f"是不是“{near[0]}”？" if near else ""
        hint += f"可用的有：{'、'.join(fault.known)}。"
        raise EntryError(f"{label}有不认识的键“{key}”。", hint, first)
    raise EntryError(f"{label}的“{key}”填写不对{_expected(fault)}。", "请照目录里同类条目改正。", first)


def _expected(fault: Fault) -> str:
    """What the form wants there, where it can be said in few words."""
    allowed = choices(fault.wanted)
    if allowed:
        return f"，只能是{'、'.join(allowed)}之一"
    if fault.wanted is str:
        return "，应是文字"
    return "，应是方括号里的一列" if get_origin(fault.wanted) is list else ""


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
    return replace(base, **update) if update else base
