"""The document as one HTML file: nothing is fetched, it prints on A4 and is read on a phone."""

from collections.abc import Iterator
from html import escape

from fupin_cli.patterns import regex
from fupin_cli.reporting import charts
from fupin_cli.reporting.document import (
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Table,
    header_cells,
    numbered,
)
from fupin_cli.reporting.docx_title import phrases
from fupin_cli.reporting.red_head import RedHead

_FIGURE = regex(r"(\d[\d,.]*(?:[%％‰]|[万亿]元|[\u4e00-\u9fff])?)")

_CSS = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; -webkit-text-size-adjust: 100%;
  font-family: "Times New Roman", "仿宋_GB2312", "仿宋", FangSong, STFangsong, serif;
  font-size: 16pt; line-height: 1.81; text-align: justify; }
main { max-width: 170mm; margin: 0 auto; padding: 12mm 7mm; overflow-wrap: break-word; }
p, h1, h2, h3, h4, h5 { margin: 0; font-size: inherit; font-weight: normal; text-indent: 2em;
  break-after: auto; }
h1 { font: 22pt/1.4 "Times New Roman", "方正小标宋简体", "宋体", SimSun, STSong, serif; text-indent: 0;
  text-align: center; text-wrap: balance; word-break: keep-all; margin: 1.3em 0; break-after: avoid; }
h2, h3, h4, h5 { break-after: avoid; }
h2, .level1 { font-family: "Times New Roman", "黑体", SimHei, "Heiti SC", sans-serif; }
h3, .level2 { font-family: "Times New Roman", "楷体_GB2312", "楷体", KaiTi, STKaiti, serif; }
.flush { text-indent: 0; }
.number { text-align: center; text-indent: 0; }
.issuer { color: #c00; font: 36pt/1.4 "方正小标宋简体", "宋体", SimSun, STSong, serif; text-align: center;
  text-indent: 0; margin-bottom: 1em; }
