"""Word documents: numbers in any part, health columns of tables, comments, revisions, hidden text, properties."""

import io
import re
import zipfile
from typing import Any

from fupin_cli.errors import FupinError
from fupin_cli.office.package import packed, read_parts
from fupin_cli.office.sensitive import Scrubbed, column_kind, hidden
from fupin_cli.patterns import regex

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = regex(r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_COMMENTS = regex(r"^word/(?:comments\w*|people)\.xml$")
_CORE = ("creator", "lastModifiedBy", "description", "keywords")


def scrub(name: str, content: bytes) -> Scrubbed:
    """Look through a document and make its clean copy: revisions accepted, comments and hidden text gone.

    Raises:
        FupinError: no Word document.
    """
    from docx.opc.oxml import serialize_part_xml

    try:
        parts = read_parts(content)
        parts["word/document.xml"]
    except (zipfile.BadZipFile, KeyError):
        raise FupinError(f"“{name}”打不开，不是完好的 docx。", "请用 WPS 或 Word 另存后再查。") from None
    found = Scrubbed(name)
    changed: dict[str, bytes] = {}
    for part, blob in parts.items():
        if _TEXT.match(part):
            tree = _parse(blob)
            _hidden_parts(tree, found)
            _tables(tree, found)
            for paragraph in tree.iter(f"{_W}p"):
                _paragraph(paragraph, found)
            changed[part] = serialize_part_xml(tree)
        elif _COMMENTS.match(part):
            changed[part] = _emptied(part, blob, found, "批注" if "comments.xml" in part else "")
        elif part == "docProps/custom.xml":
            changed[part] = _emptied(part, blob, found, "文件属性")
        elif part.startswith("word/media/"):
            found.unseen.append(f"图片 {part.rpartition('/')[2]} 里有没有个人信息，请自己看")
        elif _embedded(part, blob):
            found.unseen.append(
                f"文档里嵌着 {part.rpartition('/')[2]}，清洁副本没有清理它，请删去或粘贴为图片"
            )
    core = parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    for what in _CORE:
        if re.search(rf":{what}[^>/]*>[^<]+<", core):
            found.add("文件属性", what)
    found.content = packed(_with(content, changed))
    return found


def _embedded(part: str, blob: bytes) -> bool:
    """Whether a part holds another file, or data that fields of the document show."""
    if part.startswith("customXml/item") and not part.startswith("customXml/itemProps"):
        return bool("".join(_parse(blob).itertext()).strip())
    return part.startswith("word/embeddings/")


def _with(content: bytes, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            out.writestr(name, changed.get(name, source.read(name)))
    return target.getvalue()


def _parse(content: Any) -> Any:
    from docx.opc.oxml import parse_xml  # resolves no entities

    return parse_xml(content)


def _emptied(part: str, blob: bytes, found: Scrubbed, what: str) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    tree = _parse(blob)
    for child in list(tree):
        if what:
            found.add(what, part.rpartition("/")[2])
        tree.remove(child)
    return serialize_part_xml(tree)


def _hidden_parts(tree: Any, found: Scrubbed) -> None:
    """Accept revisions, drop marks of comments and text that is formatted as hidden."""
    for tag, what in (("del", "修订痕迹"), ("moveFrom", "修订痕迹")):
        for node in list(tree.iter(f"{_W}{tag}")):
            if any(text.text for text in node.iter(f"{_W}delText", f"{_W}t")):
                found.add(what, "正文")
            node.getparent().remove(node)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for node in list(tree.iter(f"{_W}{tag}")):
            node.getparent().remove(node)
    for node in list(tree.iter(f"{_W}ins", f"{_W}moveTo")):
        parent = node.getparent()
        if parent.tag == f"{_W}rPr":
            parent.remove(node)
            continue
        place = parent.index(node)
        for child in reversed(list(node)):
            parent.insert(place, child)
        parent.remove(node)
    for mark in list(tree.iter(f"{_W}vanish")):
        run = mark.getparent().getparent()
        if run is not None and run.tag == f"{_W}r" and run.getparent() is not None:
            found.add("隐藏的文字", "正文")
            run.getparent().remove(run)


def _tables(tree: Any, found: Scrubbed) -> None:
    """Columns of numbers and of health below a heading that says so."""
    for table in tree.iter(f"{_W}tbl"):
        kinds: dict[int, str] = {}
        for row in table.findall(f"{_W}tr"):
            for number, cell in enumerate(row.findall(f"{_W}tc")):
                text = "".join(node.text or "" for node in cell.iter(f"{_W}t")).strip()
                if number in kinds:
                    _mask_cell(cell, text, kinds[number], found)
                elif text and len(text) <= 20 and (kind := column_kind(text)):
                    kinds[number] = kind


def _mask_cell(cell: Any, text: str, kind: str, found: Scrubbed) -> None:
    shown, what = hidden(text, kind) if text else (text, "")
    if what:
        found.add(what, "表格", shown)
        nodes = list(cell.iter(f"{_W}t"))
        nodes[0].text = shown
        for node in nodes[1:]:
            node.text = ""


def _paragraph(paragraph: Any, found: Scrubbed) -> None:
    """Mask numbers, which may be spread over several runs; a masked number is as long as the number."""
    nodes = [node for node in paragraph.iter(f"{_W}t") if node.text]
    whole = "".join(node.text for node in nodes)
    shown, what = hidden(whole)
    if not what:
        return
    found.add(what, "正文", re.sub(r"[^\d*Xx]+", " ", shown).strip()[:40])
    start = 0
    for node in nodes:
        length = len(node.text)
        node.text = shown[start : start + length]
        start += length
