"""A ledger as a pydantic model: one class a ledger, one field a column, under its own Chinese names."""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from fupin_cli.vocabulary.fields import Code, Date, Kind, Required, Text


def column(*synonyms: str, unit: str = "", help: str = "", total: bool = False, pii: bool = False) -> Any:
    """Describe a column.

    Args:
        synonyms: other headers seen for it in real sheets (the export's exact header among them).
        unit: the unit of the typed value (元, 亩, 平方米 …); a sheet in 万元 is converted exactly.
        help: what to fill in, for the blank ledger's notes and the docs.
        total: a number that 合计 rows add up.
        pii: personal data that a public posting must never show.
    """
    extra: dict[str, Any] = {"synonyms": list(synonyms), "unit": unit, "total": total, "pii": pii}
    return Field(default=None, description=help, json_schema_extra=extra)


class Ledger(BaseModel):
    """Base of all ledgers: the place columns and the remarks that any ledger may carry.

    A class documents what one row is; `key` names the columns that tell rows apart; `sheets` are other names
    under which the table is sent; `needs` are the columns without which a sheet is not this ledger at all.
    """

    model_config = ConfigDict(defer_build=True, extra="forbid", validate_default=True)

    key: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[dict[str, Any], ...]] = ()

    序号: Text = column("编号序号", "序")
    省: Text = column("省份", "省（自治区、直辖市）")
    市: Text = column("地市", "市（州）", "市(地、州、盟)")
    县: Text = column("县区", "区县", "县(市、区、旗)", "县（区）")
    乡: Text = column("乡镇", "镇", "乡(镇)", "镇街", "乡镇(街道)", "镇(街)", "乡镇名称", "所在乡镇")
    村: Text = column(
        "行政村", "村名", "村(社区)", "村（居）", "村居", "所在村", "村名称", "行政村名称", "居委会", "村别"
    )
    组: Text = column("村民小组", "自然村", "村组", "村民组", "组别", "所在组")
    更新时间: Date = column("更新日期", "最后更新时间")
    数据日期: Date = column()
    备注: Text = column("说明", "其他说明")


PLACE = ("省", "市", "县", "乡", "村", "组")
COMMON = ("序号", *PLACE, "更新时间", "数据日期", "备注")


@dataclass(frozen=True)
class Column:
    """A column of a ledger, read off the model."""

    name: str
    kind: Kind
    required: bool
    synonyms: tuple[str, ...]
    unit: str
    help: str
    total: bool
    pii: bool


@cache
def columns(ledger: type[Ledger]) -> dict[str, Column]:
    """The ledger's columns by name, in the order of the model."""
    found = {}
    for name, field in ledger.model_fields.items():
        kind = next(m for m in field.metadata if isinstance(m, Kind))
        extra: dict[str, Any] = field.json_schema_extra  # type: ignore[assignment]
        found[name] = Column(
            name=name,
            kind=kind,
            required=any(isinstance(m, Required) for m in field.metadata),
            synonyms=tuple(extra["synonyms"]),
            unit=extra["unit"],
            help=field.description or "",
            total=extra["total"],
            pii=extra["pii"] or kind.label in {"证件号码", "电话"},
        )
    return found


@cache
def adapter(ledger: type[Ledger], name: str) -> TypeAdapter[Any]:
    """The pydantic validator of one column, the same that the whole model uses."""
    from typing import Annotated

    field = ledger.model_fields[name]
    annotated = Annotated[(field.annotation, *field.metadata)]  # type: ignore[misc,valid-type]
    return TypeAdapter(annotated)


__all__ = ["COMMON", "PLACE", "Code", "Column", "Ledger", "adapter", "column", "columns"]
