"""What stands under the body: 附件说明, 署名 and 成文日期 (GB/T 9704-2012 7.3.4 and 7.3.5)."""

from itertools import pairwise
from typing import TYPE_CHECKING

from fupin_cli.reporting.docx_text import add_paragraph
from fupin_cli.reporting.docx_units import CHARACTER, LINE, TEXT_WIDTH, width

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.shared import Length


def attachments(document: "Docx", names: tuple[str, ...]) -> None:
    """`附件：名称` a line below the body, two characters in; several are numbered, long names hang."""
    for number, name in enumerate(names, 1):
        label = f"{number}. " if len(names) > 1 else ""
        start = CHARACTER * 5  # two characters in, and the three of 附件：
        hanging = round(width(label) * CHARACTER)
        text = label + name
        if number == 1:
            text, hanging = f"附件：{text}", hanging + CHARACTER * 3
        layout = add_paragraph(document, text, "AttachmentList").paragraph_format
        layout.left_indent = _twips(start + round(width(label) * CHARACTER))
        layout.first_line_indent = _twips(-hanging)
        if number == 1:
            layout.space_before = _twips(LINE)


def sign(document: "Docx", bodies: list[str], date: str, *, seal: bool) -> None:
    """署名, each body on its line, then 成文日期.

    Without a seal, 署名 ends two characters from the right and the date begins two characters right of it;
    a date longer than 署名 takes the two characters from the right, and 署名 moves with it. With a seal the
    date ends four characters from the right and 署名 is centred over it.
    """
    line, last, long = TEXT_WIDTH / CHARACTER, width(bodies[-1]), width(date)
    if seal:
        date_left = line - 4 - long
        middle = date_left + long / 2
        lefts = [middle - width(body) / 2 for body in bodies]
        overhang = max(0.0, max(left + width(body) for left, body in zip(lefts, bodies, strict=True)) - line)
        date_left, lefts = date_left - overhang, [left - overhang for left in lefts]
    elif _spaced(date) > last:
        date_left = line - 2 - long
        lefts = [date_left - 2 + last - width(body) for body in bodies]
    else:
        lefts = [line - 2 - width(body) for body in bodies]
        date_left = lefts[-1] + 2
    gap = (
        LINE * 2 if seal else LINE
    )  # a seal stands half over the date: its top ends within a line of the body
    written = [(body, "Signature", left) for body, left in zip(bodies, lefts, strict=True) if body]
    if date:
        written.append((date, "Date", date_left))
    for text, style, left in written:
        layout = add_paragraph(document, text, style).paragraph_format
        layout.left_indent = _twips(max(0, round(left * CHARACTER)))
        layout.right_indent = _twips(-2 * CHARACTER)  # a substitute font may be wider: it must not wrap
        layout.space_before, gap = (_twips(gap), 0) if gap else (None, 0)


def _spaced(date: str) -> float:
    """The width of a date in characters where a program sets a fifth of one between digits and Chinese (LibreOffice)."""
    return width(date) + 0.2 * sum(a.isdigit() != b.isdigit() for a, b in pairwise(date))


def _twips(value: int) -> "Length":
    from docx.shared import Twips

    return Twips(value)
