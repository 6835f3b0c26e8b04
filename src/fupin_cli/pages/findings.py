"""Findings as one page that needs no network: by village, sheet and rule, to be searched and printed."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from fupin_cli.addresses import Addresses
from fupin_cli.findings import SEVERITIES, Finding, letter
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.findings import LABELS, Renderer
from fupin_cli.reading.model import Table
from fupin_cli.validating import Validation
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

_HERE = Path(__file__).parent
_NEIGHBOURS = 2
_NAMES = ("户主姓名", "姓名", "学生姓名", "借款人", "名称", "项目")
_NOWHERE = "没有写明村"


@dataclass(frozen=True)
class Neighbour:
    """A cell beside the faulty one: its header and its masked content."""

    header: str
    text: str
    faulty: bool


@dataclass(frozen=True)
class Item:
    """A finding as the page shows it."""

    finding: Finding
    where: str
    message: str
    row: Sequence[Neighbour]

    @property
    def needle(self) -> str:
        """What the search looks through."""
        texts = [self.where, self.finding.household or "", self.message, *(cell.text for cell in self.row)]
        return " ".join(texts).lower()


@dataclass
class Group:
    """Findings under one heading, or the groups below it."""

    title: str
    items: list[Item] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)
    code: str = ""
    severity: str = ""
    hint: str = ""

    @property
    def count(self) -> int:
        return len(self.items) + sum(group.count for group in self.groups)


def as_html(gathered: Gathered, result: Validation, renderer: Renderer) -> str:
    """The page; every text of a ledger is escaped and, unless the renderer shows it, masked."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (_HERE / f"page.{kind}" for kind in ("css", "js"))
    texts = {"style": style.read_text(encoding="utf-8"), "script": script.read_text(encoding="utf-8")}
    addresses = Addresses(gathered)
    villages = _villages(result.findings, addresses, renderer)
    counts = result.counts()
    return environment.get_template("findings.html.j2").render(
        **texts,
        policy={name: _digest(text) for name, text in texts.items()},
        villages=villages,
        heat=_heat(villages),
        labels=LABELS,
        counts={level: number for level, number in counts.items() if number},
        files=len(gathered.readings),
        rows=sum(len(typed.table.rows) for typed in gathered.typed),
        days=sorted({f"{day.year}年{day.month}月{day.day}日" for day in result.days.values()}),
        failures=[renderer.shown_text(error.message) for error in gathered.failures],
        not_checked=[
            (code, renderer.entries[code].title, why) for code, why in sorted(result.not_checked.items())
        ],
        shown_whole=renderer.show_pii,
    )


def _digest(text: str) -> str:
    """The hash by which the page's security policy allows its own style and script, and no others."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _villages(findings: Iterable[Finding], addresses: Addresses, renderer: Renderer) -> list[Group]:
    listed = [
        (finding.village or _NOWHERE, (renderer.path(finding), finding.place.sheet or ""), finding)
        for finding in findings
    ]
    order = {key: number for number, key in enumerate(dict.fromkeys(item[0] for item in listed))}
    pages = {key: number for number, key in enumerate(dict.fromkeys(item[1] for item in listed))}
    rank = {name: number for number, name in enumerate(SEVERITIES)}
    keyed = [
        (village, page, (rank[finding.severity], finding.code), finding) for village, page, finding in listed
    ]
    keyed.sort(key=lambda item: (order[item[0]], pages[item[1]], item[2]))
    villages = []
    for village, of_village in groupby(keyed, key=lambda item: item[0]):
        made = Group(village)
        for (file, sheet), of_sheet in groupby(of_village, key=lambda item: item[1]):
            page = Group(f"{sheet}（{Path(file).name}）" if sheet else file)
            for (_, code), of_rule in groupby(of_sheet, key=lambda item: item[2]):
                entry = renderer.entries[code]
                items = [_item(finding, addresses, renderer) for *_, finding in of_rule]
                severity = items[0].finding.severity
                page.groups.append(Group(entry.title, items, code=code, severity=severity, hint=entry.hint))
            made.groups.append(page)
        villages.append(made)
    return villages


def _item(finding: Finding, addresses: Addresses, renderer: Renderer) -> Item:
    place = finding.place
    where = place.cell or (f"第{place.row}行" if place.row else "整张表")
    row = addresses.row(finding)
    beside = _row(row[0].table, row[1], finding, renderer) if row else []
    return Item(finding, where, renderer.message(finding), beside)


def _row(table: Table, position: int, finding: Finding, renderer: Renderer) -> list[Neighbour]:
    """The faulty cell with the cells beside it, and the row's name before them."""
    listed = table.columns
    middle = next((n for n, column in enumerate(listed) if column.field == finding.place.field), None)
    wanted = {} if middle is None else dict.fromkeys(range(middle - _NEIGHBOURS, middle + _NEIGHBOURS + 1))
    named = next((n for name in _NAMES for n, c in enumerate(listed) if c.field == name), None)
    numbers = sorted({n for n in (named, *wanted) if n is not None and 0 <= n < len(listed)})
    kinds = columns(ledgers()[table.ledger])
    return [
        Neighbour(
            f"{letter(listed[n].index)} {' '.join(listed[n].header.split())}",
            renderer.cell(table.cells[listed[n].field][position], kinds[listed[n].field]),
            n == middle,
        )
        for n in numbers
    ]


@dataclass(frozen=True)
class Heat:
    """How often each rule found something in each village; shades 0 to 4 by the square root of the count."""

    codes: Sequence[tuple[str, str, str]]  # 编号、名称、轻重
    rows: Sequence[tuple[str, Sequence[tuple[int, int]]]]


def _heat(villages: Sequence[Group]) -> Heat:
    counts: dict[str, Counter[str]] = {}
    rules: dict[str, tuple[str, str, str]] = {}
    for village in villages:
        counted = counts.setdefault(village.title, Counter())
        for page in village.groups:
            for group in page.groups:
                counted[group.code] += group.count
                rules[group.code] = (group.code, group.title, group.severity)
    total: Counter[str] = sum(counts.values(), Counter())
    order = [code for code, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))]
    most = max((count for counted in counts.values() for count in counted.values()), default=0)
    rows = [
        (name, [(counted[code], _shade(counted[code], most)) for code in order])
        for name, counted in counts.items()
    ]
    return Heat([rules[code] for code in order], rows)


def _shade(count: int, most: int) -> int:
    return 0 if not count else 1 + min(3, int(3 * (count / most) ** 0.5))
