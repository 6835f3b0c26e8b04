"""What villages sent, row by row: whose it is, which version counts, and what fits nowhere."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from fupin_cli.engine.places import canonical_village
from fupin_cli.gathering import Gathered
from fupin_cli.judging import TypedTable
from fupin_cli.reading.headers import normalise
from fupin_cli.versions import Version
from fupin_cli.vocabulary.ledger import PLACE
from fupin_cli.workspace import LEDGER_SUFFIXES


class Sent(Struct, frozen=True):
    """One data row as it was sent."""

    typed: TypedTable
    position: int
    village: str

    @property
    def source(self) -> str:
        """柳河村.xlsx › 户台账 第4行"""
        table = self.typed.table
        return f"{Path(self.typed.reading.path).name} › {table.sheet} 第{table.rows[self.position]}行"

    def text(self, name: str) -> str:
        """A field's canonical text, "" where the sheet has no such column."""
        column = self.typed.columns.get(name)
        return (column.texts[column.codes[self.position]] or "") if column else ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the row from others: its natural key, else the 证件号码, else all it says.

        Many sheets have no 人编号: where a part of the key is blank, the person tells the rows apart.
        """
        names = [name for name in self.typed.ledger.key if name != "村"]
        own = tuple(self.text(name) for name in names)
        if names and own[0]:
            return own if all(own) else (*own, self.text("证件号码") or self.text("姓名"))
        if self.text("证件号码"):
            return ("证件号码", self.text("证件号码"))
        return tuple(f"{name}={self.text(name)}" for name in sorted(self.typed.columns) if name not in _IDLE)


_FEW = 4  # 别村的行不到本村的四分之一，才像是写错了村，不是几个村合报的表
_IDLE = frozenset({"序号", *PLACE})


class Remark(Struct):
    """A line of 收表情况."""

    kind: str
    village: str
    ledger: str
    file: str
    text: str


class Collection(Struct):
    """All that came in; every row is in exactly one of `taken`, `replaced` and `unplaced`.

    Attributes:
        taken: rows that go into the town's workbook, by ledger, villages in the workspace's order.
        replaced: rows of versions that a later one replaces.
        unplaced: rows of no village that we know, with the reason.
        remarks: what is to be said, in the order of villages.
    """

    town: str
    villages: list[str]
    taken: dict[str, list[Sent]] = field(default_factory=dict)
    replaced: list[tuple[Sent, str]] = field(default_factory=list)
    unplaced: list[tuple[Sent, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def incomplete(self) -> bool:
        """Whether a village or a row is missing from the town's workbook."""
        return bool(self.unplaced) or any(
            remark.kind in {"未报", "缺表", "读不了"} for remark in self.remarks
        )


def collect(gathered: Gathered, town: str, villages: Sequence[str]) -> Collection:
    """Sort the rows of what was gathered; `villages` are those expected, in the order wanted."""
    collection = Collection(town, list(villages))
    parts: defaultdict[tuple[str, str], dict[str, list[Sent]]] = defaultdict(dict)
    order: list[str] = list(villages)
    for typed in gathered.typed:
        for position in range(len(typed.table.rows)):
            village, trouble = _village(typed, position, town, villages)
            row = Sent(typed, position, village)
            if trouble:
                collection.unplaced.append((row, trouble))
                continue
            if village not in order:
                order.append(village)
            parts[typed.table.ledger, village].setdefault(typed.reading.path, []).append(row)
    collection.villages = order
    for typed in gathered.typed:
        _of_others(collection, typed, town, villages)
    ledgers = list(dict.fromkeys(typed.table.ledger for typed in gathered.typed))
    for ledger in ledgers:
        kept: list[Sent] = []
        for village in order:
            kept += _latest(collection, village, ledger, parts.get((ledger, village), {}))
        if kept:
            collection.taken[ledger] = kept
    _missing(collection, villages)
    _oddities(collection, gathered)
    return collection


def _village(typed: TypedTable, position: int, town: str, villages: Sequence[str]) -> tuple[str, str]:
    """The row's village, or why it cannot be told."""
    row = Sent(typed, position, "")
    place = typed.table.place
    there = row.text("乡") or place.get("乡", "")
    if town and there and there != town:
        return "", f"写的是{there}，不是{town}"
    name = canonical_village(row.text("村") or place.get("村", ""))
    if not name:
        return "", "没有写是哪个村"
    if not villages or name in villages:
        return name, ""
    same = [village for village in villages if _stem(village) == _stem(name)]
    if len(same) == 1:
        return same[0], ""
    return "", f"{town or '工作区'}没有叫“{name}”的村"


