"""One look for every page: a skeleton, a style, a script, and what the script lists given as JSON.

A page is groups of items under headings that the template writes. The items travel as data and are drawn when
their group is opened, a few at a time, so that ten thousand findings open as fast as ten.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.reporting import charts

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


class Spot(Struct, frozen=True):
    """A ledger row under an item: its number in `Listing`, the cell meant (-1: the whole row), where it stands."""

    row: int
    column: int = -1
    place: str = ""


class Item(Struct, frozen=True):
    """One thing that a page lists; every text is shown as it is, never as markup.

    Attributes:
        title: what it is about, in bold: a cell, a person, a figure.
        text: what is said of it.
        lines: where it comes from, small, one under the other.
        pairs: numbers with their labels (a village and its share).
        rows: the ledger rows that it stands on.
        rest: what few will want to read: its label, and the lines folded under it.
    """

    title: str
    text: str = ""
    lines: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    rows: Sequence[Spot] = ()
    rest: tuple[str, Sequence[str]] | None = None

    def record(self) -> dict[str, Any]:
        """The item as the page's script reads it, without what is empty."""
        rows = [(spot.row, spot.column, spot.place) for spot in self.rows]
        every = {"t": self.title, "m": self.text, "l": self.lines, "p": self.pairs, "r": rows, "f": self.rest}
        return {key: value for key, value in every.items() if value}


class Listing(Struct):
    """The items of a page by group, with the ledger rows that they stand on, each row once.

    Attributes:
        sheets: of each table the labels of its columns, and which of them say who a row is about.
        rows: the number of the sheet, then the masked texts of the cells.
    """

    groups: list[list[dict[str, Any]]] = field(default_factory=list)
    sheets: list[tuple[Sequence[str], Sequence[int]]] = field(default_factory=list)
    rows: list[tuple[int, Sequence[str]]] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> int:
        """Put a group in; its number, by which the template names it."""
        self.groups.append([item.record() for item in items])
        return len(self.groups) - 1

    def data(self) -> dict[str, Any]:
        return {"groups": self.groups, "sheets": self.sheets, "rows": self.rows}


def page(template: str, listing: Listing, **values: Any) -> str:
    """The page: its style and script stand in it, and its security policy names their hashes and no others."""
    texts = {kind: (_HERE / f"page.{kind}").read_text(encoding="utf-8") for kind in ("css", "js")}
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            style=texts["css"],
            script=texts["js"],
            policy={kind: _digest(text) for kind, text in texts.items()},
            data=listing.data(),
        )
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals["svg"] = charts.svg
    return made


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
