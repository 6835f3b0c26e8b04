"""The shipped catalogue compiled to one JSON file in the cache folder: the TOML takes ten times as long.

The file is named by the digest of the TOML's bytes and of the entries' forms, so an old one is never taken for a
new one; without a sound one, the TOML is read instead. What it holds was checked against the entries' forms when
it was written; building pydantic's validators to do so again would take longer than all else.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic_core import from_json

from fupin_cli import compiled
from fupin_cli.catalogue.entries import (
    KINDS,
    Catalogue,
    CellRule,
    Check,
    Fact,
    Indicator,
    PolicyLine,
    Rule,
    Side,
)
from fupin_cli.patterns import regex

_FORMS = (Catalogue, Side, *(form for _, form in KINDS.values()))
_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_E = TypeVar("_E", CellRule, Rule, Fact, Check, Indicator, PolicyLine)


def load(digest: str) -> Catalogue | None:
    """The compiled catalogue of these TOML bytes, or None where there is none that can be used."""
    told = compiled.read(_name(digest))
    return None if told is None else _catalogue(from_json(told))


def store(digest: str, catalogue: Catalogue) -> None:
    """Keep the compiled catalogue instead of those of earlier versions."""
    told = catalogue.model_dump_json().encode("utf-8")
    compiled.keep(_name(digest), told, instead_of="catalogue-*.json")


def _name(digest: str) -> str:
    forms = repr([model.__annotations__ for model in _FORMS]).encode()
    return f"catalogue-{digest}-{hashlib.sha256(forms).hexdigest()[:8]}.json"


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
