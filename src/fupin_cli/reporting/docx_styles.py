"""The styles, fonts and settings of the official page, as the XML parts of a docx.

Everything that the page looks like is a style here, so that a clerk changes it in one place in Word or WPS.
Built-in styles are used where Word has one: its navigation pane, contents and screen readers know these.
"""

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from fupin_cli.reporting.docx_units import (
    BODY_SIZE,
    CHARACTER,
    FOOTER_BLANK,
    FOOTER_LINE,
    IMPRINT_SIZE,
    LINE,
    PAGE_NUMBER_SIZE,
    TEXT_WIDTH,
    TIGHTEN,
    TITLE_SIZE,
)

if TYPE_CHECKING:
    from docx.shared import Length

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

FANG_SONG, KAI, HEI, TITLE_SONG, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"

_SUBSTITUTES = {FANG_SONG: "仿宋", KAI: "楷体", HEI: "SimHei", TITLE_SONG: "宋体", SONG: "SimSun"}
"""The fonts are the reader's: where one is missing, Word and WPS take the one named here."""


class _Style(Struct, frozen=True):
    """A paragraph style: Word's own name for it, ours as its alias, and what differs from its base."""

    id: str
    name: str
    alias: str = ""
    base: str = "Normal"
    next: str = "BodyText"
    paragraph: str = ""
    run: str = ""
    link: str = ""


def _font(east_asia: str, *, size: float = BODY_SIZE, latin: str = LATIN, tighten: int = TIGHTEN) -> str:
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asia}" w:cs="{latin}"/>'
        f'<w:spacing w:val="{tighten}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    )


def _spacing(before: float = 0, after: float = 0) -> str:
    """Blank lines before and after, in lines of the page's grid."""
    return (
        f'<w:spacing w:beforeLines="{round(before * 100)}" w:before="{round(before * LINE)}" '
        f'w:afterLines="{round(after * 100)}" w:after="{round(after * LINE)}" '
        f'w:line="{LINE}" w:lineRule="exact"/>'
    )


_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_LOOSE = _OFF_GRID + '<w:spacing w:line="{line}" w:lineRule="{rule}"/>'
_EDGE = PAGE_NUMBER_SIZE * 20
_RED = "C00000"
_CENTRED, _AT_LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'


def _heading(level: int, font: str) -> _Style:
    alias = f"{'一二三四'[level - 1]}级标题"
    return _Style(
        f"Heading{level}",
        f"heading {level}",
        alias,
        link=f"Heading{level}Char",
        paragraph=f'<w:keepNext/>{_INDENT}<w:outlineLvl w:val="{level - 1}"/>',
        run=_font(font),
    )


_HEADING_FONTS = (HEI, KAI, FANG_SONG, FANG_SONG)

