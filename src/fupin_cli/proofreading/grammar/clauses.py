"""A paragraph as a tree: sentences of terms, each term with its words, its quantities and its brackets.

    监测户115户256人（其中A 6户14人、B 88户177人），…
    └ term: before 监测户, amounts 115户 256人, group → terms A, B

A term ends at ，、；：。 of its own level. `X户Y人`, `X户、Y人`, `X户（Y人）`, `X户，共Y人` are one term.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.quantities import Quantity, plain, quantities

_OPEN, _CLOSE = "([", ")]"
_SEPARATORS = "，,、；;：:。！？!?\n"
_SENTENCE_END = "。！？!?\n"
_DEPTH = 4
_CHAIN = regex(r"^\s*(?:、|,)?\s*(?:共计|合计|共|计|涉及|约|含|惠及|受益|覆盖)?(?:人口|群众)?\s*$")
_QUOTED = regex(r"“[^”]{0,40}”|《[^》]{0,80}》|\"[^\"]{0,40}\"|‘[^’]{0,40}’|「[^」]{0,40}」")
_SMALLER = {"户": {"人", "人次", "元", "亩", "项", "个"}, "个": {"户", "人"}, "人": {"户"}, "座": {"千瓦"}}


class Term(Struct):
    """A stretch between two separators; texts are plain, offsets are the paragraph's."""

    start: int
    end: int
    separator: str = ""
    """The separator before it: "" at the start of its group."""
    amounts: list[Quantity] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The text before the first amount, between amounts, and after the last: one more than amounts."""
    groups: list[Group] = field(default_factory=list)

    @property
    def before(self) -> str:
        return self.words[0]

    @property
    def after(self) -> str:
        return self.words[-1]

    @property
    def label(self) -> str:
        """Its words without the numbers, in one string."""
        return "".join(self.words).strip()

    def of(self, base: str) -> list[Quantity]:
        """Its amounts of one measure."""
        return [q for q in self.amounts if q.base == base]

    def nested(self) -> Iterator[Term]:
        """The terms inside its brackets, at any depth."""
        for group in self.groups:
            for term in group.terms:
                yield term
                yield from term.nested()


class Group(Struct):
    """A sentence, or the inside of a bracket."""

    start: int
    end: int
    terms: list[Term] = field(default_factory=list)
    after: int = 0
    """For a bracket: how many amounts of its term stand before it."""

    def every(self) -> Iterator[Term]:
        """Its terms and all that stand in their brackets, in order of the text."""
        for term in self.terms:
            yield term
            yield from term.nested()


def sentences(text: str) -> list[Group]:
    """The sentences of a paragraph, each a tree."""
    flat = plain(text)
    hidden = _QUOTED.sub(lambda m: "\ufffc" * len(m[0]), flat)
    numbers = [q for q in quantities(flat) if hidden[q.start] != "\ufffc"]
    return [_group(flat, hidden, numbers, start, end, 0) for start, end in _sentence_spans(hidden)]


def _sentence_spans(hidden: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for index, character in enumerate(hidden):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character in _SENTENCE_END and (depth <= 0 or character == "\n"):
            yield start, index
            start, depth = index + 1, 0
    if start < len(hidden):
        yield start, len(hidden)


def _group(flat: str, hidden: str, numbers: list[Quantity], start: int, end: int, depth: int) -> Group:
    group = Group(start, end)
    separator = ""
    at = start
    inside = [q for q in numbers if start <= q.start < end]
    brackets = _brackets(hidden, start, end) if depth < _DEPTH else []
    busy = [(q.start, q.end) for q in inside] + brackets
    blocked = {i for a, b in busy for i in range(a, b)}
    for index in range(start, end + 1):
        if index < end and (index in blocked or hidden[index] not in _SEPARATORS):
            continue
        if at < index:
            term = _term(flat, hidden, inside, brackets, at, index, depth)
            term.separator = separator
            if not (group.terms and _chain(group.terms[-1], term)):
                group.terms.append(term)
        separator = {",": "，", ";": "；", ":": "："}.get(hidden[index], hidden[index]) if index < end else ""
        at = index + 1
    return group


def _brackets(hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, opened, depth = [], start, 0
    for index in range(start, end):
        if hidden[index] in _OPEN:
            if depth == 0:
                opened = index
            depth += 1
        elif hidden[index] in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, index + 1))
    return spans


def _term(
    flat: str,
    hidden: str,
    numbers: list[Quantity],
    brackets: list[tuple[int, int]],
    start: int,
    end: int,
    depth: int,
) -> Term:
    term = Term(start, end, words=[""])
    parts: list[tuple[int, int, Quantity | None]] = [
        (a, b, None) for a, b in brackets if start <= a and b <= end
    ]
    parts += [
        (q.start, q.end, q)
        for q in numbers
        if start <= q.start < end and not any(a < q.start < b for a, b, _ in parts)
    ]
    at = start
    for a, b, quantity in sorted(parts, key=lambda part: part[0]):
        term.words[-1] += flat[at:a]
        if quantity is not None:
            term.amounts.append(quantity)
            term.words.append("")
        else:
            inner = _group(flat, hidden, numbers, a + 1, b - 1, depth + 1)
            inner.after = len(term.amounts)
            if not _join_bracket(term, inner):
                term.groups.append(inner)
        at = b
    term.words[-1] += flat[at:end]
    return term


def _join_bracket(term: Term, inner: Group) -> bool:
    """`12户（30人）`: the bracket holds nothing but the other half of the pair."""
    if len(inner.terms) != 1 or not term.amounts or term.words[-1].strip():
        return False
    only = inner.terms[0]
    if only.groups or len(only.amounts) != 1 or not _CHAIN.match(only.before) or only.after.strip():
        return False
    if only.amounts[0].base not in _SMALLER.get(term.amounts[-1].base, set()):
        return False
    term.amounts.append(only.amounts[0])
    term.words.append("")
    return True


def _chain(previous: Term, term: Term) -> bool:
    """`12户、30人`, `12户，共30人`: the term is the other half of the previous one's pair."""
    if term.separator not in ("、", "，") or not previous.amounts or not term.amounts:
        return False
    if previous.groups or previous.after.strip() or not _CHAIN.match(term.before):
        return False
    if term.amounts[0].base not in _SMALLER.get(previous.amounts[-1].base, set()) - {"元", "亩", "项"}:
        return False
    if any(q.base == term.amounts[0].base for q in previous.amounts):
        return False
    if term.separator == "，" and term.after.strip() and not term.groups:
        return False
    shift = len(previous.amounts)
    previous.amounts += term.amounts
    previous.words[-1] += term.words[0]
    previous.words += term.words[1:]
    for group in term.groups:
        group.after += shift
        previous.groups.append(group)
    previous.end = term.end
    return True
