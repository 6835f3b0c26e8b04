"""Two states of the ledgers side by side, as text, JSON and a workbook."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fupin_cli.differing import Change, Difference, Differences, Record
from fupin_cli.outputs.findings import Style
from fupin_cli.outputs.json_text import json_text
from fupin_cli.outputs.marks import mark, put_text, write
from fupin_cli.outputs.masking import masked
from fupin_cli.outputs.numbers import source_text
from fupin_cli.privacy import mask_text

if TYPE_CHECKING:
    from openpyxl import Workbook

SHOWN_EACH = 20
_UNITS = {"户": "户", "人": "人"}


def unit(kind: Difference) -> str:
    """户, 人, or 行 for other ledgers."""
    return _UNITS.get(kind.kind, "行")


def counts(kind: Difference) -> str:
    """旧120户，新121户：新增2户，减少1户，变更3户。"""
    each = unit(kind)
    head = f"旧{kind.old}{each}，新{kind.new}{each}"
    parts = [
        f"{word}{len(items)}{each}"
        for word, items in (("新增", kind.came), ("减少", kind.left), ("变更", kind.changed))
        if items
    ]
    return f"{head}：{'，'.join(parts) or '没有变化'}"


def as_text(found: Differences, style: Style, *, everything: bool, show_pii: bool) -> str:
    """Each kind with its counts, then who came, left and changed."""
    hide: Callable[[str], str] = (lambda text: text) if show_pii else mask_text
    lines: list[str] = []
    for kind in found.kinds:
        lines.append(f"{style.bold(kind.kind)}  {counts(kind)}")
        for word, colour, items in (("新增", "green", kind.came), ("减少", "red", kind.left)):
            shown = items if everything else items[:SHOWN_EACH]
            lines += [f"  {style.paint(word, colour)} {hide(_who(record))}" for record in shown]
            lines += _more(items, shown, style)
        changes = kind.changed if everything else kind.changed[:SHOWN_EACH]
        for change in changes:
            by = "" if change.by == _usual(kind) else style.dim(f"（按{change.by}对上）")
            lines.append(f"  {style.paint('变更', 'yellow')} {hide(_who(change.new))}{by}")
            for name, old, new in _values(kind, change, show_pii=show_pii):
                lines.append(f"       {name}：{old} → {new}")
        lines += _more(kind.changed, changes, style)
        lines.append("")
    for what, names in (("只有旧的里有", found.only_old), ("只有新的里有", found.only_new)):
        if names:
            lines.append(f"{what}的台账：{'、'.join(names)}，没有比。")
    return "\n".join(lines).rstrip()


def _usual(kind: Difference) -> str:
    return {"户": "户编号", "人": "人编号"}.get(kind.kind, kind.changed[0].by)


def _more(items: Sequence[Any], shown: Sequence[Any], style: Style) -> list[str]:
    left = len(items) - len(shown)
    return [style.dim(f"       …… 还有{left}处，加 --all 全部列出")] if left else []


def _who(record: Record) -> str:
    number = record.values.get("人编号") or record.values.get("户编号") or record.person
    name = record.name or "（没有名称）"
    return f"{record.village} {name}{f'（{number}）' if number else ''}  {source_text(record.source)}".strip()


def _values(kind: Difference, change: Change, *, show_pii: bool) -> list[tuple[str, str, str]]:
    def shown(name: str, text: str) -> str:
        return masked(text, kind.columns.get(name), show_pii=show_pii) if text else "（空）"

    return [(name, shown(name, old), shown(name, new)) for name, (old, new) in change.fields.items()]


def as_json(found: Differences, *, show_pii: bool) -> str:
    """All kinds in full."""
    document = {
        "kinds": [
            {
                "kind": kind.kind,
                "ledger": kind.ledger,
                "old": kind.old,
                "new": kind.new,
                "came": [_record(record, show_pii=show_pii) for record in kind.came],
                "left": [_record(record, show_pii=show_pii) for record in kind.left],
                "changed": [
                    {
                        **_record(change.new, show_pii=show_pii),
                        "was": _place(change.old, show_pii=show_pii),
                        "matched_by": change.by,
                        "changes": [
                            {"field": name, "old": old, "new": new}
                            for name, old, new in _values(kind, change, show_pii=show_pii)
                        ],
                    }
                    for change in kind.changed
                ],
            }
            for kind in found.kinds
        ],
        "only_old": found.only_old,
        "only_new": found.only_new,
        "summary": {
            "came": sum(len(kind.came) for kind in found.kinds),
            "left": sum(len(kind.left) for kind in found.kinds),
            "changed": sum(len(kind.changed) for kind in found.kinds),
        },
    }
    return json_text(document)


def _record(record: Record, *, show_pii: bool) -> dict[str, Any]:
    hide: Callable[[str], str] = (lambda text: text) if show_pii else mask_text
    return {
        "village": record.village or None,
        "name": record.name or None,
        "household": hide(record.values.get("户编号", "")) or None,
        "person": hide(record.values.get("人编号", "")) or None,
        **_place(record, show_pii=show_pii),
    }


def _place(record: Record, *, show_pii: bool) -> dict[str, Any]:
    file = record.source.file if show_pii else mask_text(record.source.file)
    return {"file": file, "sheet": record.source.sheet, "row": record.source.rows[0]}


def as_workbook(found: Differences, *, show_pii: bool) -> bytes:
    """A workbook to send back: counts, then a line for each who came or left and each value that changed."""
    import openpyxl

    hide: Callable[[str], str] = (lambda text: text) if show_pii else mask_text
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _sheet(
        book,
        "汇总",
        ("对象", "旧", "新", "新增", "减少", "变更"),
        [[k.kind, k.old, k.new, len(k.came), len(k.left), len(k.changed)] for k in found.kinds],
    )
    head = ("对象", "村", "姓名或名称", "户编号", "人编号", "文件", "工作表", "行")
    for title, side in (
        ("新增", [kind.came for kind in found.kinds]),
        ("减少", [kind.left for kind in found.kinds]),
    ):
        rows = [
            [kind.kind, *_line(record, hide)]
            for kind, records in zip(found.kinds, side, strict=True)
            for record in records
        ]
        _sheet(book, title, head, rows)
    changed = [
        [kind.kind, *_line(change.new, hide), *line, change.by]
        for kind in found.kinds
        for change in kind.changed
        for line in _values(kind, change, show_pii=show_pii)
    ]
    _sheet(book, "变更", (*head, "列", "旧值", "新值", "怎样对上"), changed)
    mark(book, "report")
    return write(book)


def _line(record: Record, hide: Callable[[str], str]) -> list[Any]:
    return [
        record.village,
        hide(record.name),
        hide(record.values.get("户编号", "")),
        hide(record.values.get("人编号", "")),
        hide(record.source.file),
        record.source.sheet,
        record.source.rows[0],
    ]


def _sheet(book: "Workbook", title: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    from fupin_cli.outputs.width import width

    page = book.create_sheet(title)
    for number, line in enumerate((head, *rows), 1):
        for column, value in enumerate(line, 1):
            cell = page.cell(number, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
    for column in range(1, len(head) + 1):
        cell = page.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        longest = max(width(str(line[column - 1])) for line in (head, *rows[:500]))
        page.column_dimensions[get_column_letter(column)].width = min(longest + 2, 50)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
