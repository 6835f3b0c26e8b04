"""Findings as one page that needs no network: by village, sheet and rule, to be searched and printed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field

from fupin_cli.addresses import Addresses
from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.findings import LABELS, SEVERITIES, Finding
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.findings import Renderer
from fupin_cli.pages.making import Item, Listing, page
from fupin_cli.pages.pictures import of_ledgers
from fupin_cli.pages.rows import Rows
from fupin_cli.validating import Validation

_NOWHERE = "没有写明村"


class RuleGroup(Struct, frozen=True):
    """What one rule found on one sheet; `group` is its number in the listing."""

    code: str
    title: str
    severity: str
    hint: str
    count: int
    group: int


class Sheet(Struct, frozen=True):
    """A sheet with its findings by rule."""

    title: str
    rules: Sequence[RuleGroup]

    @property
    def count(self) -> int:
        return sum(rule.count for rule in self.rules)


class Village(Struct, frozen=True):
    """A village with its sheets."""

    title: str
    sheets: Sequence[Sheet]

    @property
    def count(self) -> int:
        return sum(sheet.count for sheet in self.sheets)


def as_html(gathered: Gathered, result: Validation, renderer: Renderer, catalogue: Catalogue) -> str:
    """The page; every text of a ledger is escaped and, unless the renderer shows it, masked."""
    listing = Listing()
    villages = _villages(result.findings, Rows(Addresses(gathered), renderer, listing), renderer, listing)
    heat = _heat(villages)
    counts = {level: number for level, number in result.counts().items() if number}
    return page(
        "findings.html.j2",
        listing,
        title="台账校验结果",
        unit="处",
        shown_whole=renderer.show_pii,
        villages=villages,
        heat=heat,
        labels=LABELS,
        counts=counts,
        levels=[(level, LABELS[level]) for level in counts],
        places=[(village.title, village.title) for village in villages],
        rules=sorted((rule.code, f"{rule.code} {rule.title}") for rule in heat.rules),
        charts=of_ledgers(gathered, catalogue),
        files=len(gathered.readings),
        rows=sum(len(typed.table.rows) for typed in gathered.typed),
        days=sorted({f"{day.year}年{day.month}月{day.day}日" for day in result.days.values()}),
        failures=[renderer.shown_text(error.message) for error in gathered.failures],
        not_checked=[
            (code, renderer.entries[code].title, why) for code, why in sorted(result.not_checked.items())
        ],
    )


def _villages(findings: Iterable[Finding], rows: Rows, renderer: Renderer, listing: Listing) -> list[Village]:
    listed = [
        (finding.village or _NOWHERE, (renderer.path(finding), finding.place.sheet or ""), finding)
        for finding in findings
    ]
    order = {key: number for number, key in enumerate(dict.fromkeys(item[0] for item in listed))}
    sheets = {key: number for number, key in enumerate(dict.fromkeys(item[1] for item in listed))}
    rank = {name: number for number, name in enumerate(SEVERITIES)}
    keyed = [
        (village, sheet, (rank[finding.severity], finding.code), finding)
        for village, sheet, finding in listed
    ]
    keyed.sort(key=lambda item: (order[item[0]], sheets[item[1]], item[2]))
    villages = []
    for village, of_village in groupby(keyed, key=lambda item: item[0]):
        made = []
        for (file, name), of_sheet in groupby(of_village, key=lambda item: item[1]):
            rules = [
                _rule([finding for *_, finding in of_rule], rows, renderer, listing)
                for _, of_rule in groupby(of_sheet, key=lambda item: item[2])
            ]
            made.append(Sheet(f"{name}（{Path(file).name}）" if name else file, rules))
        villages.append(Village(village, made))
    return villages


def _rule(findings: Sequence[Finding], rows: Rows, renderer: Renderer, listing: Listing) -> RuleGroup:
    first = findings[0]
    entry = renderer.entries[first.code]
    group = listing.add(_item(finding, rows, renderer) for finding in findings)
    return RuleGroup(first.code, entry.title, first.severity, entry.hint, len(findings), group)


def _item(finding: Finding, rows: Rows, renderer: Renderer) -> Item:
    place = finding.place
    where = place.cell or (f"第{place.row}行" if place.row else "整张表")
    return Item(where, renderer.message(finding), rows=rows.of(finding))


class HeatRow(Struct):
    """How often a rule found something: in all, and in each village with a shade of 1 to 4."""

    code: str
    title: str
    severity: str
    counts: Counter[str] = field(default_factory=Counter)
    cells: Sequence[tuple[int, int]] = ()

    @property
    def total(self) -> int:
        return self.counts.total()


class Heat(Struct, frozen=True):
    """Rules by villages, the busiest rule first."""

    villages: Sequence[str]
    rules: Sequence[HeatRow]


def _heat(villages: Sequence[Village]) -> Heat:
    rows: dict[str, HeatRow] = {}
    for village in villages:
        for sheet in village.sheets:
            for rule in sheet.rules:
                row = rows.setdefault(rule.code, HeatRow(rule.code, rule.title, rule.severity))
                row.counts[village.title] += rule.count
    names = [village.title for village in villages]
    most = max((count for row in rows.values() for count in row.counts.values()), default=0)
    for row in rows.values():
        row.cells = [(row.counts[name], _shade(row.counts[name], most)) for name in names]
    return Heat(names, sorted(rows.values(), key=lambda row: (-row.total, row.code)))


def _shade(count: int, most: int) -> int:
    """0 for nothing, else 1 to 4 by the square root of the count, so that few are still seen beside many."""
    return 0 if not count else 1 + min(3, int(3 * (count / most) ** 0.5))
