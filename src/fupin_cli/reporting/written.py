"""What a template sees of a figure, and the record of what it wrote."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from jinja2 import UndefinedError
from msgspec import Struct, field

from fupin_cli.counting import Figure
from fupin_cli.vocabulary.numbers import plain_number


class Number(Decimal):
    """A result of reckoning, written as a figure is: exact, without idle zeros."""

    def __str__(self) -> str:
        return plain_number(Decimal(self))


class Quoted(Struct, frozen=True):
    """A figure of somebody else's paper: 引用数据, never computed."""

    name: str
    value: Decimal
    unit: str
    paper: str
    number: str
    words: str
    row: int

    def __str__(self) -> str:
        return f"{plain_number(self.value)}{self.unit}"


class Record(Struct):
    """What stands in the document: each figure once, in the order of writing."""

    figures: dict[str, Figure] = field(default_factory=dict)
    earlier: dict[str, Figure] = field(default_factory=dict)
    quoted: dict[tuple[str, str], Quoted] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)
    places: dict[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def figure(self, figure: Figure) -> None:
        self.figures.setdefault(figure.name, figure)

    def query(self, sql: str) -> None:
        if sql not in self.queries:
            self.queries.append(sql)


class Written:
    """A figure as a template sees it: its number in text, a plain value in conditions and sums.

    What is written or reckoned with goes on record; a comparison does not. A figure without a ledger is false,
    and equal to nothing; to write it is an error.
    """

    def __init__(self, find: Callable[[], Figure | None], name: str, record: Record) -> None:
        self._find = find
        self._name = name
        self._record = record

    @cached_property
    def _figure(self) -> Figure | None:
        """Counted when it is first looked at: a template names many figures that it then does not need."""
        return self._find()

    @property
    def value(self) -> Decimal:
        """The value, put on record.

        Raises:
            UndefinedError: no ledger to count it from.
        """
        value = self._value
        if self._figure is not None:
            self._record.figure(self._figure)
        return value

    @property
    def _value(self) -> Decimal:
        if self._figure is None:
            raise UndefinedError(f"没有台账可以算出指标“{self._name}”")
        return self._figure.value

    @property
    def unit(self) -> str:
        """The unit of the figure."""
        return self._figure.unit if self._figure is not None else ""

    @property
    def rounded(self) -> Number:
        """The value to two places, for averages."""
        return Number(self.value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))

    @property
    def known(self) -> bool:
        """Whether there is a ledger to count it from (the figure may be 0)."""
        return self._figure is not None

    def __str__(self) -> str:
        return str(self.rounded)

    def __bool__(self) -> bool:
        return self._figure is not None and self._figure.value != 0

    def __eq__(self, other: object) -> bool:
        return _known(self) and _known(other) and self._value == _plain(other)

    def __hash__(self) -> int:
        return hash(self._name)

    def __lt__(self, other: Any) -> bool:
        return _known(self) and _known(other) and self._value < _plain(other)

    def __gt__(self, other: Any) -> bool:
        return _known(self) and _known(other) and self._value > _plain(other)

    def __add__(self, other: Any) -> Number:
        return Number(self.value + decimal(other))

    def __sub__(self, other: Any) -> Number:
        return Number(self.value - decimal(other))

    __radd__ = __add__

    def __rsub__(self, other: Any) -> Number:
        return Number(decimal(other) - self.value)


def decimal(value: Any) -> Decimal:
    """The number in a figure, a row's cell or a template's literal; a figure goes on record."""
    return value.value if isinstance(value, Written) else _plain(value)


def _known(value: Any) -> bool:
    return value.known if isinstance(value, Written) else True


def _plain(value: Any) -> Decimal:
    if isinstance(value, Written):
        return value._value
    if isinstance(value, Quoted):
        return value.value
    if value is None:
        return Decimal(0)
    return value if isinstance(value, Decimal) else Decimal(str(value))
