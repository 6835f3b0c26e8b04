"""The figures that a docx carries unseen: what stood in the ledgers when it was written, for refresh and report --diff.

Visible properties of a document show no names and no queries: a figure goes by a digest of its name, with the
exact value in the figure's own unit. Whoever scrubs a document for the public takes the property out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from fupin_cli.reporting.annexes import TOWN_ITSELF
from fupin_cli.reporting.written import Record
from fupin_cli.vocabulary.numbers import plain_number

PROPERTY = "fupin-figures"


def digest(name: str) -> str:
    """The key of the figure called `name`."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]


def carried(record: Record) -> str:
    """The property's text: the figures, and those of each place that stand in 附表 by place and name."""
    values = {figure.name: figure.value for figure in record.figures.values()}
    for name, places in record.places.items():
        values.setdefault(name, sum(places.values(), Decimal(0)))
        values |= {placed(place, name): value for place, value in places.items()}
    return packed({name: plain_number(value) for name, value in values.items()})


def placed(place: str, name: str) -> str:
    """What a place's share of a figure goes by."""
    return f"{place or TOWN_ITSELF}{name}"


def packed(values: Mapping[str, str]) -> str:
    """The property's text of values by figure name."""
    return json.dumps({digest(name): value for name, value in sorted(values.items())}, separators=(",", ":"))


def unpacked(text: str, names: Iterable[str]) -> dict[str, str]:
    """The values by figure name, of those among `names`; empty where `text` is not ours."""
    try:
        stored = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(stored, dict):
        return {}
    return {name: str(stored[key]) for name in names if (key := digest(name)) in stored}
