"""Questions for the villages: from validate's findings, reconcile's differences and 疑点 of lists."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered
from fupin_cli.office.collecting import Sent
from fupin_cli.office.matched import HEADER, SHEET
from fupin_cli.office.rows import Rows
from fupin_cli.outputs.numbers import amount
from fupin_cli.patterns import regex
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling import Reconciliation
from fupin_cli.validating import Validation, message

_IDENTITY = regex(r"[0-9]{17}[0-9X]")


class Question(Struct, frozen=True):
    """One thing to be looked into in a village.

    Attributes:
        origin: validate, reconcile or match.
        digest: what is asked of whom, without values that change from round to round.
        tail: the last four characters of the 证件号码.
        text: the question, without whole numbers.
    """

    origin: str
    digest: str
    village: str
    group: str
    head: str
    tail: str
    text: str


def _question(
    origin: str, key: Sequence[object], village: str, group: str, head: str, number: str, text: str
) -> Question:
    digest = hashlib.sha256("\x1f".join(map(str, (origin, village, *key))).encode()).hexdigest()[:16]
    return Question(origin, digest, village, mask_text(group), mask_text(head), number[-4:], mask_text(text))


def of_findings(gathered: Gathered, result: Validation, catalogue: Catalogue, rows: Rows) -> list[Question]:
    """What validate says of rows, each once; info is left out."""
    entries = {entry.code: entry for entry in catalogue.coded}
    asked = []
    for finding in result.findings:
        if finding.severity == "info":
            continue
        place = finding.place
        text = message(finding, entries[finding.code])
        found = rows.at(place.file, place.sheet, place.row)
        if found is None:
            village = finding.village or ""
            text = f"{Path(place.file).name}{f' › {place.sheet}' if place.sheet else ''}：{text}"
            key: tuple[str, ...] = (
                finding.code,
                finding.ledger or "",
                place.header or "",
                Path(place.file).name,
            )
            asked.append(_question("validate", key, village, "", "", "", text))
            continue
        typed, position = found
        home = rows.home(typed, position)
        key = (finding.code, place.field or "", typed.table.ledger, *Sent(typed, position, home.village).key)
        text = f"{typed.table.ledger}：{text}"
        asked.append(_question("validate", key, home.village, home.group, home.head, home.identity, text))
    return asked


def of_differences(result: Reconciliation, rows: Rows) -> list[Question]:
    """Who makes a check differ; where nobody can be named, the difference itself."""
    asked = []
    for outcome in result.outcomes:
        if outcome.verdict != "different" or outcome.waiver is not None or outcome.village is None:
            continue
        left, right = outcome.left, outcome.right
        if left is None or right is None:
            continue
        sides = f"{left.label}{amount(left.value, left.unit)}，{right.label}{amount(right.value, right.unit)}"
        if not outcome.unmatched:
            key: tuple[str, ...] = (outcome.code, outcome.title)
            asked.append(
                _question("reconcile", key, outcome.village, "", "", "", f"{outcome.title}：{sides}")
            )
        for who in outcome.unmatched:
            number = who.key.rpartition("/")[2]
            home = rows.known(number, number)
            values = [
                f"{side.label}{'没有' if value is None else amount(value, side.unit)}"
                for side, value in ((left, who.left), (right, who.right))
            ]
            person = bool(home.head or _IDENTITY.fullmatch(number))
            about = "" if person or who.name or not number else f"（{number}）"
            text = f"{outcome.title}{about}：{'，'.join([*values, *([who.note] if who.note else [])])}"
            head = home.head or who.name
            identity = home.identity or (number if person else "")
            key = (outcome.code, outcome.title, who.key)
            asked.append(_question("reconcile", key, outcome.village, home.group, head, identity, text))
    return asked


def of_doubts(path: Path) -> list[Question]:
    """The 疑点 of a workbook that `fupin match -o` wrote.

    Raises:
        FupinError: no such workbook.
    """
    asked = []
    for row in _doubt_rows(path):
        kind, village, group, _, head, name, number, text = row[:8]
        who = "" if name == head else f"{name}："
        # 金额、月数每轮都变，不参与编号
        key = (kind, number or name, text.partition("：")[0] if kind == "不一致" else "")
        asked.append(_question("match", key, village, group, head or name, number, f"{kind}：{who}{text}"))
    return asked


def _doubt_rows(path: Path) -> Iterable[list[str]]:
    from fupin_cli.office.extras import read_grids

    if not path.is_file():
        raise FupinError(
            f"找不到疑点表“{path}”。", "先用 fupin match 名单.xlsx --kind 死亡 -o 疑点.xlsx 写出。"
        )
    sheet = next((grid for grid in read_grids(path) if grid.name == SHEET), None)
    start = next((n for n, row in enumerate(sheet.rows) if _texts(row) == HEADER), None) if sheet else None
    if sheet is None or start is None:
        raise FupinError(
            f"“{path}”不是部门比对写出的疑点表。",
            "先用 fupin match 名单.xlsx --kind 死亡 -o 疑点.xlsx 写出。",
        )
    return [_texts(row) for row in sheet.rows[start + 1 :] if any(_texts(row))]


def _texts(row: Sequence[Any]) -> list[str]:
    return [str(value) for value in row[: len(HEADER)]]
