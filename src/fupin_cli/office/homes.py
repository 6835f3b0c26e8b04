"""A household with its members and what it draws, for a paper that is carried to its door."""

import hashlib
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from fupin_cli.counting import Figures
from fupin_cli.office.list_kinds import PAYMENTS
from fupin_cli.office.rosters import fetch
from fupin_cli.vocabulary.numbers import plain_number

FACTS = (
    "村", "组", "户编号", "户主姓名", "户联系电话", "家庭人口数", "户类型", "监测对象类别", "风险是否已消除",
    "是否危房户", "是否解决安全饮用水", "人均纯收入",
)  # fmt: skip
MEMBERS = ("姓名", "与户主关系", "出生日期", "健康状况", "在校生状况", "劳动技能", "务工所在地")


class Household(Struct):
    """One household: `facts` and `members` by column, `draws` in words; all texts."""

    key: str
    facts: dict[str, str]
    members: list[dict[str, str]] = field(default_factory=list)
    draws: list[str] = field(default_factory=list)


def households(figures: Figures, ids: Sequence[int] | None = None) -> list[Household]:
    """All households of the scope, or those that the rows `ids` belong to."""
    relations = figures.engine.relations
    names = [name for name in FACTS if name in relations.available("户")]
    where = "户键 <> ''"
    if ids is not None:
        member, _ = figures.scope.dataset.locate(ids[0]) if ids else (None, 0)
        ledger = member.typed.table.ledger if member else "户"
        listed = ",".join(map(str, ids)) or "-1"
        where += f" AND 户键 IN (SELECT 户键 FROM ({relations.sql(ledger, set())}) WHERE _id IN ({listed}))"
    found = []
    for key, *values in fetch(figures, "户", ["户键", *names], where, names):
        found.append(Household(key, {name: _text(value) for name, value in zip(names, values, strict=True)}))
    return found


def sample(homes: Sequence[Household], count: int, seed: str) -> list[Household]:
    """`count` of them by the hash of seed and key: the same tomorrow, in whatever order the files are."""
    ranked = sorted(homes, key=lambda home: hashlib.sha256(f"{seed}\x1f{home.key}".encode()).digest())
    chosen = {home.key for home in ranked[:count]}
    return [home for home in homes if home.key in chosen]


def complete(figures: Figures, homes: Sequence[Household]) -> None:
    """Add the members and what is drawn."""
    by_key = {home.key: home for home in homes}
    keys = ", ".join(f"'{key.replace(chr(39), chr(39) * 2)}'" for key in by_key) or "''"
    relations = figures.engine.relations
    names = [name for name in MEMBERS if name in relations.available("家庭成员")]
    if names:
        for key, *values in fetch(figures, "家庭成员", ["户键", *names], f"户键 IN ({keys})", names):
            by_key[key].members.append(
                {name: _text(value) for name, value in zip(names, values, strict=True)}
            )
    for payment in PAYMENTS:
        if relations.missing(payment.ledger, {payment.amount}):
            continue
        columns = ["户键", payment.amount]
        drawn: dict[str, list[Any]] = {}
        for key, value in fetch(figures, payment.ledger, columns, f"户键 IN ({keys})", [payment.amount]):
            drawn.setdefault(key, []).append(value or 0)
        for key, values in drawn.items():
            unit = "元" if payment.day else "元/月"
            by_key[key].draws.append(f"{payment.ledger}{len(values)}笔{plain_number(sum(values))}{unit}")


def _text(value: Any) -> str:
    from decimal import Decimal

    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)
