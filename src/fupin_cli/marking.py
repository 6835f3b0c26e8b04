"""Which cell a rule's finding marks: where several columns must be filled, one that is empty."""

from functools import cache

from fupin_cli.catalogue.entries import Rule
from fupin_cli.judging import TypedTable, verdict
from fupin_cli.patterns import regex

EMPTY = "空着的"  # 消息里的 {空着的}：要填的几列里，这一行空着的是哪几列
_TESTED = regex(r"(?<![\w.])([^\W\d]\w*) (?:= ''|IS NULL)")


@cache
def must_fill(broken: str) -> frozenset[str]:
    """The columns that `broken` asks to be empty."""
    return frozenset(_TESTED.findall(broken))


def marked(rule: Rule, typed: TypedTable, position: int) -> tuple[str | None, list[str]]:
    """The column that a finding of `rule` in a row marks, and the row's empty cells among those to be filled.

    The first of the rule's columns that the sheet has; None without one. A rule that begins with a column to be
    filled marks the first of them that is empty.
    """
    there = [name for name in rule.columns if name in typed.columns]
    if not there:
        return None, []
    tested = must_fill(rule.broken)
    empty = [name for name in there if name in tested and _is_empty(typed, name, position)]
    return empty[0] if empty and there[0] in tested else there[0], empty


def _is_empty(typed: TypedTable, name: str, position: int) -> bool:
    raw = typed.table.cells[name][position]
    bound = typed.bound(name)
    judged = verdict(typed.ledger, name, raw, bound.scale if bound else None)
    return judged.readable and judged.value in (None, "")