_STYLES = (
    _Style("BodyText", "Body Text", "公文正文", paragraph=_INDENT),
    _Style(
        "Title",
        "Title",
        "公文标题",
        next="Salutation",
        paragraph=f"<w:keepNext/><w:keepLines/>{_OFF_GRID}{_spacing(2, 1)}{_CENTRED}",
        run=_font(TITLE_SONG, size=TITLE_SIZE, tighten=0),
    ),
    *(_heading(level, font) for level, font in enumerate(_HEADING_FONTS, 1)),
    _Style("Salutation", "Salutation", "主送机关", paragraph=_AT_LEFT),
    _Style("Signature", "Signature", "署名", next="Date", paragraph=f"<w:keepNext/>{_AT_LEFT}"),
    _Style("Date", "Date", "成文日期", paragraph=_AT_LEFT),
    _Style("AttachmentList", "附件说明", paragraph=f"<w:keepNext/>{_AT_LEFT}"),
    _Style(
        "AnnexMark",
        "附件标识",
        next="AnnexTitle",
        paragraph=f"<w:keepNext/>{_spacing(0, 1)}{_AT_LEFT}",
        run=_font(HEI),
    ),
    _Style(
        "AnnexTitle",
        "附件标题",
        paragraph=f"<w:keepNext/><w:keepLines/>{_OFF_GRID}{_spacing(0, 1)}{_CENTRED}"
        '<w:outlineLvl w:val="0"/>',
        run=_font(TITLE_SONG, size=TITLE_SIZE, tighten=0),
    ),
    _Style(
        "IssuerMark",
        "发文机关标志",
        next="DocumentNumber",
        paragraph=f'<w:keepNext/><w:spacing w:before="1984" w:line="240" w:lineRule="auto"/>{_CENTRED}',
        run=f'<w:rFonts w:eastAsia="{TITLE_SONG}"/><w:color w:val="{_RED}"/>',
    ),
    _Style("DocumentNumber", "发文字号", next="Title", paragraph=f"<w:keepNext/>{_CENTRED}"),
    _Style(
        "RedLine",
        "发文字号（红色分隔线）",
        base="DocumentNumber",
        next="Title",
        paragraph=f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{_RED}"/></w:pBdr>'
        + _spacing(2),
    ),
    _Style(
        "Imprint",
        "版记",
        next="Imprint",
        paragraph=_LOOSE.format(line=480, rule="exact") + _AT_LEFT,
        run=_font(FANG_SONG, size=IMPRINT_SIZE, tighten=0),
    ),
    _Style(
        "Caption",
        "caption",
        "表题",
        paragraph=f"<w:keepNext/><w:keepLines/>{_CENTRED}",
        run=_font(HEI, size=14, tighten=0),
    ),
    _Style(
        "Figure",
        "图",
        next="FigureCaption",
        paragraph=f'<w:keepNext/>{_OFF_GRID}<w:spacing w:before="{LINE // 2}" w:line="240" w:lineRule="auto"/>{_CENTRED}',
    ),
    _Style("FigureCaption", "图题", base="Caption", paragraph='<w:keepNext w:val="0"/>'),
    _Style(
        "TableText",
        "表格文字",
        next="TableText",
        paragraph=_LOOSE.format(line=320, rule="exact") + _AT_LEFT,
        run=_font(FANG_SONG, size=12, tighten=0),
    ),
    _Style(
        "TableHeader",
        "表头",
        base="TableText",
        next="TableText",
        paragraph=f"<w:keepNext/>{_CENTRED}",
        run=f'<w:rFonts w:eastAsia="{HEI}"/>',
    ),
    _Style("TableTotal", "表格合计", base="TableText", run=f'<w:rFonts w:eastAsia="{HEI}"/>'),
    _Style("TableCenter", "表格居中", base="TableText", next="TableCenter", paragraph=_CENTRED),
    _Style(
        "TableNumber", "表格数字", base="TableText", next="TableNumber", paragraph='<w:jc w:val="right"/>'
    ),
    _Style(
        "Footer",
        "footer",
        "页码（单页）",
        next="Footer",
        paragraph=f'{_OFF_GRID}<w:spacing w:before="{FOOTER_BLANK}" w:line="{FOOTER_LINE}" w:lineRule="exact"/>'
        f'<w:ind w:rightChars="100" w:right="{_EDGE}"/><w:jc w:val="right"/>',
        run=_font(SONG, size=PAGE_NUMBER_SIZE, latin=SONG, tighten=0),
    ),
    _Style(
        "FooterEven",
        "页码（双页）",
        base="Footer",
        next="FooterEven",
        paragraph=f'<w:ind w:leftChars="100" w:left="{_EDGE}" w:rightChars="0" w:right="0"/>{_AT_LEFT}',
    ),
)


def _paragraph_style(style: _Style) -> str:
    alias = f'<w:aliases w:val="{style.alias}"/>' if style.alias else ""
    link = f'<w:link w:val="{style.link}"/>' if style.link else ""
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{alias}'
        f'<w:basedOn w:val="{style.base}"/><w:next w:val="{style.next}"/>{link}<w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


def _run_in_style(level: int, font: str) -> str:
    """The character side of a heading style: a heading that runs on in its paragraph still counts as one."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="Heading{level}Char">'
        f'<w:name w:val="Heading {level} Char"/><w:link w:val="Heading{level}"/>'
        f"<w:rPr>{_font(font)}</w:rPr></w:style>"
    )


def _borders(tag: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:{tag}>{sides}</w:{tag}>"


_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:aliases w:val="公文表格"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr>{_borders("tblBorders")}</w:tblPr></w:style>'
)


def styles_xml() -> str:
    """The styles part. Widow control is off: it would leave pages of 21 lines."""
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_font(FANG_SONG)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr>"
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
        f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        + "".join(_paragraph_style(style) for style in _STYLES)
        + "".join(_run_in_style(level, font) for level, font in enumerate(_HEADING_FONTS, 1))
        + _TABLE_STYLES
        + "</w:styles>"
    )


def fonts_xml() -> str:
    """The font table: what to take where a font is missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _SUBSTITUTES.items()
    )
    return f'<w:fonts {NAMESPACE}>{fonts}<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


_NO_END = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NO_START = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
"""Word's own lists for simplified Chinese: what stands neither at a line's end nor at its beginning."""

_UNITS = "元万亿年月日户人个件次名条亩座场项"
"""Nor does a line begin with these: 3900597.40元, 1845人 and 2023年 stay on one line, with no sign between.

Nine in ten numbers of the shipped examples are followed by one of them; Word's list holds a hundred signs. Digits in
a row never break by themselves. LibreOffice knows only its own lists: there 18 of the examples' 514 numbers are parted
from their unit. A word joiner (U+2060) between them does not hold it either, and would be in the way of a search.
"""


def settings_xml() -> str:
    """Page numbers differ on odd and even pages; lines break by the Chinese rules; Word 2013's layout."""
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{2 * CHARACTER}"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{escape(_NO_END)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape(_NO_START + _UNITS)}"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def issuer_size(mark: str) -> "Length":
    """The size of the red issuer's mark: on one line, not over 22 mm high (GB/T 9704-2012 7.2.4)."""
    from docx.shared import Pt

    return Pt(min(62, TEXT_WIDTH // 20 // max(len(mark), 1)))
