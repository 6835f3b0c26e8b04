"""Who a key without a partner may be: a digit off, two digits swapped, the same name and birthday."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from fupin_cli.engine.dataset import Dataset, Member
from fupin_cli.reconciling.model import Contributor

_NAMES = ("姓名", "学生姓名", "借款人", "户主姓名", "名称", "标题", "电站名称", "帮扶人")
_ID_LENGTH = 18
_BIRTHDAY = slice(6, 14)
MOST = 200  # 不平的人更多时，多半是整张表没对上，逐个猜没有意义


class Person(Struct, frozen=True):
    """Somebody whom the ledgers know."""

    number: str
    name: str
    village: str


class Suggester:
    """Looks for the partner of an unmatched person, first among the other side's, then in 家庭成员."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def name(self, ids: Iterable[int]) -> str:
        """A name that the rows themselves carry, so that a person knows whom the key means."""
        for row_id in ids:
            member, position = self._dataset.locate(row_id)
            for name in _NAMES:
                text = _text(member, name, position)
                if text:
                    return text
        return ""

    def suggest(self, contributors: Sequence[Contributor]) -> list[Contributor]:
        """The contributors, those of one side with the likely partner in words."""
        if len(contributors) > MOST:
            return list(contributors)
        people = [Person(c.key, c.name, "") for c in contributors if _is_number(c.key)]
        taken = {c.key for c in contributors}
        found = []
        for contributor in contributors:
            if contributor.side == "both" or not _is_number(contributor.key):
                found.append(contributor)
                continue
            others = {c.key for c in contributors if c.side not in {contributor.side, "both"}}
            rivals = [person for person in people if person.number in others]
            known = [person for person in self._people if person.number not in taken]
            own = Person(contributor.key, contributor.name, "")
            words = likely(own, rivals) or likely(own, known)
            found.append(replace(contributor, suggestion=words))
        return found

    @cached_property
    def _people(self) -> list[Person]:
        found: dict[str, Person] = {}
        for member in self._dataset.of("家庭成员"):
            for position in range(len(member.typed.table.rows)):
                number = _text(member, "证件号码", position)[:_ID_LENGTH]
                village = _text(member, "村", position) or member.typed.table.place.get("村", "")
                if _is_number(number):
                    found.setdefault(number, Person(number, _text(member, "姓名", position), village))
        return list(found.values())


def likely(person: Person, others: Sequence[Person]) -> str:
    """The one of `others` who may be the same, in words; '' where nobody is near."""
    from rapidfuzz.distance import OSA

    near = []
    for other in others:
        if other.number == person.number:
            continue
        distance = OSA.distance(person.number, other.number, score_cutoff=2)
        if distance == 1:
            near.append((0, "号码只差一位" if len(set_off(person, other)) == 1 else "号码有两位颠倒", other))
        elif person.name and person.name == other.name:
            if person.number[_BIRTHDAY] == other.number[_BIRTHDAY]:
                near.append((1, "姓名、出生日期相同", other))
            elif distance == 2:
                near.append((2, "姓名相同、号码差两位", other))
    if not near:
        return ""
    _, why, best = min(near, key=lambda item: (item[0], item[2].name != person.name, item[2].number))
    where = f"，{best.village}" if best.village else ""
    return f"疑似同一人：{best.name}（{best.number}{where}），{why}"


def set_off(one: Person, other: Person) -> list[int]:
    """Positions at which the numbers of two people differ."""
    return [n for n, (a, b) in enumerate(zip(one.number, other.number, strict=False)) if a != b]


def _is_number(text: str) -> bool:
    return len(text) == _ID_LENGTH and text[:-1].isdigit()


def _text(member: Member, name: str, position: int) -> str:
    column = member.typed.columns.get(name)
    if column is None:
        return ""
    return column.texts[column.codes[position]] or ""
