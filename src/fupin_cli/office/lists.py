"""A department's list, whatever its own headers, as rows of 部门名单."""

from pathlib import Path

from msgspec.structs import asdict

from fupin_cli.errors import FupinError
from fupin_cli.judging import TypedTable, judge
from fupin_cli.patterns import regex
from fupin_cli.reading.headers import HeaderMap, Index, index
from fupin_cli.reading.model import Reading, Table
from fupin_cli.vocabulary.ledger import Ledger
from fupin_cli.vocabulary.ledgers.department_lists import 部门名单

LEDGER = 部门名单.__name__

_WHO = [
    "死者",
    "死亡人员",
    "亡故者",
    "逝者",
    "参保人",
    "参保人员",
    "车主",
    "权利人",
    "法定代表人",
    "学生",
    "残疾人",
    "救助对象",
    "保障对象",
    "申请人",
    "户主",
    "本人",
    "人员",
    "居民",
    "当事人",
]
_NUMBER = [
    "身份证号",
    "身份证号码",
    "身份证",
    "身份证件号",
    "身份证件号码",
    "证件号",
    "证件号码",
    "公民身份号码",
    "公民身份证号",
    "公民身份证号码",
]
# 各部门自己的叫法，只在部门名单里当真
_HEADERS = {
    "姓名": ["车主", "权利人", "法定代表人", "学生", "救助对象", "保障对象", "申请人", "人员"]
    + [f"{who}姓名" for who in _WHO],
    "证件号码": [*_NUMBER, "有效证件号码"] + [who + number for who in _WHO for number in _NUMBER],
    "日期": [
        "注销日期",
        "注销时间",
        "户口注销日期",
        "死亡注销日期",
        "火化日期",
        "火化时间",
        "去世日期",
        "去世时间",
        "死亡年月日",
        "登记时间",
        "入学时间",
    ],
    "金额": ["月发放额", "月保障金额", "月补助金额", "发放金额", "月发放金额", "补助金额", "保障金额"],
}
_STARTS_WITH_ID = regex(r"\s*'?\d{17}[\dXx]")


class _NameIsEnough(部门名单):
    """The same columns; a list without 名单 and even without 证件号码 is still one."""

    needs = ("姓名",)  # type: ignore[assignment]


class _ListIndex(Index):
    """Knows no other ledger than 部门名单."""

    def ledger(self, name: str) -> type[Ledger]:
        return _NameIsEnough


def read_list(
    path: Path, maps: list[HeaderMap], password: str | None = None
) -> tuple[Reading, list[TypedTable]]:
    """The list's tables, judged.

    Raises:
        FupinError: the file cannot be read, or none of its sheets has a name and an identity number.
    """
    from fupin_cli.office.extras import read_grids
    from fupin_cli.reading.sheet import read_sheet

    if not path.is_file():
        raise FupinError(f"找不到名单“{path}”。", "请检查文件名和所在文件夹。")
    reading = Reading(str(path), "", "")
    known = _index(maps)
    for grid in read_grids(path, password):
        read_sheet(grid, known, reading)
    usable = [table for table in reading.tables if table.rows and _has_numbers(table)]
    if not usable:
        raise FupinError(
            f"“{path}”里没有认出名单。",
            "表头要有“姓名”和“身份证号”；叫法特别的，可在 fupin.toml 的 [[map]] 里对应到“部门名单”。",
        )
    return reading, [judge(table, reading) for table in usable]


def _has_numbers(table: Table) -> bool:
    """Whether persons can be told: by 证件号码, else by certificates that begin with it (残疾人证), not by 编号 1, 2, 3."""
    if "证件号码" in table.cells:
        return True
    return any(_STARTS_WITH_ID.match(str(value)) for value in table.cells.get("证书编号", ()))


def _index(maps: list[HeaderMap]) -> Index:
    own = [HeaderMap(LEDGER, header, name) for name, headers in _HEADERS.items() for header in headers]
    whole = index([*own, *(item for item in maps if item.ledger == LEDGER)])
    restricted = {name: {LEDGER: owners[LEDGER]} for name, owners in whole.fields.items() if LEDGER in owners}
    return _ListIndex(**{**asdict(whole), "fields": restricted, "weights": dict.fromkeys(restricted, 1.0)})
