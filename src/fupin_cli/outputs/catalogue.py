"""The catalogue's entries as lists, as one explained rule, as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

import msgspec

from fupin_cli.catalogue.entries import AnyRule, Catalogue, Check, Rule
from fupin_cli.errors import FupinError
from fupin_cli.findings import LABELS
from fupin_cli.nearest import hint
from fupin_cli.outputs.table import table
from fupin_cli.patterns import regex
from fupin_cli.vocabulary.registry import ledgers

_FILLED_IN = regex(r"\{([a-z_]+)\}")
STATUS = {"stable": "", "preview": "（试行）", "off": "（缺省不查）"}


def chosen(
    entries: Catalogue, *, ledger: str | None = None, group: str | None = None, national: str | None = None
) -> list[AnyRule]:
    """Entries that fit all filters, by code.

    Raises:
        FupinError: no such ledger, or nothing fits.
    """
    found = entries.coded
    if ledger and ledger not in ledgers():
        raise FupinError(f"没有叫“{ledger}”的台账。", hint(ledger, ledgers()))
    if ledger:
        found = [entry for entry in found if isinstance(entry, Rule) and entry.ledger == ledger]
    if group:
        found = [entry for entry in found if entry.code.startswith(group.upper())]
    if national:
        found = [entry for entry in found if isinstance(entry, Rule) and national in entry.national]
    if not found:
        raise FupinError("没有符合条件的规则。", "不加筛选运行 fupin rules 看全部规则。")
    return sorted(found, key=lambda entry: entry.code)


def rules_text(entries: Sequence[AnyRule]) -> str:
    """A line a rule, by group of codes."""
    lines = []
    for prefix, group in groupby(entries, key=lambda entry: entry.code[:2]):
        items = list(group)
        lines.append(f"{prefix}  {len(items)}条")
        for entry in items:
            status = STATUS[entry.status] if isinstance(entry, Rule) else ""
            national = (
                f"  [{'、'.join(entry.national)}]" if isinstance(entry, Rule) and entry.national else ""
            )
            lines.append(f"  {entry.code}  {LABELS[entry.severity]}  {entry.title}{status}{national}")
    lines.append(f"共{len(entries)}条。运行 fupin rule 编号 看一条规则的依据、例子和改法。")
    return "\n".join(lines)


def rules_json(entries: Iterable[AnyRule]) -> str:
    """Entries whole, without their examples."""
    dumped = [
        {key: value for key, value in msgspec.to_builtins(entry).items() if key not in {"bad", "good"}}
        for entry in entries
    ]
    return json.dumps({"rules": dumped}, ensure_ascii=False, indent=2)


def explain(
    entries: Catalogue,
    code: str,
    others: Mapping[str, str] = MappingProxyType({}),
    policy: Sequence[str] = (),
) -> str:
    """One rule or check: why, basis, what breaks it and what does not, how to mend it.

    Args:
        others: explanations by code that do not come from the catalogue.
        policy: lines on the policy parameters that it uses.

    Raises:
        FupinError: no such code.
    """
    rules = {entry.code: entry for entry in entries.coded}
    checks = {check.code: check for check in entries.checks}
    code = code.upper()
    if code in rules:
        return _rule(rules[code], policy)
    if code in checks:
        return _check(checks[code], policy)
    if code in others:
        return others[code]
    from rapidfuzz import process

    near = [found[0] for found in process.extract(code, [*rules, *checks, *others], limit=3)]
    raise FupinError(
        f"没有编号为“{code}”的规则。", f"相近的有：{'、'.join(near)}。运行 fupin rules 看全部规则。"
    )


def _check(check: Check, policy: Sequence[str]) -> str:
    sign = "应当等于" if check.relation == "=" else "不应当超过"
    lines = [f"{check.code}  {check.title}（核对）", ""]
    lines.append(f"核对什么：“{check.left.label}”{sign}“{check.right.label}”")
    if check.why:
        lines.append(f"为什么：{check.why}")
    if check.hint:
        lines.append(f"怎么办：{check.hint}")
    if check.basis:
        lines.append(f"依据：{check.basis}")
    if check.sets:
        lines.append(f"属于：{'、'.join(check.sets)}")
    if check.rows:
        lines.append(f"明细：{' '.join(check.rows.split())}")
    for which, side in (("左边", check.left), ("右边", check.right)):
        lines += [f"{which}：{' '.join(side.sql.split())}", f"  要有：{'、'.join(side.needs)}"]
    lines += policy
    if check.holds:
        lines += ["", "这样是平的：", *_examples(check.holds), "", "这样不平：", *_examples(check.differs)]
    return "\n".join(lines)


def _rule(entry: AnyRule, policy: Sequence[str]) -> str:
    lines = [f"{entry.code}  {entry.title}（{LABELS[entry.severity]}）", ""]
    if entry.why:
        lines += [f"为什么：{entry.why}"]
    lines += [f"怎么说：{_said(entry)}", f"怎么改：{entry.hint}"]
    if isinstance(entry, Rule):
        lines += [*_judgement(entry), *policy]
        lines += ["", "这样算错：", *_examples(entry.bad), "", "这样不算：", *_examples(entry.good)]
    elif entry.field:
        lines += ["", f"列：{entry.field}", f"这样算错：{entry.bad!s}", f"这样不算：{entry.good!s}"]
    return "\n".join(lines)


def _said(entry: AnyRule) -> str:
    """The message; of a finding that code raises with … for what stands in the ledger."""
    if isinstance(entry, Rule):
        return entry.message
    return _FILLED_IN.sub(lambda name: "某列" if name[1] in {"field", "header"} else "…", entry.message)


def _judgement(rule: Rule) -> list[str]:
    lines = []
    if rule.basis:
        lines.append(f"依据：{rule.basis}")
    if rule.national:
        lines.append(f"国家规则编号：{'、'.join(rule.national)}")
    lines.append(f"查哪张台账：{rule.ledger}")
    if rule.where:
        lines.append(f"查哪些行：{rule.where}")
    lines.append(f"怎样算错：{rule.broken}")
    if rule.since or rule.until:
        lines.append(f"适用时间：{rule.since or '以前'}至{rule.until or '现在'}")
    if rule.status != "stable":
        lines.append(f"状态：{STATUS[rule.status].strip('（）')}，用 --select {rule.code} 单独打开")
    return lines


def _examples(rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    lines = []
    for ledger, items in rows.items():
        names = list(dict.fromkeys(name for item in items for name in item))
        lines.append(f"  {ledger}")
        cells = [[str(item.get(name, "")) for name in names] for item in items]
        lines += [f"    {line}" for line in table(names, cells)]
    return lines


def indicators_text(entries: Catalogue) -> str:
    """A line an indicator: name, unit, what it counts."""
    rows = [
        [entry.name, entry.unit, "期末数" if entry.kind == "stock" else "本期数", entry.ledger, entry.says]
        for entry in entries.indicators
    ]
    return "\n".join(table(["指标", "单位", "口径", "台账", "数的是什么"], rows))


def indicators_json(entries: Catalogue) -> str:
    """All indicators whole."""
    return json.dumps(
        {"indicators": [msgspec.to_builtins(entry) for entry in entries.indicators]},
        ensure_ascii=False,
        indent=2,
    )
