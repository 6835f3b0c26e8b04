"""What was left out: fill-ins, numbers before units, units behind numbers, years eaten by templates."""

from __future__ import annotations

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes

_FILL = regex(
    r"(?:19|20)[_＿]{1,4}年?|20\d[xX×](?=年)|[_＿]{2,}|[xX×✕]{2,}(?![a-z.])(?=[\u4e00-\u9fff年月日户人元万个%,，、。]|$)|(?<![a-zA-Z])[xX×](?=[户人元万个条名亩])"
    r"|某某+|[○〇Ｏ]{2,}(?=[\u4e00-\u9fff])(?!年)|\(\s{2,}\)|(?:待填|待补充|此处填写|请填写)|[*＊]{2,}(?=[户人元万个条名亩])|[…]{1,2}(?=[户人元万个条名亩])"
)
_UNIT = r"户|人|名|个|条|项|元|万元|亩|公里|次|座|处"
_END = r"(?=[,，、。;；:：()]|$)"
_MISSING = regex(
    rf"(?<=[\u4e00-\u9fff])率(?:为|达|达到|约)?%"
    rf"|占比?(?:为|达)?%"
    rf"|(?<![公总])共(?:有|计)?(?:户|人|个|条|万元|元|亩){_END}"
    rf"|(?:学生|户数|人数|脱贫户|监测户|监测对象|贫困户|低保户|边缘户|脱贫人口|群众|劳动力|网格员|资金|补贴)(?:共|有|为|计)?(?:人(?!均)|户人|户|万元|个)(?=全部|已|均|[,，、。;；:：()]|$)"
    rf"|户人{_END}|(?:人口|学生|群众)共?有人[:：,，]"
    rf"|(?:发放|投入|补助|补贴|落实|到位|使用)(?:资金|补贴)?(?:万元|亿元){_END}"
)
_NOT_MISSING = regex(r"(?:监测|脱贫|贫困|低保|边缘)户{0}$")
# where a text has one sure gap, these are gaps too; words that end in 人 by themselves are not
_LISTED = regex(rf"[\u4e00-\u9fff]{{2,8}}?(?:人|户){_END}")
_WORDS = regex(
    r"(?:责任|负责|联系|帮扶|老|工|本|法|候选|带头|当地|主持|监护|申请|经纪|传承|每|他|病|个|人|家|亲|穷|何|商|承包|保证|受益|继承|代理|证"
    r"|残疾|农|牧|军|能|年轻|成年|未成年|接班|发言|举报|经办|用|育|到|惠|为|做|育|感|一|有|无|引|带|党|帮|对口|养殖|领路|脱贫|贫困|困难|包保|包联|介绍|签字|第一|到户到)人$|[农住用入到建帮包分每脱困养大散逐贫保障低象]户$|户$"
)
_NO_UNIT = regex(
    r"(?<![\d.〔\[(-])(?P<year>(?:19|20)\d\d)(?P<what>贫困人口|脱贫人口|人口|群众|农户|学生|劳动力|贫困户|脱贫户|监测户|监测对象)"
)
_NO_YEAR = regex(r"(?<![\d.\[〔(第])(?:20[12]\d)(?=巩固|脱贫攻坚|乡村振兴|上半年|下半年|度|工作)")
_PER = regex(
    r"(?<![\d./年月-])(?P<number>\d{2,}(?:\.\d+)?)(?=/\s*(?:年|月|人|户|亩|天|次|学期|生|学年|季度))"
)
_DATE = regex(
    r"(?<!\d)(?P<a>20[12]\d)(?P<b>1[0-2]|0?[1-9])(?=月)|(?<!\d)20[12]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?=日)|(?<!\d)20[12]\d20[12]\d(?=年)|(?<!\d)20[12]\d{2}0%"
    r"|(?<!\d)20[12]\d年年(?!初|底|末|中|度|均|产|报|检|终|轻)|20[xX_]{2}\d人"
)
_LOST = regex(
    r"吗、|[?？]{3,}|\ufffd|锟斤拷|&nbsp;|&[a-z]+;|\$\{[^}]*\}|\{\{[^}]*\}\}|#(?:REF|N/A|VALUE|DIV/0)!?"
)


def judge(piece: Piece, notes: Notes) -> None:
    """Gaps of every paragraph."""
    for parsed in [*piece.titles, *piece.paragraphs]:
        _fill_ins(parsed, notes)
        _missing(parsed, notes)
        _units(parsed, notes)


def _fill_ins(parsed: Parsed, notes: Notes) -> None:
    for match in _FILL.finditer(parsed.plain):
        message = f"“{match[0]}”是没有填写的空。"
        notes.find(finding("PR201", parsed, *match.span(), message, "请补上内容，或删去这一处。"))
    for match in _LOST.finditer(parsed.plain):
        message = f"“{match[0]}”像是转存、套用模板或公式出错留下的字符。"
        notes.find(finding("PR201", parsed, *match.span(), message, "请对照原稿改正。"))


def _missing(parsed: Parsed, notes: Notes) -> None:
    spans = [m.span() for m in _MISSING.finditer(parsed.plain)]
    if spans:
        spans += [
            m.span()
            for m in _LISTED.finditer(parsed.plain)
            if not _WORDS.search(m[0]) and not any(a <= m.start() < b or a < m.end() <= b for a, b in spans)
        ]
    for start, end in sorted(spans):
        message = f"“{parsed.paragraph.text[start:end]}”的单位前没有数字。"
        notes.find(finding("PR202", parsed, start, end, message, "请补上数字。"))


def _units(parsed: Parsed, notes: Notes) -> None:
    for match in _NO_UNIT.finditer(parsed.plain):
        message = f"“{match[0]}”：{match['year']} 后面没有单位，分不清是年份还是人数。"
        notes.find(
            finding(
                "PR203",
                parsed,
                *match.span(),
                message,
                f"是数量请写“{match['year']}人”，是年份请写“{match['year']}年”。",
            )
        )
    for match in _NO_YEAR.finditer(parsed.plain):
        message = f"“{match[0]}”后面缺“年”字。"
        notes.find(finding("PR203", parsed, *match.span(), message, "请写成“2023年”的样子。", "info"))
    for match in _PER.finditer(parsed.plain):
        message = f"“{match['number']}”后面没有货币单位。"
        notes.find(finding("PR203", parsed, *match.span(), message, f"请写成“{match['number']}元”。"))
    for match in _DATE.finditer(parsed.plain):
        message = f"“{match[0]}”的年月日之间缺字，或被网页模板改坏。"
        notes.find(finding("PR204", parsed, *match.span(), message, "请写全，例如“2021年10月底”。"))
