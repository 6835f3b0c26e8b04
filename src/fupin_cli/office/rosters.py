"""花名册: the rows behind a figure, with the columns that a clerk asks for."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.office.cells import Cell, as_cell
from fupin_cli.office.sheets import Page
from fupin_cli.privacy import mask_value
from fupin_cli.scope import place_condition
from fupin_cli.vocabulary.ledger import Column, columns
from fupin_cli.vocabulary.registry import ledgers

_FIRST = (
    "村",
    "组",
    "户编号",
    "户主姓名",
    "姓名",
    "学生姓名",
    "借款人",
    "名称",
    "证件号码",
    "户类型",
    "监测对象类别",
)
_RISK = "风险是否已消除"
RISKS = {"未消除": "否", "已消除": "是"}


class Roster(Struct):
    """A list of people, households or things.

    Attributes:
        name: the indicator.
        says: what a row of it is, in words.
        header: the columns asked for.
        rows: their cells.
        known: the vocabulary's columns, for masking.
    """

    name: str
    says: str
    header: list[str]
    rows: list[list[Cell]]
    known: dict[str, Column] = field(default_factory=dict)

    def page(self, name: str, title: str) -> Page:
        """The list as a sheet, numbered."""
        numbered = [[number, *row] for number, row in enumerate(self.rows, 1)]
        return Page(
            name, title, ["序号", *self.header], numbered, lines=[f"{self.says}，共{len(self.rows)}条。"]
        )

    def masked(self) -> list[list[str]]:
        """The rows for a screen."""
        return [
            [self._mask(name, value) for name, value in zip(self.header, row, strict=True)]
            for row in self.rows
        ]

    def _mask(self, name: str, value: Cell) -> str:
        column = self.known[name]
        label = column.kind.label
        if column.pii and label not in {"证件号码", "电话"}:
            label = "银行卡号"
        return "" if value is None else mask_value(value, label)


def indicator_named(figures: Figures, asked: str) -> str:
    """The indicator's own name: by name, synonym, or with the 户数 or 人数 that people leave out.

    Raises:
        FupinError: no such indicator.
    """
    listed = figures.catalogue.indicators
    for name in (asked, f"{asked}户数", f"{asked}人数", f"{asked}数"):
        for indicator in listed:
            if name == indicator.name or name in indicator.synonyms:
                return indicator.name
    figures.find(asked)  # raises with the nearest names
    return asked


def roster(figures: Figures, asked: str, wanted: Sequence[str] = (), risk: str = "") -> Roster:
    """The rows behind the figure `asked`, in the order of villages and files.

    Raises:
        FupinError: no such indicator or column, no ledger to count from, or `risk` is none of RISKS.
    """
    name = indicator_named(figures, asked)
    figure = figures.find(name)
    indicator = next(item for item in figures.catalogue.indicators if item.name == name)
    known = columns(ledgers()[indicator.ledger])
    available = figures.engine.relations.available(indicator.ledger)
    for column in wanted:
        if column not in known:
            raise unknown_column(column, indicator.ledger, [n for n in known if n in available])
    header = list(wanted) or _default(known, available, ledgers()[indicator.ledger].key)
    ids = [row_id for row_id, _ in figures.rows(name)]
    condition = _risk(risk, known, indicator.ledger)
    used = [_RISK, "监测对象类别"] if condition else []
    listed = f"_id IN ({','.join(map(str, ids)) or '-1'})"
    rows = fetch(figures, indicator.ledger, header, f"{listed} AND ({condition or 'true'})", used)
    cells = [
        [as_cell(value, known[column].kind.label) for column, value in zip(header, row, strict=True)]
        for row in rows
    ]
    says = figure.says + (f"，风险{risk}" if risk else "")
    return Roster(name, says, header, cells, known)


def added(name: str, column: Column) -> bool:
    """Whether a column counts people or money; areas and the like are shown only when asked for."""
    return column.total and (column.kind.label == "金额" or name == "家庭人口数")


def _default(known: dict[str, Column], available: set[str], key: Sequence[str]) -> list[str]:
    money = [name for name, column in known.items() if added(name, column)]
    dated = [name for name, column in known.items() if column.kind.label in {"日期", "学期", "年月"}]
    risk = [_RISK] if "监测对象类别" in available else []
    wanted = dict.fromkeys([*_FIRST, *risk, *key, *dated, *money])
    return [name for name in wanted if name in available and name in known and name != "更新时间"]


def fetch(
    figures: Figures, ledger: str, header: Sequence[str], where: str, used: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Values of `header` for the scope's rows of a ledger that meet `where`, villages in their order.

    `used` are further columns that `where` speaks of.
    """
    order = {village: number for number, village in enumerate(_villages(figures))}
    relation = figures.engine.relations.sql(ledger, {*header, *used, "乡", "村"})
    place = place_condition(figures.scope) or "true"
    rows = figures.engine.rows(
        f"SELECT 村, _id, {', '.join(header)} FROM ({relation}) WHERE {place} AND ({where}) ORDER BY _id"
    )
    rows.sort(key=lambda row: (order.get(row[0], len(order)), row[1]))
    return [row[2:] for row in rows]


def _villages(figures: Figures) -> list[str]:
    """Villages in the order in which their workbooks stand."""
    members = figures.scope.dataset.members
    return list(dict.fromkeys(member.typed.table.place.get("村", "") for member in members))


def _risk(risk: str, known: dict[str, Column], ledger: str) -> str:
    if not risk:
        return ""
    if risk not in RISKS:
        raise FupinError(f"--risk 不能是“{risk}”。", f"可用的有：{'、'.join(RISKS)}。")
    if _RISK not in known:
        raise FupinError(f"“{ledger}”台账没有“{_RISK}”，不能按风险分。", "请去掉 --risk。")
    sign = "=" if RISKS[risk] == "是" else "<>"
    return f"监测对象类别 <> '' AND {_RISK} {sign} '是'"


def unknown_column(column: str, ledger: str, available: Sequence[str]) -> FupinError:
    """The refusal of a column that the ledger does not have, with the nearest one."""
    from rapidfuzz import process

    best = process.extractOne(column, available, score_cutoff=40)
    near = f"是不是“{best[0]}”？" if best else ""
    return FupinError(f"“{ledger}”台账没有“{column}”这一列。", f"{near}可用的有：{'、'.join(available)}。")
