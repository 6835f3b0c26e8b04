"""The collection as a workbook, as JSON, and as lines on the screen."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from fupin_cli.office.collecting import Collection
from fupin_cli.office.county_form import fill, with_pages
from fupin_cli.office.extras import Extras
from fupin_cli.office.sheets import Page, silently
from fupin_cli.office.sheets import workbook as pages_to_workbook
from fupin_cli.office.town_book import ledger_page, state_page
from fupin_cli.outputs.table import table
from fupin_cli.privacy import mask_text
from fupin_cli.reading.headers import HeaderMap
from fupin_cli.workspace import Workspace


def header_maps(workspace: Workspace | None) -> list[HeaderMap]:
    """The workspace's own headers."""
    return [
        HeaderMap(mapping.ledger, header, name)
        for mapping in (workspace.config.map if workspace else ())
        for header, name in mapping.columns.items()
    ]


def workbook(
    collection: Collection,
    form: Path | None,
    *,
    maps: Sequence[HeaderMap] = (),
    password: str | None = None,
    progress: Callable[[str], None] = silently,
) -> bytes:
    """The town's workbook, in the county's form where one is given; it reads back as ledgers.

    `progress` is told what is being written; what it raises stops the work.

    Raises:
        FupinError: the form is no xlsx, or none of its sheets has a ledger's header.
    """
    extras = Extras(password)
    heading = collection.town + _period(collection)

    def page(ledger: str) -> Page:
        progress(f"正在汇总“{ledger}”")
        return ledger_page(collection, ledger, extras, heading)

    if form is None:
        pages = [page(ledger) for ledger in collection.taken]
        return pages_to_workbook([*pages, state_page(collection, {})], report=False, progress=progress)
    filled = fill(form, collection, extras, maps, progress)
    pages = [page(ledger) for ledger in collection.taken if ledger not in filled.ledgers]
    return with_pages(filled, [*pages, state_page(collection, filled.left)], progress)


def _period(collection: Collection) -> str:
    """The period in words where all tables state the same one."""
    from fupin_cli.periods import Period

    stated = {row.typed.table.period for rows in collection.taken.values() for row in rows}
    only = stated.pop() if len(stated) == 1 else None
    return Period.parse(only).name if only else ""


def as_text(collection: Collection) -> str:
    """What came in, by ledger, and what is to be asked."""
    counts = [
        [name, str(len(rows)), f"{len({r.village for r in rows})}个村"]
        for name, rows in collection.taken.items()
    ]
    lines = [*table(["台账", "行数", "村数"], counts), ""]
    said: dict[tuple[str, str, str], list[str]] = {}  # 一个文件里几种台账说的是同一件事，说一遍
    for remark in collection.remarks:
        said.setdefault((remark.kind, remark.village, remark.text), []).append(remark.ledger)
    lines += [
        mask_text(f"{kind}  {village}{'、'.join(dict.fromkeys(of))}：{text}".replace("  ：", "  "))
        for (kind, village, text), of in said.items()
    ]
    if collection.unplaced:
        lines.append(f"有{len(collection.unplaced)}行归不到村，没有汇总，列在“收表情况”里。")
    if collection.replaced:
        lines.append(f"有{len(collection.replaced)}行是没有采用的旧版本，列在“收表情况”里。")
    return "\n".join(lines).rstrip()


def as_json(collection: Collection) -> str:
    """Counts, remarks and rows left out, without what the rows say."""
    return json.dumps(
        {
            "town": collection.town or None,
            "ledgers": {
                name: {village: sum(r.village == village for r in rows) for village in collection.villages}
                for name, rows in collection.taken.items()
            },
            "remarks": [
                {
                    "kind": r.kind,
                    "village": r.village,
                    "ledger": r.ledger,
                    "file": r.file,
                    "text": mask_text(r.text),
                }
                for r in collection.remarks
            ],
            "unplaced": [{"source": row.source, "because": why} for row, why in collection.unplaced],
            "replaced": [{"source": row.source, "because": why} for row, why in collection.replaced],
        },
        ensure_ascii=False,
        indent=2,
    )
