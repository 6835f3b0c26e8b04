"""Write the pages of docs/ that come from the catalogue, the vocabulary and the command line.

`python docs/generate.py` writes them; `--check` only says whether they are current (exit 1 if not).
"""

import os
import sys
from pathlib import Path

import typer

from fupin_cli.catalogue.entries import Check, Rule
from fupin_cli.catalogue.loader import shipped
from fupin_cli.cli.app import build
from fupin_cli.cli.help import page
from fupin_cli.engine.parameters import used
from fupin_cli.findings import LABELS
from fupin_cli.outputs.policy import number, place, years
from fupin_cli.vocabulary.ledger import COMMON, columns
from fupin_cli.vocabulary.registry import ledgers

DOCS = Path(__file__).parent
MARK = "<!-- 本页由 docs/generate.py 生成，请改目录条目，不要改这里 -->\n\n"


def rules() -> str:
    """All rules in one table, by code."""
    out = ["# 校验规则\n", "运行 `fupin rule 编号` 看一条规则的例子。\n"]
    entries = sorted([*shipped().cells, *shipped().rules], key=lambda entry: entry.code)
    out += ["| 编号 | 轻重 | 名称 | 台账 | 国家规则 | 怎么改 |", "| --- | --- | --- | --- | --- | --- |"]
    for entry in entries:
        ledger = entry.ledger if isinstance(entry, Rule) else ""
        national = "、".join(entry.national) if isinstance(entry, Rule) else ""
        out.append(
            f"| {entry.code} | {LABELS[entry.severity]} | {entry.title} | {ledger} | {national} | {entry.hint} |"
        )
    return "\n".join(out) + "\n"


def checks() -> str:
    """All checks: what is held against what, and why."""
    out = ["# 核对项\n", "| 编号 | 名称 | 左边 | 右边 | 为什么 |", "| --- | --- | --- | --- | --- |"]
    out += [
        f"| {c.code} | {c.title} | {c.left.label} | {c.right.label} | {c.why} |"
        for c in sorted(shipped().checks, key=lambda c: c.code)
    ]
    return "\n".join(out) + "\n"


def indicators() -> str:
    """All indicators: what each counts."""
    out = [
        "# 指标\n",
        "| 指标 | 单位 | 口径 | 台账 | 数的是什么 | 别的叫法 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    out += [
        f"| {i.name} | {i.unit} | {'期末数' if i.kind == 'stock' else '本期数'} | {i.ledger} | {i.says} "
        f"| {'、'.join(i.synonyms)} |"
        for i in shipped().indicators
    ]
    return "\n".join(out) + "\n"


def ledger_pages() -> str:
    """All ledgers with their columns."""
    out = ["# 台账\n", f"每种台账都可以带这些列：{'、'.join(COMMON)}。\n"]
    for name, ledger in sorted(ledgers().items()):
        out += [f"## {name}\n", f"{(ledger.__doc__ or '').strip()}\n"]
        if ledger.sheets:
            out.append(f"常见表名：{'、'.join(ledger.sheets)}。\n")
        out += ["| 列 | 类型 | 必填 | 单位 | 别的表头 |", "| --- | --- | --- | --- | --- |"]
        for column in columns(ledger).values():
            if column.name in COMMON and column.name not in ledger.key:
                continue
            key = "**" if column.name in ledger.key else ""
            also = "、".join(column.synonyms).replace("|", "\\|")
            out.append(
                f"| {key}{column.name}{key} | {column.kind.label} | {'是' if column.required else ''} | {column.unit} | {also} |"
            )
        out.append("")
    return "\n".join(out)


def commands() -> str:
    """The help of every command."""
    group = typer.main.get_command(build())
    out = ["# 命令\n", f"{group.epilog}细说见 [命令行.md](命令行.md)。\n"]
    parent = group.make_context("fupin", [], resilient_parsing=True)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        with command.make_context(name, [], parent=parent, resilient_parsing=True) as context:
            out += [f"## fupin {name}\n", "```text", page(command, context), "```\n"]
            for own, inner in getattr(command, "commands", {}).items():
                with inner.make_context(own, [], parent=context, resilient_parsing=True) as below:
                    out += [f"### fupin {name} {own}\n", "```text", page(inner, below), "```\n"]
    return "\n".join(out)


def policy() -> str:
    """All policy parameters: their numbers, by which paper, and the entries that use them."""
    out = [
        "# 政策参数\n",
        "年龄、期限、金额、收入线、占比、起止日期各地各年不同，规则、核对、指标的条件里只写名字（`:劳动年龄上限`），数从这里取：",
        "先看 `fupin.toml`，再看范围最小的地方（县、市、省、全国）；没有数的，用到它的规则不检查，并且说出来。",
        "`fupin rule 编号` 显示一条规则用到的数。\n",
        "本地的数不同，写进工作区的 `fupin.toml`，可以不分年，也可以分年：\n",
        '```toml\n[policy]\n"劳动年龄上限" = 64\n"监测范围" = { 2022 = 7000, 2023 = 7500 }\n"参保资助截止日" = 2023-06-30\n```\n',
        "自己的规则也可以用这些名字；要用新的名字，先写进 `[policy]`。名字写错会报错，并指出相近的。\n",
        "| 名称 | 数 | 地方 | 年度 | 依据 | 用在 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    catalogue = shipped()
    users: dict[str, list[str]] = {}
    coded: list[Rule | Check] = [*catalogue.rules, *catalogue.checks]
    for entry in sorted(coded, key=lambda one: one.code):
        for name in used(entry, catalogue):
            users.setdefault(name, []).append(entry.code)
    for indicator in catalogue.indicators:
        for name in used(indicator, catalogue):
            users.setdefault(name, []).append(indicator.name)
    out += [
        f"| {line.name} | {number(line)} | {place(line)} | {years(line)} | {line.source} "
        f"| {'、'.join(users.get(line.name, []))} |"
        for line in sorted(catalogue.policy, key=lambda line: line.name)
    ]
    return "\n".join(out) + "\n"


PAGES = {
    "政策参数.md": policy,
    "规则.md": rules,
    "核对.md": checks,
    "指标.md": indicators,
    "台账.md": ledger_pages,
    "命令.md": commands,
}


def main() -> int:
    """Write the pages, or with --check compare them."""
    os.environ["COLUMNS"] = "100"  # 页面不随终端的宽窄变
    stale = []
    for name, make in PAGES.items():
        path = DOCS / name
        text = MARK + make()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"这些页面不是最新的：{'、'.join(stale)}。请运行 python docs/generate.py。")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
