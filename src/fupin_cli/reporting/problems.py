"""Problems of a 整改报告: like ones told once, and no household named."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

_MOST = 6
"""So many are told of one heading; more are summed up."""

Row = Mapping[str, Any]


def gathered(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """One entry a heading (标题, else 类别), in the order of the first of each; a problem with neither stays alone.

    Each has the columns of its first row, with 问题, 整改措施 and 成效 of all told once, and `个数`, `已改数`.
    """
    named = [(_heading(row), number, row) for number, row in enumerate(rows)]
    first = {heading: number for heading, number, _ in reversed(named)}
    named.sort(key=lambda item: (first[item[0]], item[1]))
    return [_entry([row for _, _, row in group]) for _, group in groupby(named, key=lambda item: item[0])]


def _heading(row: Row) -> str:
    return str(row["标题"] or row["类别"] or row["问题"])


def _entry(rows: list[Row]) -> dict[str, Any]:
    states = {row["状态"] for row in rows}
    return {
        **rows[0],
        "问题": _told(_unnamed(row, "问题") for row in rows),
        "整改措施": _told(_unnamed(row, "整改措施") for row in rows),
        "成效": _told(_unnamed(row, "成效") for row in rows),
        "状态": states.pop() if len(states) == 1 else "",
        "个数": len(rows),
        "已改数": sum(1 for row in rows if row["已改"]),
    }


def _unnamed(row: Row, column: str) -> str:
    """The text without the household's name: a paper that is sent on says what was wrong, not at whose home."""
    text, name = str(row[column] or ""), row["户主姓名"]
    return text.replace(f"{name}户", "有的农户").replace(name, "有的农户") if name else text


def _told(texts: Iterator[str]) -> str:
    distinct = list(dict.fromkeys(text for text in texts if text))
    if len(distinct) < 2:
        return "".join(distinct)
    more = "等" if len(distinct) > _MOST else ""
    return "；".join(text.rstrip("。；") for text in distinct[:_MOST]) + f"{more}。"
