"""A reconciliation as a workbook to send back: an overview, then a sheet for each check that differs."""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from fupin_cli.outputs import movements
from fupin_cli.outputs.numbers import source_text, unlisted
from fupin_cli.patterns import regex
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling import Contributor, Outcome, Reconciliation
from fupin_cli.scope import Scope

VERDICTS = {"equal": "平", "different": "不平", "not_checked": "没有核对"}
_OVERVIEW = ["编号", "核对事项", "范围", "左边", "左边数", "右边", "右边数", "差额", "单位", "结论", "说明"]
_DETAIL = [
    "村",
    "对象",
    "编号或号码",
    "左边数",
    "右边数",
    "差额",
    "在哪里",
    "说明",
    "可能是",
    "核实结果",
    "核实人",
]
_WIDEST = 60
_EXCEL_DIGITS = 15
_NOT_IN_TITLES = regex(r"[\[\]:*?/\\]")


def as_workbook(result: Reconciliation, scope: Scope, *, show_pii: bool) -> bytes:
    """The workbook's bytes; amounts are written with all their digits, never through a float."""
    import openpyxl

    hide: Callable[[str], str] = (lambda text: text) if show_pii else mask_text
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    rows = [_line(outcome, scope) for outcome in result.outcomes]
    _page(
        book, "核对结果", f"{scope.village or scope.town}{scope.period.name}核对结果", _OVERVIEW, rows, hide
    )
    if result.movements:
        place = scope.village or scope.town
        title = f"{place}变动：{scope.earlier_name}→{scope.period.name}"
        _page(book, "变动", title, movements.HEADER, movements.balance_rows(result.movements, place), hide)
        _page(book, "变动名单", title, movements.NAMES, movements.name_rows(result.movements, hide), hide)
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in result.outcomes:
        if outcome.open:
            groups.setdefault((outcome.code, outcome.title), []).append(outcome)
    for order, ((code, title), group) in enumerate(groups.items(), 1):
        left, right = group[0].left, group[0].right
        assert left is not None
        assert right is not None
        told = (
            f"{code} {title}（左边：{left.label}，右边：{right.label}，单位：{left.unit}）。{group[0].hint}"
        )
        name = _NOT_IN_TITLES.sub("", hide(f"{order}.{code}{title}"))[:31]
        _page(book, name, told, _DETAIL, _details(group, hide), hide)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _line(outcome: Outcome, scope: Scope) -> list[Any]:
    left, right = outcome.left, outcome.right
    verdict = "疑点" if outcome.open and outcome.doubt else VERDICTS[outcome.verdict]
    return [
        outcome.code,
        outcome.title,
        outcome.village or scope.town,
        left.label if left else "",
        exact(left.value) if left else None,
        right.label if right else "",
        exact(right.value) if right else None,
        exact(outcome.difference),
        left.unit if left else "",
        "已认可" if outcome.waiver else verdict,
        f"{outcome.waiver.who}：{outcome.waiver.why}" if outcome.waiver else outcome.because,
    ]


def _details(group: Sequence[Outcome], hide: Callable[[str], str]) -> list[list[Any]]:
    """A row for each who makes the difference, else for each side; the town's line only where no village has one."""
    villages = [outcome for outcome in group if outcome.village] or group
    rows: list[list[Any]] = []
    for outcome in villages:
        left, right = outcome.left, outcome.right
        assert left is not None
        assert right is not None
        rows += [_who(outcome, contributor, hide) for contributor in outcome.unmatched]
        rows += [[outcome.village or "", told, *[""] * 9] for told in unlisted(outcome.cut, "个")]
        if not outcome.unmatched:
            sums = [exact(left.value), exact(right.value), exact(left.value - right.value)]
            where = [
                f"{side.label}：{source_text(source)}" for side in (left, right) for source in side.sources
            ]
            where += [f"{side.label}：{told}" for side in (left, right) for told in unlisted(side.cut, "行")]
            rows.append([outcome.village or "", "", "", *sums, hide("；".join(where)), "", "", "", ""])
    return rows


def _who(outcome: Outcome, contributor: Contributor, hide: Callable[[str], str]) -> list[Any]:
    where = "；".join(source_text(source) for source in contributor.sources)
    gap = (contributor.left or Decimal(0)) - (contributor.right or Decimal(0))
    key = contributor.key.rpartition("/")[2]
    return [
        outcome.village or "",
        contributor.name,
        hide(key),
        exact(contributor.left),
        exact(contributor.right),
        exact(gap),
        hide(where),
        hide(contributor.note),
        hide(contributor.suggestion),
        "",
        "",
    ]


def exact(value: Decimal | None) -> int | Decimal | str | None:
    """A number that openpyxl writes digit by digit; text beyond the 15 digits that Excel itself keeps."""
    if value is None:
        return None
    plain = value.normalize()
    if len(plain.as_tuple().digits) > _EXCEL_DIGITS:
        return f"{plain:f}"
    return int(plain) if plain == plain.to_integral_value() else plain


def _page(
    book: Any,
    name: str,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    hide: Callable[[str], str],
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    page.append([hide(title)])
    page.append(list(header))
    for row in rows:
        page.append([_text(hide(value) if isinstance(value, str) else value) for value in row])
    page.freeze_panes = "A3"
    page["A1"].font = Font(bold=True, size=14)
    for cell in page[2]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for position, cells in enumerate(page.iter_cols(min_row=2), 1):
        texts = [str(cell.value) for cell in cells if cell.value is not None]
        longest = max((sum(2 if ord(c) > 255 else 1 for c in text) for text in texts), default=4)
        page.column_dimensions[get_column_letter(position)].width = min(max(longest + 2, 8), _WIDEST)
    for row in page.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # 以 = 开头的文字不当公式，长号码不变成数


def _text(value: Any) -> Any:
    return value or None if isinstance(value, str) else value
