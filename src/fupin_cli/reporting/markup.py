"""The light markup between a report's template and its document.

Lines before the first heading or paragraph say what stands around the text: `标题：`, `主送机关：`, `署名：`
(one line for each body), `成文日期：`, `文号：`, `附件：` (one line for each paper sent along). Then:

- `# 工作情况` to `#### …` are headings of level 1 to 4, without numbers. `## 开展排查。` with text on the
  next line runs on in the same paragraph. A heading with nothing under it is dropped.
- Paragraphs are parted by blank lines; the lines of one paragraph are joined without a space.
- `表：标题` (`横表：` for a page on its side) stands before a Markdown pipe table. Rows above the `---` line
  are the header; `<` joins a header cell to its left, `^` to the one above; `---:` is right-aligned. A last
  row that begins with 合计, 总计 or 共计 is a total.
- `条形图：`, `堆积图：`, `进度图：` stand before a table of labels and values.
- `附表：标题` begins an annex on a new page.

A backslash takes the meaning from the sign after it: `escape` does this for text that is not the template's.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.reporting import markup_tables
from fupin_cli.reporting.document import Annex, Block, Chart, Document, Heading, Paragraph, Table, prune

_FRONT = ("标题", "主送机关", "署名", "成文日期", "文号", "附件")
_FRONT_LINE = regex(rf"({'|'.join(_FRONT)})[：:]\s*(.*)")
_CAPTION = regex(r"(表|横表|条形图|堆积图|进度图)[：:]\s*(.*)")
_ANNEX = regex(r"附表[：:]\s*(.*)")
_HEADING = regex(r"(#{1,4})\s+(.*)")
_DIRECTIVE = regex(r"^(#|\||(?:表|横表|条形图|堆积图|进度图|附表)[：:])")
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff]")
_DATE = regex(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")


def escape(text: str) -> str:
    """Text of a user's ledger, made safe as paragraphs: none of it is markup, each line is a paragraph."""
    lines = (line.strip() for line in text.splitlines())
    return "\n\n".join(_DIRECTIVE.sub(r"\\\1", line.replace("\\", "\\\\")) for line in lines if line)


def escape_cell(text: str) -> str:
    """Text of a user's ledger, made safe within one line: a heading, a table's cell, a front line."""
    joined = "".join(line.strip() for line in text.splitlines()).replace("\\", "\\\\").replace("|", "\\|")
    return f"\\{joined}" if joined in ("<", "^") else joined


def parse(text: str) -> Document:
    """The document that a rendered template describes; `created` is its 成文日期.

    Raises:
        FupinError: no title, an impossible date, a table that is not one.
    """
    lines = _clean(text)
    front, lines = _front(lines)
    if not front["标题"]:
        raise FupinError(
            "报告模板没有给出标题。", "在模板开头写一行“标题：……”，或在 fupin.toml 的 [report] 中写“标题”。"
        )
    date, created = official_date("".join(front["成文日期"]))
    body = _Body()
    for chunk in _chunks(lines):
        _add(body, chunk)
    return Document(
        title="".join(front["标题"]),
        blocks=prune(body.blocks),
        recipient="".join(front["主送机关"]).rstrip("：:") or None,
        signature="\n".join(front["署名"]) or None,
        date=date,
        number="".join(front["文号"]) or None,
        attachments=tuple(front["附件"]),
        annexes=tuple(Annex(title, kept) for title, blocks in body.annexes if (kept := prune(blocks))),
        created=created,
    )


def official_date(text: str) -> tuple[str | None, dt.date | None]:
    """A date as a document shows it (`2024年1月3日`, no leading zero: GB/T 9704-2012 7.3.5.4), and as a date.

    Raises:
        FupinError: not a date, or a day that does not exist.
    """
    if not text:
        return None, None
    found = _DATE.fullmatch(text.replace(" ", ""))
    hint = "成文日期写成“2024年1月3日”或“2024-01-03”。"
    if not found:
        raise FupinError(f"成文日期“{text}”不是日期。", hint)
    try:
        date = dt.date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise FupinError(f"成文日期“{text}”不存在。", hint) from error
    return f"{date.year}年{date.month}月{date.day}日", date


def _clean(text: str) -> list[str]:
    """Lines without the blanks around them (full-width ones too), nor signs that no document can hold."""
    return [_CONTROL.sub("", line).strip() for line in text.splitlines()]


def _front(lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The front lines' values by key, and the lines after them."""
    front: dict[str, list[str]] = {key: [] for key in _FRONT}
    for position, line in enumerate(lines):
        if not line:
            continue
        found = _FRONT_LINE.fullmatch(line)
        if not found:
            return front, lines[position:]
        if found[2]:
            front[found[1]].append(unescape(found[2]))
    return front, []


class _Body(Struct):
    """What has been read so far: the body's blocks, then each annex's."""

    blocks: list[Block] = field(default_factory=list)
    annexes: list[tuple[str, list[Block]]] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        (self.annexes[-1][1] if self.annexes else self.blocks).extend(blocks)


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines without a blank line; a heading, a caption or an annex always begins a new one.

    A blank line between a caption and its table is overlooked: templates leave such lines behind.
    """
    chunk: list[str] = []
    for line in lines:
        awaits_table = len(chunk) == 1 and _CAPTION.fullmatch(chunk[0])
        if not line:
            if chunk and not awaits_table:
                yield chunk
                chunk = []
            continue
        if chunk and (
            _begins(line) or (line.startswith("|") != chunk[-1].startswith("|") and not awaits_table)
        ):
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _begins(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_HEADING, _CAPTION, _ANNEX))


def _add(body: _Body, chunk: list[str]) -> None:
    first, rest = chunk[0], chunk[1:]
    if found := _HEADING.fullmatch(first):
        body.add(*_heading(len(found[1]), unescape(found[2]), "".join(map(unescape, rest))))
    elif found := _ANNEX.fullmatch(first):
        body.annexes.append((unescape(found[1]), []))
        if rest:
            body.add(Paragraph("".join(map(unescape, rest))))
    elif found := _CAPTION.fullmatch(first):
        read = _READERS[found[1]]
        if (block := read(unescape(found[2]), rest)) is not None:
            body.add(block)
    elif first.startswith("|"):
        if (table := markup_tables.table("", chunk)) is not None:
            body.add(table)
    else:
        body.add(Paragraph("".join(map(unescape, chunk))))


def _heading(level: int, text: str, rest: str) -> list[Block]:
    name = text.rstrip("。 ")
    if not name:
        return [Paragraph(rest)] if rest else []
    if rest and text.endswith("。"):
        return [Heading(level, name, rest)]
    return [Heading(level, name), Paragraph(rest)] if rest else [Heading(level, name)]


def unescape(text: str) -> str:
    """Text as it is shown: the backslashes of `escape` taken away."""
    return re.sub(r"\\(.)", r"\1", text)


_READERS: dict[str, Callable[[str, list[str]], Table | Chart | None]] = {
    "表": markup_tables.table,
    "横表": markup_tables.wide_table,
    "条形图": lambda title, lines: markup_tables.chart(title, "bar", lines),
    "堆积图": lambda title, lines: markup_tables.chart(title, "stacked", lines),
    "进度图": lambda title, lines: markup_tables.chart(title, "progress", lines),
}
