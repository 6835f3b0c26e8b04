"""入户核查表: one A4 page a household, what the ledgers say beside room for what is found."""

from collections.abc import Sequence

from fupin_cli.office.homes import MEMBERS, Household
from fupin_cli.office.papers import Paper

_CHECKS = (
    "义务教育",
    "基本医疗（参保、慢病、自付）",
    "住房安全",
    "饮水安全",
    "收入和务工",
    "政策知晓和满意度",
)
_STORED = {"住房安全": "是否危房户", "饮水安全": "是否解决安全饮用水", "收入和务工": "人均纯收入"}


def as_docx(homes: Sequence[Household], heading: str) -> bytes:
    """All the cards in one document."""
    paper = Paper()
    for home in homes:
        paper.title(f"{heading}入户核查表")
        _facts(paper, home)
        paper.line("家庭成员（与实际不符的，在右栏写明）")
        names = [name for name in MEMBERS if any(member.get(name) for member in home.members)]
        rows = [[*(member.get(name, "") for name in names), ""] for member in home.members]
        paper.table([*names, "核查情况"], rows or [[""] * (len(names) + 1)], [*[10] * len(names), 14])
        paper.line(f"享受政策（台账）：{'；'.join(home.draws) or '没有登记'}")
        checks = [[name, _stored(home, name), "", ""] for name in _CHECKS]
        paper.table(["核查内容", "台账登记", "实地情况", "是否一致"], checks, [26, 22, 40, 12], height=11)
        paper.line("发现的问题和群众诉求：")
        paper.table([], [[""]], [1], height=22)
        paper.line("农户签字：　　　　　　核查人签字：　　　　　　核查日期：　　　年　　月　　日")
    return paper.save(f"{heading}入户核查表")


def _facts(paper: Paper, home: Household) -> None:
    pairs = [(name, value) for name, value in home.facts.items() if name not in _STORED.values()]
    rows = []
    for start in range(0, len(pairs), 3):
        row = [text for pair in pairs[start : start + 3] for text in pair]
        rows.append([*row, *[""] * (6 - len(row))])
    paper.table([], rows, [13, 20, 13, 20, 14, 20])


def _stored(home: Household, check: str) -> str:
    name = _STORED.get(check, "")
    value = home.facts.get(name, "")
    return f"{name}：{value}" if value else ""
