"""The shipped catalogue compiled to one JSON file in the cache folder: the TOML takes ten times as long.

The file is named by the digest of the TOML's bytes and of the entries' forms, so an old one is never taken for a new one, and begins with
its own, so a damaged one is not taken at all. Whatever goes wrong with it (no such folder, no right to write, a
torn file), the TOML is read instead. What it holds was checked against the entries' forms when it was written;
building pydantic's validators to do so again would take longer than all else.
"""

import datetime as dt
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import from_json

from fupin_cli.catalogue.entries import (
    Catalogue,
    CellRule,
    Check,
    Fact,
    Indicator,
    PolicyLine,
    Rule,
    Side,
)

_FORMS = (Catalogue, CellRule, Rule, Fact, Check, Side, Indicator, PolicyLine)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_E = TypeVar("_E", CellRule, Rule, Fact, Check, Indicator, PolicyLine)


def folder() -> Path | None:
    """Where compiled files lie: FUPIN_CACHE_DIR, else the platform's cache folder; None without a home."""
    own = os.environ.get("FUPIN_CACHE_DIR")
    if own:
        return Path(own)
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / "fupin"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "fupin"
        cache = os.environ.get("XDG_CACHE_HOME")
        return (Path(cache) if cache else Path.home() / ".cache") / "fupin"
    except RuntimeError:  # 没有主目录的环境
        return None


def load(digest: str) -> Catalogue | None:
    """The compiled catalogue of these TOML bytes, or None where there is none that can be used."""
    place = folder()
    if place is None:
        return None
    try:
        seal, _, told = (place / _name(digest)).read_bytes().partition(b"\n")
    except OSError:
        return None
    return _catalogue(from_json(told)) if seal == _seal(told) else None


def store(digest: str, catalogue: Catalogue) -> None:
    """Write the compiled catalogue whole or not at all, and drop those of earlier versions."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, suffix=".tmp", delete=False) as file:
            told = catalogue.model_dump_json().encode("utf-8")
            file.write(_seal(told) + b"\n" + told)
        Path(file.name).replace(place / _name(digest))
        for other in place.glob("catalogue-*.json"):
            if other.name != _name(digest):
                other.unlink(missing_ok=True)
    except OSError:
        return


def _name(digest: str) -> str:
    forms = repr([model.__annotations__ for model in _FORMS]).encode()
    return f"catalogue-{digest}-{hashlib.sha256(forms).hexdigest()[:8]}.json"


def _seal(told: bytes) -> bytes:
    return hashlib.sha256(told).hexdigest().encode()


def _catalogue(told: Mapping[str, Any]) -> Catalogue:
    return Catalogue.model_construct(
        version=told["version"],
        cells=[_entry(CellRule, item) for item in told["cells"]],
        rules=[
            _entry(Rule, item, since=_day, until=_day, as_of=_day, policy=_values) for item in told["rules"]
        ],
        facts=[_entry(Fact, item) for item in told["facts"]],
        checks=[_entry(Check, item, left=_side, right=_side) for item in told["checks"]],
        indicators=[_entry(Indicator, item) for item in told["indicators"]],
        policy=[_entry(PolicyLine, item, value=_value) for item in told["policy"]],
    )


def _entry(model: type[_E], told: dict[str, Any], **kinds: Callable[[Any], Any]) -> _E:
    """An entry as it was; `kinds` make what JSON has no form for."""
    for name, kind in kinds.items():
        if told[name] is not None:
            told[name] = kind(told[name])
    return model.model_construct(**told)


def _value(told: str) -> Decimal | dt.date:
    """A policy line's number or date."""
    return _day(told) if _DAY.fullmatch(told) else Decimal(told)


def _values(told: dict[str, str]) -> dict[str, Decimal | dt.date]:
    return {name: _value(value) for name, value in told.items()}


def _day(told: str) -> dt.date:
    return dt.date.fromisoformat(told)


def _side(told: dict[str, Any]) -> Side:
    return Side.model_construct(**told)
