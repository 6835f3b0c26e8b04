"""销号: every question that was asked, with its answer held against the ledgers as they are now."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import Struct

from fupin_cli.office.register import Entry
from fupin_cli.office.replies import Replies, Reply
from fupin_cli.office.sheets import Page, workbook
from fupin_cli.patterns import regex

STATES = ("已销号", "台账已改", "与台账不符", "答复不一致", "未答复", "未返回")

_CLAIMS_CHANGE = regex(
    r"(?:已|己)(?:经)?(?:更?改|更正|改正|修改|订正|更新|补|删|核减|清退|停发|纠正|完成整改)"
)


class Settled(Struct, frozen=True):
    """A question's state: one of STATES, and why."""

    entry: Entry
    state: str
    because: str
    reply: Reply | None = None


def settle(entries: Sequence[Entry], replies: Replies, still_there: Collection[str]) -> list[Settled]:
    """The state of every entry; `still_there` are the digests that the ledgers raise today."""
    back = {entry.question.village for entry in entries if entry.number in replies.lines}  # 交回了核实单的村
    return [_state(entry, replies.lines.get(entry.number, []), back, still_there) for entry in entries]


def _state(
    entry: Entry, lines: Sequence[Reply], back: Collection[str], still_there: Collection[str]
) -> Settled:
    question = entry.question
    checked = question.origin != "match"  # 部门名单的疑点要等下次比对才知道
    open_now = checked and question.digest in still_there
    answered = [reply for reply in lines if reply.result]
    if len({reply.result for reply in answered}) > 1:
        said = "；".join(f"{reply.file}写“{reply.result}”" for reply in answered)
        return Settled(entry, "答复不一致", said, answered[-1])
    if not answered:
        if checked and not open_now:
            return Settled(
                entry, "台账已改", "没有答复，但台账里这个问题已经没有了", lines[0] if lines else None
            )
        if lines:
            return Settled(entry, "未答复", "核实单交回了，这一条没有填核实结果", lines[0])
        why = "交回的核实单里没有这一条" if question.village in back else "这个村没有交回核实单"
        return Settled(entry, "未返回", why)
    reply = answered[0]
    if open_now and _CLAIMS_CHANGE.search(reply.result) and not re.search(r"未|没", reply.result):
        return Settled(entry, "与台账不符", "答复说改了，台账里这个问题还在", reply)
    because = "台账里已经没有这个问题" if checked and not open_now else "按答复销号，台账没有变"
    return Settled(entry, "已销号", because if checked else "按答复销号，下次比对时再看", reply)


def as_workbook(items: Sequence[Settled], replies: Replies, town: str) -> bytes:
    """The 销号表: counts by village, then every question."""
    counts = Counter((item.entry.question.village, item.state) for item in items)
    villages = sorted({item.entry.question.village for item in items})
    overview = Page("销号情况", f"{town}问题销号情况", ["村", "问题数", *STATES])
    for village in villages:
        numbers = [counts[village, state] for state in STATES]
        overview.rows.append([village or "镇", sum(numbers), *numbers])
    totals = [sum(counts[village, state] for village in villages) for state in STATES]
    overview.rows.append(["合计", sum(totals), *totals])
    overview.strong = {len(overview.rows) - 1}
    overview.lines = _strange(items, replies)
    header = [
        "编号",
        "村",
        "组",
        "户主",
        "证件号后四位",
        "问题",
        "状态",
        "依据",
        "核实结果",
        "核实人",
        "核实日期",
        "交回的文件",
    ]
    full = Page("销号表", f"{town}问题销号表", header)
    for item in sorted(items, key=lambda item: item.entry.number):
        q, reply = item.entry.question, item.reply
        answer = [reply.result, reply.who, reply.when, reply.file] if reply else [""] * 4
        full.rows.append(
            [item.entry.number, q.village, q.group, q.head, q.tail, q.text, item.state, item.because, *answer]
        )
    return workbook([overview, full])


def _strange(items: Sequence[Settled], replies: Replies) -> list[str]:
    known = {item.entry.number for item in items}
    unknown = sorted(number for number in replies.lines if number not in known)
    lines = [f"交回的核实单里有登记册没有的编号：{'、'.join(unknown)}。"] if unknown else []
    if replies.strangers:
        lines.append(f"这些文件里没有认出核实单：{'、'.join(replies.strangers)}。")
    return lines