.red { border-bottom: 2px solid #c00; padding-bottom: .2em; }
.parted { display: flex; justify-content: space-between; }
footer { margin-top: 3em; border: solid #000; border-width: 1.5px 0; font-size: 14pt; }
footer p { padding: 0 1em; text-indent: 0; }
footer p + p { border-top: 1px solid #000; }
.attachments { margin-top: 1.81em; padding-left: 5em; text-indent: -3em; }
.sign { margin: 1.81em 2em 0 0; text-align: right; }
.attachments, .sign { break-before: avoid; break-inside: avoid; }
.sign p { text-indent: 0; }
.annex { break-before: page; margin-top: 3em; }
.mark, caption, figcaption { font-family: "Times New Roman", "黑体", SimHei, "Heiti SC", sans-serif; }
.figure { white-space: nowrap; }
.scroll { overflow-x: auto; margin: .5em 0; }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 1.4; text-align: left; }
caption, figcaption { font-size: 14pt; padding: .3em 0; text-align: center; }
th, td { border: 1px solid #000; padding: .35em .4em; }
th:first-child, td:first-child { min-width: 4.5em; }
th { min-width: 3em; font-weight: normal; text-align: center; font-family: "Times New Roman", "黑体", SimHei, sans-serif; }
td.right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.center { text-align: center; white-space: nowrap; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
figure { margin: .5em 0; break-inside: avoid; }
svg { width: 100%; height: auto; display: block; fill: #000; }
@media screen and (max-width: 600px) { body { font-size: 17px; text-align: left; } h1 { font-size: 22px; }
  .issuer { font-size: 8vw; }
  main { padding: 16px; } table { font-size: 14px; } th { min-width: 4em; } }
@media print { main { max-width: none; padding: 0; } .scroll { overflow: visible; }
  table { width: calc(100% - 2px); margin: 0 1px; } }
"""


def write(document: Document, red: RedHead | None = None) -> str:
    """A whole HTML document, with a red head where it has one; every text in it is escaped."""
    title = escape(document.title.replace("\n", ""))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join((*_head(document, red), *_parts(document), *_imprint(red)))
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(document: Document, red: RedHead | None) -> Iterator[str]:
    if red:
        signer = (
            f'<span>签发人：<span class="level2">{escape(red.signer)}</span></span>' if red.signer else ""
        )
        yield f'<p class="issuer">{escape(red.mark)}</p>'
        parted = " parted" if signer else ""
        yield f'<p class="red number{parted}"><span>{escape(document.number or "")}</span>{signer}</p>'
    elif document.number:
        yield f'<p class="number">{escape(document.number)}</p>'


def _imprint(red: RedHead | None) -> Iterator[str]:
    if red and red.printer:
        copies = f"<p>抄送：{escape('，'.join(red.copies))}。</p>" if red.copies else ""
        printed = f"<span>{escape(red.printer)}</span><span>{escape(red.printed)}印发</span>"
        yield f'<footer>{copies}<p class="parted">{printed}</p></footer>'


def _parts(document: Document) -> Iterator[str]:
    yield f"<h1>{'<br>'.join(map(_title, document.title.splitlines()))}</h1>"
    if document.recipient:
        yield f'<p class="flush">{escape(document.recipient)}：</p>'
    yield from (_block(label, block) for label, block in numbered(document.blocks))
    names = document.attachment_list
    if names:
        numbers = [f"{number}. " for number in range(1, len(names) + 1)] if len(names) > 1 else [""]
        lines = "<br>".join(number + escape(name) for number, name in zip(numbers, names, strict=True))
        yield f'<p class="attachments">附件：{lines}</p>'
    signature = [line for line in (*(document.signature or "").split("\n"), document.date) if line]
    if signature:
        yield f'<div class="sign">{"".join(f"<p>{escape(line)}</p>" for line in signature)}</div>'
    for number, annex in enumerate(document.annexes, 1):
        yield f'<section class="annex">\n<p class="mark flush">附件{number if len(names) > 1 else ""}</p>'
        yield f"<h1>{_title(annex.title)}</h1>"
        yield from (_block(label, block) for label, block in numbered(annex.blocks))
        yield "</section>"


def _title(line: str) -> str:
    """Broken between words alone, however narrow the page is."""
    return "<wbr>".join(map(escape, phrases(line)))


def _block(label: str, block: Block) -> str:
    match block:
        case Heading(body=""):
            tag = f"h{block.level + 1}"
            return f"<{tag}>{label}{_text(block.text)}</{tag}>"
        case Heading():
            heading = f'<span class="level{block.level}">{label}{_text(block.text)}。</span>'
            return f"<p>{heading}{_text(block.body)}</p>"
        case Paragraph():
            return f"<p>{_text(block.text)}</p>"
        case Table():
            return _table(block)
        case Chart():
            return f"<figure>{charts.svg(block)}<figcaption>{escape(block.title)}</figcaption></figure>"


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    head = "".join(
        "<tr>"
        + "".join(
            f"<th{_span('row', cell.rows)}{_span('col', cell.columns)}>{escape(cell.text)}</th>"
            for cell in row
            if cell
        )
        + "</tr>"
        for row in header_cells(table.header)
    )
    body = "\n".join(
        f"<tr>{''.join(_cell(text, side) for text, side in zip(row, table.align, strict=True))}</tr>"
        for row in table.rows
    )
    inner = f"{caption}\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>"
    return f'<div class="scroll"><table>{inner}</table></div>'


def _cell(text: str, side: str) -> str:
    return f'<td class="{side}">{escape(text)}</td>'


def _span(kind: str, count: int) -> str:
    return f' {kind}span="{count}"' if count > 1 else ""


def _text(text: str) -> str:
    """Escaped text; a figure and its unit stay on one line, without a sign that a copy would carry along."""
    pieces = enumerate(_FIGURE.split(text))
    return "".join(
        f'<span class="figure">{piece}</span>' if odd % 2 else escape(piece) for odd, piece in pieces
    )
