"""校验: findings by village, sheet and rule, to be filtered and searched, each with its row."""

from decimal import Decimal
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fupin_cli.findings import SEVERITIES
from fupin_cli.reporting.document import Chart, Series
from fupin_cli.web.batches import Batch
from fupin_cli.web.findings_index import Entry, Found, Query
from fupin_cli.web.pages.intake import batch_of
from fupin_cli.web.rows import Row
from fupin_cli.web.view import page

_MOST_BARS = 12
_MOST_RULES = 200


def show(request: Request) -> Response:
    """A page of the findings that fit the filters."""
    batch = batch_of(request)
    asked = request.query_params
    levels = tuple(level for level in SEVERITIES if level in asked.getlist("level")) or SEVERITIES
    query = Query(asked.get("q", "")[:200], asked.get("village", ""), asked.get("code", ""), levels)
    number = asked.get("page", "1")
    found = batch.index.find(query, int(number) if number.isdecimal() and len(number) < 8 else 1)
    return page(
        request,
        "findings.html.j2",
        batch=batch,
        query=query,
        found=found,
        groups=_groups(found, batch),
        counts=batch.validation.counts(),
        entries=batch.renderer.entries,
        chart=_worst_villages(batch),
        rules=batch.index.rules.most_common(_MOST_RULES),
        days=sorted({f"{day.year}年{day.month}月{day.day}日" for day in batch.validation.days.values()}),
    )


Item = tuple[Entry, Row | None]


def _groups(found: Found, batch: Batch) -> list[tuple[str, list[tuple[str, list[tuple[str, list[Item]]]]]]]:
    """village → sheet → rule → findings with their rows."""
    made = []
    for village, of_village in groupby(found.entries, key=lambda e: e.village):
        pages = []
        for sheet, of_sheet in groupby(of_village, key=lambda e: e.page):
            rules = []
            for code, of_rule in groupby(of_sheet, key=lambda e: e.finding.code):
                rules.append((code, [(entry, batch.rows.of(entry.finding)) for entry in of_rule]))
            pages.append((sheet, rules))
        made.append((village, pages))
    return made


def _worst_villages(batch: Batch) -> Chart | None:
    most = batch.index.villages.most_common(_MOST_BARS)
    if len(most) < 2:
        return None
    counts = Series("问题", tuple(Decimal(count) for _, count in most))
    return Chart("哪个村的问题多（处）", "bar", tuple(name for name, _ in most), (counts,))


ROUTES = (Route("/b/{batch}/findings", show),)
