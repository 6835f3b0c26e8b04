"""The figures that a docx carries unseen: what stood in the ledgers when it was written, for refresh and report --diff.

Visible properties of a document show no names and no queries: a figure goes by a digest of its name, with the
exact value in the figure's own unit. Whoever scrubs a document for the public takes the property out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from fupin_cli.counting import Figure
from fupin_cli.vocabulary.numbers import plain_number

PROPERTY = "fupin-figures"


def digest(name: str) -> str:
    """The key of the figure called `name`."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]


def carried(figures: Iterable[Figure]) -> str:
    """The property's text."""
    return packed({figure.name: plain_number(figure.value) for figure in figures})


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