def _of_others(collection: Collection, typed: TypedTable, town: str, villages: Sequence[str]) -> None:
    """Say where a village's own sheet has a few rows of another village; they go where they say."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(typed.table.rows):
        village, trouble = _village(typed, position, town, villages)
        if not trouble:
            rows[village].append(row)
    main = max(rows, key=lambda name: len(rows[name]), default="")
    for village, found in rows.items():
        if village != main and _FEW * len(found) <= len(rows[main]):
            text = (
                f"{main}的表里第{'、'.join(map(str, found))}行写的是{village}，已照写的归到{village}，请核对"
            )
            file = Path(typed.reading.path).name
            collection.remarks.append(Remark("别村的行", main, typed.table.ledger, file, text))


def strays(given: Sequence[Path]) -> list[Remark]:
    """What lies in the folders and is no workbook: photos, letters; hidden and lock files are not spoken of."""
    return [
        stray(path.name)
        for folder in given
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() not in LEDGER_SUFFIXES and not is_hidden(path.name)
    ]


def stray(name: str) -> Remark:
    """That a file of this name was not read."""
    return Remark("没有收", "", "", name, f"{name}不是表格文件")


def is_hidden(name: str) -> bool:
    """Whether a file of this name is a spreadsheet program's lock file, or hidden."""
    return name.startswith(("~$", ".~", "."))


def _stem(village: str) -> str:
    return village.removesuffix("社区").removesuffix("村")


def _latest(collection: Collection, village: str, ledger: str, files: dict[str, list[Sent]]) -> list[Sent]:
    """The rows that count of one village and ledger: the latest version and what no version replaces."""
    ranked = sorted(files.items(), key=lambda item: item[0])
    ranked.sort(key=lambda item: max(Version.of(row.typed) for row in item[1]), reverse=True)
    kept: list[tuple[str, list[Sent]]] = []
    for path, rows in ranked:
        twin = next((other for other in kept if _same(rows, other[1])), None)
        if twin is None:
            kept.append((path, rows))
            continue
        known = {row.key for row in twin[1]}
        newest, older = Version.of(twin[1][0].typed), Version.of(rows[0].typed)
        why = newest.reason(older)
        lost = [row for row in rows if row.key not in known]
        collection.replaced += [(row, f"采用了{Path(twin[0]).name}") for row in rows]
        text = f"采用{Path(twin[0]).name}：{why}；没有采用{Path(path).name}的{len(rows)}行"
        text += f"，其中{len(lost)}行是采用的那份里没有的，请核对" if lost else ""
        collection.remarks.append(Remark("多个版本", village, ledger, Path(path).name, text))
    kept.sort(key=lambda item: item[0])
    found = [row for _, rows in kept for row in rows]
    again = sum(count - 1 for count in Counter(row.key for row in found).values())
    if again:
        text = f"有{again}行与本村本表的另一行重复，都保留了，请核对"
        collection.remarks.append(
            Remark("重复行", village, ledger, "、".join(Path(p).name for p, _ in kept), text)
        )
    return found


def _same(rows: Sequence[Sent], others: Sequence[Sent]) -> bool:
    """Whether two files hold the same list: half of the smaller one's rows are in both."""
    left, right = {row.key for row in rows}, {row.key for row in others}
    return 2 * len(left & right) >= min(len(left), len(right))


def _missing(collection: Collection, villages: Sequence[str]) -> None:
    """Villages that sent nothing, and ledgers that most villages sent but one did not."""
    sent = {ledger: {row.village for row in rows} for ledger, rows in collection.taken.items()}
    everyone = set().union(*sent.values()) if sent else set()
    for village in villages:
        if village not in everyone:
            collection.remarks.append(Remark("未报", village, "", "", "没有收到这个村的任何表"))
            continue
        for ledger, there in sent.items():
            others = len(there & set(villages))
            if village not in there and 2 * others >= len(everyone) and others > 1:
                text = f"没有收到这张表（已有{others}个村报来）"
                collection.remarks.append(Remark("缺表", village, ledger, "", text))


def _oddities(collection: Collection, gathered: Gathered) -> None:
    """Columns, sheets and files that the town's workbook cannot take as they are."""
    for typed in gathered.typed:
        table = typed.table
        file = Path(typed.reading.path).name
        village = table.place.get("村", "")
        for header, _ in table.unknown:
            text = f"“{normalise(header).name}”不是这张表规定的列，原样附在右边"
            collection.remarks.append(Remark("列不符", village, table.ledger, file, text))
        for name in table.missing:
            if name not in table.place:
                collection.remarks.append(
                    Remark("列不符", village, table.ledger, file, f"缺少“{name}”这一列")
                )
        if typed.unreadable:
            cells = sum(len(positions) for positions in typed.unreadable.values())
            text = f"有{cells}格读不懂（{'、'.join(typed.unreadable)}），照原样抄录，请校验"
            collection.remarks.append(Remark("照抄", village, table.ledger, file, text))
    for reading in gathered.readings:
        known = {table.sheet for table in reading.tables}
        for outline in reading.outlines:
            if outline.sheet not in known and outline.outcome != "空表":
                text = f"工作表“{outline.sheet}”：{outline.outcome}" if outline.sheet else outline.outcome
                collection.remarks.append(Remark("没有收", "", "", Path(reading.path).name, text))
    for failure in gathered.failures:
        collection.remarks.append(Remark("读不了", "", "", "", failure.message + failure.hint))
