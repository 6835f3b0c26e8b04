"""Which ledger a header is of, and which column is which field."""

from collections import defaultdict
from dataclasses import dataclass, field

from fupin_cli.reading.headers import Index
from fupin_cli.reading.heading import Heading, Label
from fupin_cli.vocabulary.ledger import COMMON

# 得分接近到这个比例以内的两个台账，要靠内容和表名来分
NEAR = 0.9
# 表头就用台账自己的列名，比用别名更像
_LITERAL = 0.1


@dataclass
class Candidate:
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
    found: dict[str, Candidate] = {}
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for label in heading.labels:
        for name, unit in label.readings:
            for ledger, field_name in index.fields.get(name, {}).items():
                candidate = found.setdefault(ledger, Candidate(ledger, heading))
                if candidate.bound and candidate.bound[-1][0] is label:
                    continue
                candidate.bound.append((label, field_name, unit))
                if field_name not in COMMON:
                    weights[ledger].setdefault(field_name, index.weights[name])
    able = []
    for ledger, candidate in found.items():
        fields = candidate.fields
        if not fields.issuperset(index.ledger(ledger).needs) or len(fields) < 2:
            continue
        own = fields - set(COMMON)
        plain = sum(name not in COMMON for _, name, _ in candidate.bound)
        common = len(candidate.bound) - plain
        candidate.weight = sum(weights[ledger].values())
        candidate.share = plain / max(1, len(heading.labels) - common)
        required = [c.name for c in index.columns(ledger).values() if c.required]
        held = sum(name in fields for name in required) / len(required) if required else 1.0
        if own:
            literal = sum(label.readings[-1][0] == name for label, name, _ in candidate.bound)
            candidate.score = candidate.weight + 2 * candidate.share + held + _LITERAL * literal
            able.append(candidate)
    return sorted(able, key=lambda c: (-c.score, c.ledger))


def best_heading(headings: list[Heading], index: Index) -> tuple[Heading, list[Candidate]] | None:
    """The heading that makes most sense, with its ledgers; the one with fewer rows wins ties."""
    best: tuple[float, Heading, list[Candidate]] | None = None
    for heading in sorted(headings, key=lambda h: (h.height, h.top)):
        able = match(heading, index)
        if able and (best is None or len(able[0].fields) + able[0].score > best[0] + 0.01):
            best = len(able[0].fields) + able[0].score, heading, able
    return None if best is None else (best[1], best[2])
