"""What every table of a workspace shares: the place and day above it, columns and their values."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sheets import Field, Table


@dataclass(frozen=True)
class Frame:
    """What stands above every table of a workspace."""

    province: str
    city: str
    county: str
    town: str
    day: dt.date
    label: str  # 2023年

    @property
    def day_text(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    def above(self, village: str = "", unit: str = "", *, stock: bool = False) -> list[str]:
        who = f"{village}村民委员会" if village.endswith("村") else village or f"{self.town}乡村振兴工作站"
        lines = [f"填报单位：{who}", f"{'数据日期' if stock else '填报时间'}：{self.day_text}"]
        return [*lines, f"单位：{unit}"] if unit else lines

    def title(self, village: str, what: str) -> str:
        return f"{self.county}{self.town}{village}{self.label}{what}"


@dataclass(frozen=True)
class Line:
    """A column of a table and where its value comes from: a function of the item, or itself."""

    field: Field
    value: Any

    def of(self, item: tuple[Any, ...]) -> Any:
        return self.value(*item) if callable(self.value) else self.value


def col(text: str, value: Callable[..., Any] | str | int | dt.date) -> Line:
    """A column written as `Field.parse` reads it."""
    return Line(Field.parse(text), value)


def listed(
    frame: Frame,
    village: str,
    what: tuple[str, str],
    lines: Sequence[Line],
    items: Iterable[tuple[Any, ...]],
    *,
    unit: str = "",
    sign: str = "",
    stock: bool = False,
) -> Table:
    """A numbered table; `what` is the sheet's name and the title's last words."""
    fields = [Field("序号", "整数", 6), *(line.field for line in lines)]
    rows = [[number, *(line.of(item) for line in lines)] for number, item in enumerate(items, 1)]
    title = frame.title(village, what[1])
    return Table(what[0], title, fields, rows, frame.above(village, unit, stock=stock), sign)


def plain(
    frame: Frame,
    village: str,
    what: tuple[str, str],
    headers: str,
    rows: Iterable[Sequence[Any]],
    *,
    unit: str = "",
    sign: str = "",
    stock: bool = False,
) -> Table:
    """A numbered table of ready rows; `headers` are its columns after 序号 (see `Field.parse`)."""
    fields = [Field("序号", "整数", 6), *map(Field.parse, headers.split())]
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    above = frame.above(village, unit, stock=stock)
    return Table(what[0], frame.title(village, what[1]), fields, numbered, above, sign)


def texts_table(frame: Frame, texts: Sequence[tuple[str, str, str]], what: str = "工作总结文字材料") -> Table:
    """文字材料: 章节, 小标题, 正文; 次序 counts within a 章节."""
    counts: dict[str, int] = {}
    rows = []
    for chapter, heading, text in texts:
        counts[chapter] = counts.get(chapter, 0) + 1
        rows.append([chapter, counts[chapter], heading, text])
    fields = [
        Field("章节", width=16),
        Field("次序", "整数"),
        Field("小标题", width=20),
        Field("正文", width=90),
    ]
    return Table("文字材料", frame.title("", what), fields, rows)


def yes(truth: object) -> str:
    return "是" if truth else "否"


def month_text(month: str) -> str:
    """202302 → 2023年02月, as the work export writes it."""
    return f"{month[:4]}年{month[4:]}月"
