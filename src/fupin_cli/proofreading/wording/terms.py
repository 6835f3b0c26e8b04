"""Terms out of date on the document's day, and fixed slips; both are tables (catalogue/terms.toml)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from importlib.resources import files

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Piece
from fupin_cli.proofreading.model import Notes
from fupin_cli.proofreading.wording.places import Place

_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)(?=\s*[年、,—-])")
_COVERED = regex(r"《[^》]{0,80}》|“[^”]{0,40}”|\"[^\"]{0,40}\"|\[\d{4}\]\d+号|原[^，。；、,;]{0,14}")
_PAST = regex(
    r"当年|当时|曾经|历史上|此前|以前|过去|精准识别时|建档立卡时|[“”]?十三五[“”]?(?:期间|时期)|脱贫前|摘帽前"
)


class Term(Struct, frozen=True):
    """An old term: what replaces it and since when; `keep` are words in which it is right."""

    old: re.Pattern[str]
    new: str
    since: date
    source: str


class Slip(Struct, frozen=True):
    """A fixed slip of the pen and what is right."""

    wrong: re.Pattern[str]
    right: str
    why: str


@cache
def _tables() -> tuple[tuple[Term, ...], tuple[Slip, ...]]:
    table = tomllib.loads((files("fupin_cli") / "catalogue" / "terms.toml").read_text(encoding="utf-8"))
    terms = tuple(Term(re.compile(e["旧"]), e["新"], e["起"], e["依据"]) for e in table["用语"])
    slips = tuple(Slip(re.compile(e["误"]), e["正"], e.get("说明", "")) for e in table["误写"])
    return terms, slips


def judge(piece: Piece, notes: Notes) -> None:
    """Both tables over a piece; each term and slip is one finding."""
    terms, slips = _tables()
    _slips(piece, slips, notes)
    day, known = _day(piece)
    if day is None:
        return
    found: dict[Term, list[Place]] = defaultdict(list)
    for parsed in piece.paragraphs:
        covered = _COVERED.sub(lambda m: "\ufffc" * len(m[0]), parsed.plain)
        for sentence in parsed.sentences:
            text = covered[sentence.start : sentence.end]
            years = [int(year) for year in _YEAR.findall(text)]
            if _PAST.search(text):
                continue
            for term in terms:
                if day < term.since or (years and max(years) < term.since.year):
                    continue
                for match in term.old.finditer(covered, sentence.start, sentence.end):
                    found[term].append((parsed, match))
    for term, places in found.items():
        parsed, match = places[0]
        old = match[0]
        basis = "" if known else f"（文中没有成文日期，按最晚的年份 {day.year} 年判断）"
        count = f"全文共 {len(places)} 处。" if len(places) > 1 else ""
        message = f"“{old}”是{term.since.year}年以前的说法{basis}，现称“{term.new}”。{count}"
        hint = f"写以前年度的事实可以保留，否则请改。依据：{term.source}。"
        notes.find(finding("PR501", parsed, *match.span(), message, hint, None if known else "info"))


def _slips(piece: Piece, slips: tuple[Slip, ...], notes: Notes) -> None:
    for slip in slips:
        places = [
            (parsed, match) for parsed in piece.paragraphs for match in slip.wrong.finditer(parsed.plain)
        ]
        if not places:
            continue
        parsed, match = places[0]
        count = f"全文共 {len(places)} 处。" if len(places) > 1 else ""
        message = f"“{match[0]}”应为“{match.expand(slip.right)}”。{slip.why}{count}"
        notes.find(finding("PR502", parsed, *match.span(), message, "请改正。"))


def _day(piece: Piece) -> tuple[date | None, bool]:
    """The day to judge terms on: the document's, else the latest year that it names."""
    document = piece.document
    if document.date:
        return document.date, True
    years = [int(y) for parsed in piece.paragraphs for y in _YEAR.findall(parsed.plain)]
    years += [int(y) for y in re.findall(r"(?:19|20)\d\d", document.title)]
    return (date(max(years), 12, 31), False) if years else (None, False)
