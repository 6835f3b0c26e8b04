"""A page for every rule, check, indicator, ledger and command of the documentation site, as Markdown.

The site's hook (docs/hooks.py) makes them while building, so they cannot be out of date.
"""

from collections.abc import Iterator, Sequence

import typer

from fupin_cli.catalogue.entries import CellRule, Check, Indicator, Rows, Rule, Side
from fupin_cli.catalogue.loader import shipped
from fupin_cli.cli.app import build
from fupin_cli.cli.help import page
from fupin_cli.engine.parameters import used
from fupin_cli.findings import LABELS
from fupin_cli.outputs.policy import number, place, years
from fupin_cli.vocabulary.ledger import COMMON, Ledger, columns
from fupin_cli.vocabulary.registry import ledgers


def pages() -> Iterator[tuple[str, str]]:
    """(address below docs/, Markdown) of every page."""
    catalogue = shipped()
    for cell in catalogue.cells:
        yield f"规则/{cell.code}.md", _cell_rule(cell)
    for rule in catalogue.rules:
        yield f"规则/{rule.code}.md", _rule(rule)
    for check in catalogue.checks:
        yield f"核对/{check.code}.md", _check(check)
    for indicator in catalogue.indicators:
        yield f"指标/{indicator.name}.md", _indicator(indicator)
    for name, ledger in ledgers().items():
        yield f"台账/{name}.md", _ledger(name, ledger)
    group = typer.main.get_command(build())
    parent = group.make_context("fupin", [], resilient_parsing=True)
    for name, command in group.commands.items():
        with command.make_context(name, [], parent=parent, resilient_parsing=True) as context:
            yield f"命令/{name}.md", f"# fupin {name}\n\n```text\n{page(command, context)}\n```\n"


def _cell_rule(rule: CellRule) -> str:
    lines = [
        f"# {rule.code} {rule.title}",
        f"**{LABELS[rule.severity]}**",
        rule.why,
        f"报出的话：{rule.message}",
    ]
    if rule.bad is not None:
        lines.append(f"例如“{rule.field}”填 `{rule.bad}` 会报，填 `{rule.good}` 不会。")
    lines.append(f"怎么改：{rule.hint}")
    if rule.fixable:
        lines.append("`fupin validate --fix` 能改好。")
    return _joined(lines)


def _rule(rule: Rule) -> str:
    about = [f"**{LABELS[rule.severity]}**，台账[{rule.ledger}](../台账/{rule.ledger}.md)"]
    if rule.status != "stable":
        about.append("试行，加 `--preview` 才查" if rule.status == "preview" else "缺省不查")
    if rule.national:
        about.append(f"国家规则 {'、'.join(rule.national)}")
    lines = [f"# {rule.code} {rule.title}", "，".join(about) + "。", rule.why]
    if rule.basis:
        lines.append(f"依据：{rule.basis}")
    if rule.where:
        lines.append(f"查哪些行：\n\n```sql\n{rule.where}\n```")
    lines += [
        f"怎样算错：\n\n```sql\n{rule.broken}\n```",
        f"报出的话：{rule.message}",
        f"怎么改：{rule.hint}",
    ]
    lines += _policy(rule)
    lines += ["## 这样会报", *_rows(rule.bad), "## 这样不会", *_rows(rule.good)]
    return _joined(lines)


def _check(check: Check) -> str:
    sign = "应当等于" if check.relation == "=" else "不应当超过"
    lines = [f"# {check.code} {check.title}", f"“{check.left.label}”{sign}“{check.right.label}”。", check.why]
    if check.basis:
        lines.append(f"依据：{check.basis}")
    if check.sets:
        lines.append(f"属于：{'、'.join(check.sets)}（`fupin reconcile --set {check.sets[0]}`）")
    if check.rows:
        lines.append(f"两边都从下面的“明细”来：\n\n```sql\n{check.rows.strip()}\n```")
    lines += [*_side("左边", check.left), *_side("右边", check.right)]
    lines += _policy(check)
    if check.hint:
        lines.append(f"怎么办：{check.hint}")
    if check.holds:
        lines += ["## 这样是平的", *_rows(check.holds), "## 这样不平", *_rows(check.differs)]
    return _joined(lines)


def _policy(entry: Rule | Check) -> list[str]:
    """The policy parameters that the entry uses, with what is known of them."""
    names = used(entry, shipped())
    if not names:
        return []
    rows = [
        [name, number(line), place(line), years(line), line.source]
        for name in names
        for line in shipped().policy
        if line.name == name
    ]
    how = "本地的数不同，写在 `fupin.toml` 的 `[policy]` 里，见[政策参数](../政策参数.md)。"
    return ["用到的标准：", _table(["名称", "数", "地方", "年度", "依据"], rows), how]


def _side(which: str, side: Side) -> list[str]:
    return [f"{which}：{side.label}（要有 {'、'.join(side.needs)}）", f"```sql\n{side.sql.strip()}\n```"]


def _indicator(indicator: Indicator) -> str:
    kind = "期末数" if indicator.kind == "stock" else f"本期数，按“{indicator.date}”归到时期"
    lines = [
        f"# {indicator.name}",
        f"{indicator.says}，单位：{indicator.unit or '无'}（{kind}）。台账：[{indicator.ledger}](../台账/{indicator.ledger}.md)。",
        f"```sql\n{indicator.value}\n```",
    ]
    if indicator.where:
        lines.append(f"只数这些行：\n\n```sql\n{indicator.where}\n```")
    if indicator.synonyms:
        lines.append(f"也叫：{'、'.join(indicator.synonyms)}")
    lines.append(
        f"`fupin trace {indicator.name}` 看它从哪些行数出来；模板里写 `{{{{ {indicator.name} }}}}`。"
    )
    return _joined(lines)


def _ledger(name: str, ledger: type[Ledger]) -> str:
    lines = [f"# {name}", (ledger.__doc__ or "").strip()]
    if ledger.sheets:
        lines.append(f"常见表名：{'、'.join(ledger.sheets)}。")
    listed = [
        [c.name, c.kind.label, "是" if c.required else "", c.unit, "、".join(c.synonyms)]
        for c in columns(ledger).values()
    ]
    lines += [_table(["列", "类型", "必填", "单位", "别的表头"], listed)]
    lines.append(
        f"认这张表至少要有：{'、'.join(ledger.needs)}。同一行看：{'、'.join(ledger.key)}。每种台账都可以有：{'、'.join(COMMON)}。"
    )
    used = [rule for rule in shipped().rules if rule.ledger == name]
    if used:
        lines += [
            "## 查它的规则",
            _table(["编号", "名称"], [[f"[{r.code}](../规则/{r.code}.md)", r.title] for r in used]),
        ]
    return _joined(lines)


def _rows(example: Rows) -> Iterator[str]:
    """Each ledger's example rows as a table."""
    for name, rows in example.items():
        names = list(dict.fromkeys(column for row in rows for column in row))
        yield f"{name}："
        yield _table(names, [[row.get(column, "") for column in names] for row in rows])


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    shown = [["" if cell is None else str(cell).replace("|", "\\|") for cell in row] for row in rows]
    lines = [list(header), ["---"] * len(header), *shown]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
