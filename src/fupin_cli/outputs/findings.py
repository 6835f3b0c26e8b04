"""A validation as text for people, JSON and CSV for programs."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from fupin_cli import __version__
from fupin_cli.catalogue.entries import Catalogue, CellRule, Rule
from fupin_cli.findings import LABELS, Finding
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.json_text import json_text
from fupin_cli.outputs.masking import masked
from fupin_cli.outputs.width import wrap
from fupin_cli.privacy import mask_text
from fupin_cli.validating import Validation, message
from fupin_cli.vocabulary.fields import plain
from fupin_cli.vocabulary.ledger import Column, columns
from fupin_cli.vocabulary.registry import ledgers

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


class Renderer:
    """Words and masking for the findings of one validation."""

    def __init__(self, catalogue: Catalogue, *, show_pii: bool = False) -> None:
        self.entries: dict[str, CellRule | Rule] = {entry.code: entry for entry in catalogue.coded}
        self.version = catalogue.version
        self.show_pii = show_pii
        self._paths: dict[str, str] = {}

    def message(self, finding: Finding) -> str:
        text = message(finding, self.entries[finding.code])
        return self.shown_text(text)

    def shown_text(self, text: str) -> str:
        """Any text, masked unless personal data is to be shown."""
        return text if self.show_pii else mask_text(text)

    def cell(self, raw: Any, column: Column | None) -> str:
        """A cell's content, masked by the kind of its column."""
        return masked(plain(getattr(raw, "shown", raw)), column, show_pii=self.show_pii)

    def value(self, finding: Finding) -> str | None:
        """The cell's content, masked by the kind of its column."""
        if finding.raw is None or finding.place.field is None:
            return None
        column = columns(ledgers()[finding.ledger])[finding.place.field] if finding.ledger else None
        return self.cell(finding.raw, column)

    def path(self, finding: Finding) -> str:
        file = finding.place.file
        if file not in self._paths:
            self._paths[file] = self.shown_text(file)
        return self._paths[file]

    def _national(self, codes: tuple[str, ...]) -> str | None:
        """The numbers of the national system that rules speak for."""
        rules = (one for code in codes if isinstance(one := self.entries[code], Rule))
        return ",".join(number for rule in rules for number in rule.national) or None

    def record(self, finding: Finding) -> dict[str, Any]:
        """The finding as the JSON contract has it."""
        entry = self.entries[finding.code]
        return {
            "code": finding.code,
            "national": self._national((finding.code, *finding.speaks_for)),
            "severity": finding.severity,
            "file": self.path(finding),
            "sheet": finding.place.sheet,
            "cell": finding.place.cell,
            "row": finding.place.row,
            "column": finding.place.header,
            "field": finding.place.field,
            "household": finding.household,
            "value": self.value(finding),
            "message": self.message(finding),
            "hint": entry.hint,
        }


def as_json(gathered: Gathered, result: Validation, renderer: Renderer) -> str:
    """The contract's JSON document."""
    by_path: dict[str, list[dict[str, Any]]] = {reading.path: [] for reading in gathered.readings}
    for reading in gathered.readings:
        for table in reading.tables:
            by_path[reading.path].append(
                {
                    "name": table.sheet,
                    "ledger": table.ledger,
                    "header_row": table.header_rows[-1] if table.header_rows else None,
                    "rows": len(table.rows),
                    "unknown_columns": [header for header, _ in table.unknown],
                    "missing_columns": table.missing,
                }
            )
    document = {
        "tool": {"name": "fupin", "version": __version__, "catalogue": renderer.version},
        "as_of": max((day.isoformat() for day in result.days.values()), default=None),
        "files": [
            {"path": reading.path, "sha256": reading.sha256, "sheets": by_path[reading.path]}
            for reading in gathered.readings
        ],
        "failures": [{"message": error.message, "hint": error.hint} for error in gathered.failures],
        "findings": [renderer.record(finding) for finding in result.findings],
        "not_checked": [{"code": code, "because": why} for code, why in sorted(result.not_checked.items())],
        "unknown": dict(sorted(result.unknown.items())),
        **({"cut": dict(sorted(result.cut.items()))} if result.cut else {}),
        "summary": {
            **result.counts(),
            "by_code": {code: count for (code, _), count in sorted(result.totals().items())},
        },
    }
    return json_text(document)


CSV_HEADER = {
    "severity": "级别",
    "code": "规则",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
    "column": "列",
    "household": "户编号",
    "value": "内容",
    "message": "问题",
    "hint": "怎么改",
}


