"""Hold a record against the same work done anew: which input, check or figure is no longer what it was."""

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct, field

from fupin_cli.outputs.numbers import amount
from fupin_cli.recording.model import Check, Figure, Input, Record
from fupin_cli.recording.seal import Loaded

T_ = TypeVar("T_")
What = Literal["record", "signature", "input", "figure", "check", "document"]


class Fault(Struct, frozen=True):
    """Something that does not agree with the record.

    `recorded` and `now` are values where the thing has one (a digest, an amount); `sources` the sheets and rows.
    """

    what: What
    subject: str
    message: str
    recorded: str | None = None
    now: str | None = None
    sources: tuple[str, ...] = ()


class Verification(Struct):
    """What came of it; `notes` are worth knowing but are no disagreement."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    compared: Counter[str] = field(default_factory=Counter)


def compare(loaded: Loaded, now: Record | None, root: Path) -> Verification:
    """Everything in which the record and the present differ; `now` is None where the work could not be done anew."""
    then = loaded.record
    found = Verification()
    found.faults += _seal(loaded, found.notes)
    if now is not None:
        found.faults += _inputs(then, now, found.compared)
        found.faults += _checks(then, now, found.compared)
        found.faults += _figures(then, now, found.compared)
        found.notes += _tools(then, now)
        if then.unreadable:
            found.notes.append(f"写记录时有{len(then.unreadable)}个文件读不了：{'；'.join(then.unreadable)}")
    found.faults += _document(then, root, found.notes)
    return found


def _seal(loaded: Loaded, notes: list[str]) -> Iterator[Fault]:
    if not loaded.intact:
        yield Fault("record", "记录", "记录本身被改过：内容和它自己的校验码对不上。")
    if loaded.signed and loaded.genuine is None:
        notes.append("记录有签名，没有给 --key，所以没有验签名。")
    elif not loaded.signed and loaded.genuine is not None:
        yield Fault("signature", "签名", "记录没有签名，证明不了是用这把密钥写的。")
    elif loaded.genuine is False:
        yield Fault("signature", "签名", "签名对不上：记录被改过，或者不是用这把密钥写的。")


def _inputs(then: Record, now: Record, compared: Counter[str]) -> Iterator[Fault]:
    old, new = _by(then.inputs, _path), _by(now.inputs, _path)
    compared["input"] = len(old)
    for key in dict.fromkeys([*old, *new]):
        was, is_ = old.get(key), new.get(key)
        path = str(key[0])
        if was is None and is_ is not None:
            yield Fault("input", path, "多了这个文件，写记录时没有。", None, is_.sha256)
        elif is_ is None and was is not None:
            yield Fault("input", path, "少了这个文件，或已读不了、不算这个时期的了。", was.sha256, None)
        elif was is not None and is_ is not None and was.sha256 != is_.sha256:
            sheets = tuple(
                name
                for name in sorted(was.sheets.keys() | is_.sheets.keys())
                if was.sheets.get(name) != is_.sheets.get(name)
            )
            if sheets:
                message = f"被改过，内容变了的工作表：{'、'.join(sheets)}。"
            elif was.sheets:
                message = "文件变了，但读出来的内容没有变（例如只改了格式，或重新保存过）。"
            else:
                message = "被改过。"
            yield Fault("input", path, message, was.sha256, is_.sha256, sheets)


def _by(items: Iterable[T_], key: Callable[[T_], Hashable]) -> dict[tuple[Hashable, int], T_]:
    """Items by key; those that share one (file names masked alike, tables of one name) are told apart by order."""
    seen: Counter[Hashable] = Counter()
    found: dict[tuple[Hashable, int], T_] = {}
    for item in items:
        found[key(item), seen[key(item)]] = item
        seen[key(item)] += 1
    return found


def _checks(then: Record, now: Record, compared: Counter[str]) -> Iterator[Fault]:
    old, new = _by(then.checks, _place), _by(now.checks, _place)
    compared["check"] = len(old)
    for key in dict.fromkeys([*old, *new]):
        was, is_ = old.get(key), new.get(key)
        if was == is_:
            continue
        shown = was or is_
        assert shown is not None
        subject = f"{shown.code} {shown.title}（{shown.village or shown.town or '全部'}）"
        recorded, present = _said(was), _said(is_)
        yield Fault("check", subject, f"记录是{recorded}，现在是{present}。", recorded, present)


def _path(item: Input) -> Hashable:
    return item.path


def _place(check: Check) -> Hashable:
    return (check.code, check.title, check.town, check.village)


def _said(check: Check | None) -> str:
    if check is None:
        return "没有这一项"
    if check.verdict == "not_checked":
        return f"没有核对（{check.because}）"
    sides = f"{amount_text(check.left, check.unit)}对{amount_text(check.right, check.unit)}"
    if check.verdict == "equal":
        return f"平（{sides}）"
    waived = f"，{check.waiver.who}已认可" if check.waiver else ""
    return f"不平（{sides}{waived}）"


def _figures(then: Record, now: Record, compared: Counter[str]) -> Iterator[Fault]:
    old = {figure.name: figure for figure in then.figures}
    new = {figure.name: figure for figure in now.figures}
    compared["figure"] = len(old)
    for name in dict.fromkeys([*old, *new]):
        was, is_ = old.get(name), new.get(name)
        if was is None and is_ is not None:
            value = amount_text(is_.value, is_.unit)
            yield Fault("figure", name, f"记录里没有这个数，现在是{value}。", None, is_.value)
        elif is_ is None and was is not None:
            value = amount_text(was.value, was.unit)
            yield Fault("figure", name, f"记录是{value}，现在算不出来。", was.value, None)
        elif was is not None and is_ is not None and was != is_:
            moved = tuple(_moved(was, is_))
            if was.value == is_.value:
                message = f"数没有变（{amount_text(was.value, was.unit)}），但数的行变了。"
            else:
                told = f"记录是{amount_text(was.value, was.unit)}，现在是{amount_text(is_.value, is_.unit)}"
                message = f"{told}。"
            yield Fault("figure", name, message, was.value, is_.value, moved)


def amount_text(text: str | None, unit: str) -> str:
    """A recorded amount as people read it."""
    return "没有" if text is None else amount(Decimal(text), unit)


def _moved(was: Figure, is_: Figure) -> Iterator[str]:
    """The sheets whose rows behind a figure came or left."""
    old = {(source.file, source.sheet): source.rows for source in was.sources}
    new = {(source.file, source.sheet): source.rows for source in is_.sources}
    for place in sorted(old.keys() | new.keys()):
        before, after = _numbers(old.get(place, "")), _numbers(new.get(place, ""))
        parts = [
            f"{word}第{'、'.join(map(str, sorted(rows)))}行"
            for word, rows in (("少了", before - after), ("多了", after - before))
            if rows
        ]
        if parts:
            yield f"{place[0]} 的“{place[1]}”{'，'.join(parts)}"


def _numbers(text: str) -> set[int]:
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _tools(then: Record, now: Record) -> Iterator[str]:
    if then.tool.version != now.tool.version:
        yield f"记录是用 fupin {then.tool.version} 写的，现在是 {now.tool.version}。"
    if then.tool.catalogue != now.tool.catalogue:
        yield "程序自带的规则、核对、指标目录和写记录时不同，数不同可能是口径改了。"
    if then.tool.own != now.tool.own:
        yield "工作区自己的规则、核对、指标和写记录时不同。"
    if then.options.day != now.options.day:
        yield f"在册数的截止日：记录是{then.options.day}，现在是{now.options.day}。"


def _document(then: Record, root: Path, notes: list[str]) -> Iterator[Fault]:
    if then.document is None:
        return
    try:
        digest = hashlib.sha256((root / then.document.path).read_bytes()).hexdigest()
    except OSError:
        notes.append(f"材料 {then.document.path} 已不在原处，没有比对。")
        return
    if digest != then.document.sha256:
        yield Fault("document", then.document.path, "材料写出以后被改过。", then.document.sha256, digest)
