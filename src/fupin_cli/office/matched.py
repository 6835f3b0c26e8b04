"""疑点 as lines, JSON and a workbook by village."""

import json
from collections import Counter
from collections.abc import Iterable

from fupin_cli.office.cells import Cell
from fupin_cli.office.doubts import Doubt, Matching
from fupin_cli.office.sheets import Page, workbook
from fupin_cli.outputs.balances import number
from fupin_cli.outputs.numbers import source_text
from fupin_cli.outputs.table import table
from fupin_cli.privacy import mask_id, mask_text
from fupin_cli.tracing import Source

SHEET = "疑点"
HEADER = [
    "疑点",
    "村",
    "组",
    "户编号",
    "户主姓名",
    "姓名",
    "证件号码",
    "说明",
    "涉及金额",
    "名单出处",
    "台账出处",
]
_SHOWN = 3


def as_text(result: Matching) -> str:
    """Counts by village, and a few of each kind, masked."""
    lines = [
        f"{result.kind.name}名单{result.rows}人：对上{result.matched}人，不在台账{len(result.strangers)}人，疑点{len(result.doubts)}条。"
    ]
    kinds = list(dict.fromkeys(doubt.kind for doubt in sorted(result.doubts, key=lambda d: d.kind)))
    if kinds:
        counts = Counter((doubt.village, doubt.kind) for doubt in result.doubts)
        villages = sorted({doubt.village for doubt in result.doubts})
        rows = [
            [village or "（没有写村）", *(str(counts[village, kind] or "") for kind in kinds)]
            for village in villages
        ]
        lines += ["", *table(["村", *kinds], rows)]
    for kind in kinds:
        items = [doubt for doubt in result.doubts if doubt.kind == kind]
        lines += ["", f"{kind}（{len(items)}条）"]
        for doubt in items[:_SHOWN]:
            who = f"{doubt.village}{doubt.group} {doubt.name}（{mask_id(doubt.identity)}）"
            lines.append(f"  {who}：{mask_text(doubt.text)}")
        if len(items) > _SHOWN:
            lines.append(f"  …… 还有{len(items) - _SHOWN}条，用 -o 疑点.xlsx 全部导出")
    return "\n".join([*lines, *result.not_checked])


def as_json(result: Matching, *, show_pii: bool) -> str:
    """All 疑点; numbers masked unless asked for."""

    def record(doubt: Doubt) -> dict[str, object]:
        return {
            "kind": doubt.kind,
            "village": doubt.village or None,
            "group": doubt.group or None,
            "household": doubt.household or None,
            "head": doubt.head or None,
            "name": doubt.name,
            "id": doubt.identity if show_pii else mask_id(doubt.identity),
            "text": doubt.text if show_pii else mask_text(doubt.text),
            "amount": None if doubt.amount is None else number(doubt.amount),
            "list": _records(doubt.listed),
            "ledgers": _records(doubt.stored),
        }

    return json.dumps(
        {
            "kind": result.kind.name,
            "rows": result.rows,
            "matched": result.matched,
            "doubts": [record(doubt) for doubt in result.doubts],
            "strangers": [record(doubt) for doubt in result.strangers],
            "not_checked": result.not_checked,
            "summary": dict(sorted(Counter(doubt.kind for doubt in result.doubts).items())),
        },
        ensure_ascii=False,
        indent=2,
    )


def _records(items: Iterable[Source]) -> list[dict[str, object]]:
    return [{"file": s.file, "sheet": s.sheet, "rows": list(s.rows)} for s in items]


def as_workbook(result: Matching, town: str) -> bytes:
    """A summary by village, all 疑点 in full, and who is in no ledger."""
    kinds = sorted({doubt.kind for doubt in result.doubts})
    counts = Counter((doubt.village, doubt.kind) for doubt in result.doubts)
    villages = sorted({doubt.village for doubt in result.doubts})
    title = f"{town}{result.kind.name}名单比对"
    overview = Page("比对情况", f"{title}情况", ["村", *kinds])
    overview.rows = [[village, *(counts[village, kind] or None for kind in kinds)] for village in villages]
    overview.rows.append(["合计", *(sum(counts[v, kind] for v in villages) for kind in kinds)])
    overview.strong = {len(overview.rows) - 1}
    overview.lines = [
        f"名单{result.rows}人，对上{result.matched}人，不在台账{len(result.strangers)}人。以下都是疑点，由村核实，不是结论。",
        *result.not_checked,
    ]
    full = Page(SHEET, f"{title}疑点", HEADER, [_row(doubt) for doubt in result.doubts])
    rest = Page(
        "不在台账的人", f"{title}：台账里没有的人", HEADER, [_row(doubt) for doubt in result.strangers]
    )
    return workbook([overview, full, rest])


def _row(doubt: Doubt) -> list[Cell]:
    return [
        doubt.kind,
        doubt.village,
        doubt.group,
        doubt.household,
        doubt.head,
        doubt.name,
        doubt.identity,
        doubt.text,
        doubt.amount,
        "；".join(source_text(source) for source in doubt.listed),
        "；".join(source_text(source) for source in doubt.stored),
    ]