def as_csv(result: Validation, renderer: Renderer) -> str:
    """One finding a line; texts that Excel would take for a formula are kept texts."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_HEADER.values())
    for finding in result.findings:
        record = renderer.record(finding)
        record["severity"] = LABELS[finding.severity]
        writer.writerow([_harmless(record[key]) for key in CSV_HEADER])
    return stream.getvalue()


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def statistics(result: Validation, renderer: Renderer, style: "Style", room: int | None = None) -> str:
    """Counts by rule, most first; then the rules that were not checked, by the reason."""
    lines = []
    for (code, severity), count in sorted(result.totals().items(), key=lambda item: (-item[1], item[0])):
        label = style.paint(LABELS[severity], COLOURS[severity])
        lines.append(f"{count:>6}  {label}  {style.bold(code)}  {renderer.entries[code].title}")
    return "\n".join([*lines, *_not_checked(result, style, room)])


def _not_checked(result: Validation, style: "Style", room: int | None) -> list[str]:
    if not result.not_checked:
        return []
    reasons: dict[str, list[str]] = {}
    for code, why in sorted(result.not_checked.items()):
        reasons.setdefault(why, []).append(code)
    lines = ["", style.bold(f"没有检查的规则{len(result.not_checked)}条：")]
    for why, codes in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
        told = f"{why}（{len(codes)}条）：{'、'.join(codes)}"
        first, *more = wrap(told, room - 4) if room else [told]
        lines += [f"  {first}", *(f"    {line}" for line in more)]
    return lines


def summary(gathered: Gathered, result: Validation, style: "Style") -> list[str]:
    """What was looked at, what was found, what to do next."""
    counts = result.counts()
    rows = sum(len(typed.table.rows) for typed in gathered.typed)
    looked = f"共校验{len(gathered.readings)}个文件、{len(gathered.typed)}张台账、{rows}行"
    lines = []
    if any(counts.values()):
        found = "，".join(f"{LABELS[level]}{number}" for level, number in counts.items() if number)
        lines.append(style.bold(f"{looked}：{found}。"))
    else:
        lines.append(style.paint(f"{looked}，没有发现问题。", "green"))
    if result.days:
        days = "、".join(sorted({f"{day.year}年{day.month}月{day.day}日" for day in result.days.values()}))
        lines.append(f"年龄和期限按{days}判断（依据：{gathered.day_from}）。")
    if result.cut:
        most = "、".join(code for code, _ in Counter(result.cut).most_common(3))
        lines.append(
            f"其中{sum(result.cut.values())}处没有列出（{most}等{len(result.cut)}条规则）：问题太多，每条规则只列最前面的。"
        )
    if result.not_checked:
        count = len(result.not_checked)
        because = "没有相应的台账、列或政策标准"
        lines.append(f"有{count}条规则因为{because}没有检查（加 --statistics 看是哪些）。")
    worst = _worst(result.findings)
    if worst is not None:
        lines.append(f"运行 fupin rule {worst} 看这条规则的依据和改法。")
    return lines


def _worst(findings: Iterable[Finding]) -> str | None:
    counts = Counter(finding.code for finding in findings if finding.severity == "error") or Counter(
        finding.code for finding in findings if finding.severity == "warning"
    )
    return counts.most_common(1)[0][0] if counts else None


def layout(gathered: Gathered) -> str:
    """How every sheet was understood, and which village and period it was taken for."""
    members = {
        (id(member.typed.table)): member
        for dataset in gathered.datasets.values()
        for member in dataset.members
    }
    lines = []
    for reading in gathered.readings:
        lines.append(f"{reading.path}（{reading.format}）")
        for outline in reading.outlines:
            hidden = "（隐藏的工作表）" if outline.hidden else ""
            lines.append(f"  {outline.sheet}{hidden}：{outline.outcome}")
            for table in reading.tables:
                if table.sheet == outline.sheet:
                    lines += _table_lines(table, members.get(id(table)))
    return "\n".join(lines)


def _table_lines(table: Any, member: Any) -> list[str]:
    place = "".join(table.place.get(name, "") for name in ("县", "乡", "村")) or "没有写明"
    period = (member.period or "没有写明") if member is not None else "与别的文件重复，没有计算"
    day = f"，按{member.day.isoformat()}判断" if member is not None else ""
    rows = "、".join(map(str, table.header_rows))
    header = f"表头第{rows}行" if rows else "一户一表"
    bound = "、".join(
        bound.field if bound.field == bound.header else f"{' '.join(bound.header.split())}→{bound.field}"
        for bound in table.columns
    )
    lines = [
        f"    {table.ledger}：{header}，数据{len(table.rows)}行，合计行{len(table.totals)}行",
        f"      地点：{place}；时期：{period}{day}",
        f"      列：{bound}",
    ]
    if table.unknown:
        lines.append(f"      不认识的列：{'、'.join(header for header, _ in table.unknown)}")
    return lines


class Style:
    """Colours for a terminal; plain text elsewhere."""

    _CODES: Mapping[str, str] = {
        "red": "31",
        "green": "32",
        "yellow": "33",
        "cyan": "36",
        "bold": "1",
        "dim": "2",
    }

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def paint(self, text: str, name: str) -> str:
        return f"\x1b[{self._CODES[name]}m{text}\x1b[0m" if self._colour else text

    def bold(self, text: str) -> str:
        return self.paint(text, "bold")

    def dim(self, text: str) -> str:
        return self.paint(text, "dim")
