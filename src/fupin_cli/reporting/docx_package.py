"""The docx file itself: a blank one with our styles, its properties, bytes that are the document's alone."""

import datetime as dt
import io
import os
import zipfile
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from fupin_cli.errors import FupinError
from fupin_cli.reporting import docx_styles

if TYPE_CHECKING:
    from docx.document import Document as Docx

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM = f"{_RELATIONS}/custom-properties"
_DROPPED = (
    "stylesWithEffects",
    "customXml",
    "numbering",
    "webSettings",
    "theme",
    "thumbnail",
    "extended-properties",
)
"""Parts of the library's template that are another program's leftovers: its picture, its theme, its name."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def blank() -> "Docx":
    """An empty document with the official page's styles, fonts and settings."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    parts = {"styles": docx_styles.styles_xml(), "settings": docx_styles.settings_xml()}
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in _DROPPED:
                del relations[key]
            elif kind in parts:
                relation.target_part._element = parse_xml(parts[kind])
            elif kind == "fontTable":
                relation.target_part._blob = xml(docx_styles.fonts_xml())
    return document


def describe(
    document: "Docx", title: str, author: str, created: dt.date | None, hidden: Mapping[str, str]
) -> None:
    """Sets the properties that Word shows, and hidden ones; the clock is not read.

    Raises:
        FupinError: SOURCE_DATE_EPOCH is set and is not a number of seconds.
    """
    core = document.core_properties
    moment = _moment(created)
    core.title, core.author, core.last_modified_by, core.language = title, author, author, "zh-CN"
    core.comments, core.revision = "", 1
    core.created = core.modified = moment
    if hidden:
        _add_hidden(document, hidden)


def save(document: "Docx") -> bytes:
    """The file's bytes: entries in the library's order, stored, without the time of writing."""
    buffer = io.BytesIO()
    document.save(buffer)
    return freeze(buffer.getvalue())


def freeze(archive: bytes, *, bare: bool = False) -> bytes:
    """An office file with the same entries and nothing of the machine that made it.

    The entries are stored, not deflated: different builds of zlib deflate the same bytes differently.
    `bare` empties the properties, which name the program and the time of writing.
    """
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(frozen, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 0
            content = source.read(name)
            target.writestr(entry, _EMPTIED.get(name, content) if bare else content)
    return frozen.getvalue()


def xml(text: str) -> bytes:
    """The bytes of an XML part."""
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.encode()


_EMPTIED = {
    "docProps/core.xml": xml(
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": xml(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
}


def _moment(created: dt.date | None) -> dt.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if created is not None:
        return dt.datetime(created.year, created.month, created.day, tzinfo=dt.UTC)
    if not epoch:
        return dt.datetime(*_EPOCH, tzinfo=dt.UTC)
    if not epoch.isascii() or not epoch.isdigit():
        raise FupinError(
            f"环境变量 SOURCE_DATE_EPOCH 的值“{epoch}”不是秒数。", "改为整数秒，或删除这个环境变量。"
        )
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)


def _add_hidden(document: "Docx", hidden: Mapping[str, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value, quote=False)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(sorted(hidden.items()), 2)
    )
    text = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{entries}</Properties>'
    )
    content_type = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package = document.part.package
    package.relate_to(Part(PackURI("/docProps/custom.xml"), content_type, xml(text), package), _CUSTOM)
