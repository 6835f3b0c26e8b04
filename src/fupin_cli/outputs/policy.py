"""Policy parameters in words: what holds here, since when, by which paper, and how to put another number."""

import datetime as dt
from collections.abc import Iterable

from fupin_cli.catalogue.entries import Catalogue, Check, PolicyLine, Rule
from fupin_cli.catalogue.policies import Policies, Spot
from fupin_cli.engine.parameters import used


def told(entries: Catalogue, code: str, spot: Spot | None) -> list[str]:
    """Lines on the parameters of the rule or check `code`: of `spot` what holds there, else all that is known."""
    coded: list[Rule | Check] = [*entries.rules, *entries.checks]
    names = next((used(entry, entries) for entry in coded if entry.code == code.upper()), [])
    if not names:
        return []
    policies = Policies(entries.policy)
    return [
        "用到的标准：",
        *(f"  {line}" for name in names for line in _here(policies, name, spot)),
        _how(names[0], policies),
    ]


def _here(policies: Policies, name: str, spot: Spot | None) -> Iterable[str]:
    if spot is None:
        return [f"{name}：{stated(line)}" for line in policies.lines(name)] or [f"{name}：还没有填"]
    line = policies.line(name, spot)
    place = spot.county or spot.city or spot.province or "本地"
    if line is None:
        return [f"{name}：没有{place}{spot.year}年的数，用到它的不检查"]
    return [f"{name}：{stated(line)}"]


def _how(name: str, policies: Policies) -> str:
    dates = any(isinstance(line.value, dt.date) for line in policies.lines(name))
    own = "2023-12-31" if dates else "数"
    return (
        f"  本地的{'日期' if dates else '数'}不同，写在 fupin.toml 的 [policy] 里，"
        f'例如 "{name}" = {own}，或分年写 {{ 2023 = {own} }}。'
    )


def stated(line: PolicyLine) -> str:
    """59周岁（全国；依据：…）"""
    return f"{number(line)}（{'；'.join(part for part in (place(line), years(line)) if part)}；依据：{line.source}）"


def number(line: PolicyLine) -> str:
    """59周岁, 5000元/人/年: the number with its unit; 2023年3月31日."""
    if isinstance(line.value, dt.date):
        return f"{line.value.year}年{line.value.month}月{line.value.day}日"
    text = f"{line.value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + line.unit


def place(line: PolicyLine) -> str:
    """安徽省合肥市, 全国, 本工作区."""
    return "本工作区" if line.own else line.province + line.city + line.county or "全国"


def years(line: PolicyLine) -> str:
    """2023年, 2021年起, 2021至2025年; '' where it holds for every year."""
    if not line.since and line.until == 9999:
        return ""
    if line.since == line.until:
        return f"{line.since}年"
    return f"{line.since}年起" if line.until == 9999 else f"{line.since}至{line.until}年"
