"""A ledger: one class a ledger, one pydantic-annotated field a column, under its own Chinese names."""

import inspect
from abc import ABC
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from fupin_cli.vocabulary.fields import Date, Kind, Required, Text
from fupin_cli.vocabulary.marks import missing

if TYPE_CHECKING:
    from pydantic import BaseModel


class Told(Struct, frozen=True):
    """What `column` says about a column beside its type."""

    synonyms: tuple[str, ...]
    unit: str
    help: str
    total: bool
    pii: bool


def column(*synonyms: str, unit: str = "", help: str = "", total: bool = False, pii: bool = False) -> Any:
    """Describe a column.

    Args:
        synonyms: other headers seen for it in real sheets (the export's exact header among them).
        unit: the unit of the typed value (元, 亩, 平方米 …); a sheet in 万元 is converted exactly.
        help: what to fill in, for the blank ledger's notes and the docs.
        total: a number that 合计 rows add up.
        pii: personal data that a public posting must never show.
    """
    return Told(synonyms, unit, help, total, pii)


VILLAGE_NAMES = (
    "行政村",
    "村名",
    "村(社区)",
    "村（居）",
    "村居",
    "所在村",
    "村名称",
    "行政村名称",
    "居委会",
)
"""What sheets call the village, whatever they are about."""


class Ledger(ABC):  # noqa: B024 - a declaration: no methods, no instances
    """Base of all ledgers: the place columns and the remarks that any ledger may carry.

    A class documents what one row is; `key` names the columns that tell rows apart; `sheets` are other names
    under which the table is sent; `needs` are the columns without which a sheet is not this ledger at all.

    The class is a declaration: all ledgers are looked at to recognise a sheet, while one or two are then
    judged, and a pydantic class costs 2 ms each. `model` makes it on first use; `Column.judge` says the same of one cell.
    """

    key: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[dict[str, Any], ...]] = ()

    序号: Text = column("编号序号", "序")
    省: Text = column("省份", "省（自治区、直辖市）")
    市: Text = column("地市", "市（州）", "市(地、州、盟)")
    县: Text = column("县区", "区县", "县市区", "县(市、区、旗)", "县（区）")
    乡: Text = column("乡镇", "镇", "乡(镇)", "镇街", "乡镇(街道)", "镇(街)", "乡镇名称", "所在乡镇")
    村: Text = column(
        *VILLAGE_NAMES,
        "村别",
        "村组（社区）",
        "连队（社区）",
    )
    组: Text = column("村民小组", "自然村", "村组", "村民组", "组别", "所在组")
    更新时间: Date = column("更新日期", "最后更新时间")
    数据日期: Date = column()
    备注: Text = column("说明", "其他说明")


PLACE = ("省", "市", "县", "乡", "村", "组")
COMMON = ("序号", *PLACE, "更新时间", "数据日期", "备注")


class Column(Struct, frozen=True):
    """A column of a ledger, read off the model."""

    name: str
    kind: Kind
    required: bool
    synonyms: tuple[str, ...]
    unit: str
    help: str
    total: bool
    pii: bool

    def judge(self, raw: Any, context: Any) -> Any:
        """The typed value of a cell, None for a blank, as in the model of the whole row.

        Raises:
            Misread: what `marks` makes of a cell that is wrong.
        """
        value = self.kind.judge(raw, context)
        if value is None and self.required:
            raise missing()
        return value


@cache
def annotations(ledger: type[Ledger]) -> dict[str, Any]:
    """The columns' types by name, those of the bases first."""
    found: dict[str, Any] = {}
    for base in reversed(ledger.__mro__):
        for name, annotation in inspect.get_annotations(base).items():
            if any(isinstance(item, Kind) for item in getattr(annotation, "__metadata__", ())):
                found[name] = annotation
    return found


@cache
def columns(ledger: type[Ledger]) -> dict[str, Column]:
    """The ledger's columns by name, in the order of the class."""
    found = {}
    for name, annotation in annotations(ledger).items():
        told: Told = getattr(ledger, name)
        kind = next(item for item in annotation.__metadata__ if isinstance(item, Kind))
        found[name] = Column(
            name=name,
            kind=kind,
            required=any(isinstance(item, Required) for item in annotation.__metadata__),
            synonyms=told.synonyms,
            unit=told.unit,
            help=told.help,
            total=told.total,
            pii=told.pii or kind.label in {"证件号码", "电话"},
        )
    return found


@cache
def model(ledger: type[Ledger]) -> "type[BaseModel]":
    """The pydantic model of a whole row: no other columns, a column left out is judged as a blank."""
    from pydantic import ConfigDict, Field, create_model

    fields: dict[str, Any] = {
        name: (annotation, Field(default=None, description=columns(ledger)[name].help or None))
        for name, annotation in annotations(ledger).items()
    }
    config = ConfigDict(extra="forbid", validate_default=True)
    return create_model(ledger.__name__, __config__=config, __doc__=ledger.__doc__, **fields)
