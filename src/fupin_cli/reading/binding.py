"""Which ledger a header is of, and which column is which field."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct, field

from fupin_cli.reading.headers import Index, Match, Readings
from fupin_cli.reading.heading import Heading, Label
from fupin_cli.vocabulary.ledger import COMMON

# 得分接近到这个比例以内的两个台账，要靠内容和表名来分
NEAR = 0.9
# 表头就用台账自己的列名，比用别名更像
_LITERAL = 0.1
_REMEMBERED = 1000
# 除去地点备注，有这么多列是一种台账的，才说像这种台账
_NEARLY = 4


class Candidate(Struct):
    """A ledger that a header may be of.

    Attributes:
        bound: (label, field, unit in the header) from left to right; a field may come twice.
        weight: how far the columns tell the ledger from others, summed over its own columns.
        share: the part of the header, place and remarks aside, that is the ledger's.
        score: both, with the required columns that are there and the headers that are the field's own name.
    """

    ledger: str
    heading: Heading
    bound: list[tuple[Label, str, str]] = field(default_factory=list)
    weight: float = 0.0
    share: float = 0.0
    score: float = 0.0

    @property
    def fields(self) -> set[str]:
        """The fields that have a column."""
        return {name for _, name, _ in self.bound}


def match(heading: Heading, index: Index) -> list[Candidate]:
    """The ledgers whose indispensable columns the header has, the best first."""
    readings = tuple(label.readings for label in heading.labels)
    if readings not in index.matched:  # 一个镇各村的表头大多一样
        if len(index.matched) >= _REMEMBERED:
            index.matched.clear()
        index.matched[readings] = _match(readings, index)
    return [
        Candidate(
            found.ledger,
            heading,
            [(heading.labels[position], name, unit) for position, name, unit in found.bound],
            found.weight,
            found.share,
            found.score,
        )
        for found in index.matched[readings]
    ]


def _match(readings: Sequence[Readings], index: Index) -> list[Match]:
    found: dict[str, list[tuple[int, str, str]]] = {}
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for position, read in enumerate(readings):
        for name, unit in read:
            for ledger, field_name in index.fields.get(name, {}).items():
                bound = found.setdefault(ledger, [])
                if bound and bound[-1][0] == position:
                    continue
                bound.append((position, field_name, unit))
                if field_name not in COMMON:
                    weights[ledger].setdefault(field_name, index.weights[name])
    able = []
    for ledger, bound in found.items():
        fields = {name for _, name, _ in bound}
        if not fields.issuperset(index.ledger(ledger).needs) or len(fields) < 2 or fields.issubset(COMMON):
            continue
        plain = sum(name not in COMMON for _, name, _ in bound)
        common = len(bound) - plain
        weight = sum(weights[ledger].values())
        share = plain / max(1, len(readings) - common)
        required = [c.name for c in index.columns(ledger).values() if c.required]
        held = sum(name in fields for name in required) / len(required) if required else 1.0
        literal = sum(readings[position][-1][0] == name for position, name, _ in bound)
        able.append(Match(ledger, bound, weight, share, weight + 2 * share + held + _LITERAL * literal))
    return sorted(able, key=lambda c: (-c.score, c.ledger))


def nearly(heading: Heading, index: Index) -> tuple[str, list[str]] | None:
    """The ledger that all but one of its indispensable columns speak for, and the columns that it lacks."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for label in heading.labels:
        owners = {
            ledger: field
            for name, _ in label.readings
            for ledger, field in index.fields.get(name, {}).items()
        }
        seen.update(owners.keys())
        for ledger, field_name in owners.items():
            if field_name not in COMMON:
                found[ledger].add(field_name)
    able = []
    for ledger, fields in found.items():
        needs = index.ledger(ledger).needs
        lacking = [name for name in needs if name not in fields]
        if len(fields) >= _NEARLY and seen[ledger] == len(heading.labels) and len(lacking) == 1 < len(needs):
            able.append((len(fields), ledger, lacking))
    best = max(able, default=None)
    return None if best is None or sum(one[0] == best[0] for one in able) > 1 else best[1:]


def best_heading(headings: list[Heading], index: Index) -> tuple[Heading, list[Candidate]] | None:
    """The heading that makes most sense, with its ledgers; the one with fewer rows wins ties."""
    best: tuple[float, Heading, list[Candidate]] | None = None
    for heading in sorted(headings, key=lambda h: (h.height, h.top)):
        able = match(heading, index)
        if able and (best is None or len(able[0].fields) + able[0].score > best[0] + 0.01):
            best = len(able[0].fields) + able[0].score, heading, able
    return None if best is None else (best[1], best[2])
