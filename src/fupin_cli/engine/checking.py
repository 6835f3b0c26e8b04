"""Entries checked against the vocabulary: names, functions, values, placeholders; circles among facts.

A misspelt column or value would make a rule silent for ever, so it is refused when the rule is loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from fupin_cli.catalogue.entries import Catalogue, Check, Fact, Indicator, Rule, quoted
from fupin_cli.catalogue.own import Written
from fupin_cli.catalogue.words import FUNCTIONS, GIVEN, MACROS, fullwidth_sign, tokens, words
from fupin_cli.engine.inventory import IMPLIED, Shape
from fupin_cli.engine.relations import Relations
from fupin_cli.errors import EntryError, FupinError
from fupin_cli.marking import EMPTY
from fupin_cli.patterns import regex
from fupin_cli.vocabulary.fields import Choice, YesNoKind
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

_CODE = regex(r"[A-Z]{2,4}\d{3}")


def check_entry(rule: Rule, catalogue: Catalogue) -> None:
    """Refuse a rule that could never do what it says.

    Raises:
        EntryError: names the rule, what is wrong in it and the nearest known name.
    """
    label = f"规则 {rule.code}"
    if not _CODE.fullmatch(rule.code):
        raise EntryError(f"{label} 的编号不合要求。", "编号用大写字母加三位数字，例如 ZZ001。", "code")
    codes = [entry.code for entry in catalogue.rules] + [cell.code for cell in catalogue.cells]
    if codes.count(rule.code) > 1:
        raise EntryError(f"{label} 的编号已经有了。", "请换一个没有用过的编号，例如 ZZ001。", "code")
    if rule.ledger not in ledgers():
        raise EntryError(
            f"{label} 里没有“{rule.ledger}”这种台账。", _nearest(rule.ledger, ledgers()), "ledger"
        )
    relations = Relations(catalogue.facts, Shape({}))
    known = relations.names(rule.ledger)
    lines = {line.name for line in catalogue.policy} | rule.policy.keys()
    for part, sql in (("where", rule.where), ("broken", rule.broken)):
        _check_sql(f"{label} 的 {part}", sql, known, part)
        _known_parameters(f"{label} 的 {part}", sql, lines, part)
        for name, literal, like in comparisons(sql):
            allowed = allowed_values(name, rule.ledger, relations)
            if allowed is not None and not _fits(literal, like, allowed):
                raise EntryError(
                    f"{label} 的 {part} 里，“{name}”不会有“{literal}”这个值。",
                    f"它的值只有：{'、'.join(sorted(allowed - {''}))}。",
                    part,
                    literal,
                )
    model = columns(ledgers()[rule.ledger])
    for name in quoted(rule.message):
        if name not in known and name != EMPTY:
            raise EntryError(
                f"{label} 的 message 用了不认识的列“{name}”。", _nearest(name, known), "message", name
            )
    marked = model.keys() | columns(ledgers()["家庭成员"]).keys() if rule.ledger == "户" else model.keys()
    for name in rule.columns:
        if name not in marked:
            raise EntryError(
                f"{label} 的 columns 里没有“{name}”这一列。", _nearest(name, marked), "columns", name
            )


def check_own(own: Sequence[Written], catalogue: Catalogue) -> None:
    """Refuse what people wrote themselves, of which `catalogue` has been made, where it could not do what it says.

    Raises:
        FupinError: names the entry's file and line, what is wrong and the nearest known name.
    """
    added: dict[str, Sequence[Rule | Check | Indicator]] = {
        "rule": catalogue.rules,
        "check": catalogue.checks,
        "indicator": catalogue.indicators,
    }
    for kind, entries in added.items():
        mine = [written for written in own if written.kind == kind]
        for written, one in zip(mine, entries[len(entries) - len(mine) :], strict=True):
            with written.located():
                if isinstance(one, Rule):
                    check_entry(one, catalogue)
                else:
                    _check_parameters(one, catalogue)
    _check_lines(catalogue)


def _check_parameters(entry: Check | Indicator, catalogue: Catalogue) -> None:
    known = {*GIVEN, *(line.name for line in catalogue.policy)}
    label = f"核对 {entry.code}" if isinstance(entry, Check) else f"指标 {entry.name}"
    parts = (
        (("rows", entry.rows), ("left", entry.left.sql), ("right", entry.right.sql))
        if isinstance(entry, Check)
        else (("value", entry.value), ("where", entry.where))
    )
    for part, sql in parts:
        _known_parameters(f"{label} 的 {part}", sql, known, part)


def _known_parameters(label: str, sql: str, known: set[str], key: str) -> None:
    for name in sorted(words(sql).parameters - known):
        hint = f"{_nearest(name, known)}新的参数先写进 fupin.toml 的 [policy]。"
        raise EntryError(f"{label} 里用了没有的政策参数“{name}”。", hint, key, f":{name}")


def _check_lines(catalogue: Catalogue) -> None:
    """Refuse a line of fupin.toml that no entry names: misspelt, it would change nothing and say nothing."""
    shipped = {line.name for line in catalogue.policy if not line.own}
    own = {line.name for line in catalogue.policy if line.own} - shipped
    if not own:
        return
    named = {name for sql in _sql_of_all(catalogue) for name in words(sql).parameters} - GIVEN
    for name in sorted(own - named):
        known = shipped | named
        raise FupinError(f"fupin.toml 的 [policy] 里，没有规则用到“{name}”。", _nearest(name, known))


def _sql_of_all(catalogue: Catalogue) -> Iterator[str]:
    for rule in catalogue.rules:
        yield from (rule.where, rule.broken)
    for check in catalogue.checks:
        yield from check.queries
    for indicator in catalogue.indicators:
        yield from (indicator.where, indicator.value)


def check_examples(rule: Rule) -> None:
    """Refuse examples in ledgers or columns that there are not.

    Raises:
        EntryError: names the rule, what is wrong and the nearest known name.
    """
    for part, rows in (("bad", rule.bad), ("good", rule.good)):
        label = f"规则 {rule.code} 的 {part}"
        for ledger, items in rows.items():
            if ledger not in ledgers():
                raise EntryError(
                    f"{label} 里没有“{ledger}”这种台账。", _nearest(ledger, ledgers()), part, ledger
                )
            known = columns(ledgers()[ledger])
            for name in dict.fromkeys(name for item in items for name in item):
                if name not in known:
                    raise EntryError(
                        f"{label} 里，“{ledger}”没有“{name}”这一列。", _nearest(name, known), part, name
                    )


def check_facts(catalogue: Catalogue) -> None:
    """Refuse facts with unknown names, and facts that go round in a circle.

    Raises:
        EntryError: names the fact and the ledger.
    """
    relations = Relations(catalogue.facts, Shape({}))
    lines = {line.name for line in catalogue.policy}
    for ledger in ledgers():
        for fact in relations.facts(ledger).values():
            label = f"“{ledger}”的事实“{fact.name}”"
            source = fact.source or ledger
            if source not in ledgers():
                raise EntryError(f"{label} 的 source 里没有“{source}”这种台账。", _nearest(source, ledgers()))
            for sql in (fact.sql, fact.where):
                _check_sql(label, sql, relations.names(source))
                _known_parameters(label, sql, lines, "")
            if fact.by and not {fact.by} <= relations.names(ledger) & relations.names(source):
                raise EntryError(f"{label} 的 by 里，两边不都有“{fact.by}”。", "请换成两种台账都有的列。")
            _follow(ledger, fact, relations, ())


def comparisons(sql: str) -> Iterator[tuple[str, str, bool]]:
    """(column, literal, LIKE?) of `列 = '…'`, `<>`, `IN (…)`, `LIKE '…'` and `含(列, '…')`."""
    listed = tokens(sql)
    for position, token in enumerate(listed):
        following = [part.upper() for part in listed[position + 1 : position + 4]]
        if token == "含" and len(listed) > position + 4 and listed[position + 4][0] == "'":
            yield listed[position + 2], _text(listed[position + 4]), False
        elif following[:1] == ["="] or following[:2] == ["<", ">"]:
            value = listed[position + 2 if following[0] == "=" else position + 3]
            if value[0] == "'":
                yield token, _text(value), False
        elif "LIKE" in following[:2]:
            value = listed[position + 2 + following.index("LIKE")]
            if value[0] == "'":
                yield token, _text(value), True
        elif following[:2] == ["IN", "("] or following[:3] == ["NOT", "IN", "("]:
            for value in listed[position + 2 + following.index("IN") :]:
                if value == ")":
                    break
                if value[0] == "'":
                    yield token, _text(value), False


def allowed_values(name: str, ledger: str, relations: Relations) -> frozenset[str] | None:
    """The values that a column or fact can have; None where any text may stand."""
    fact = relations.facts(ledger).get(name)
    if fact is None:
        column = columns(ledgers()[ledger]).get(name)
        if column is None:
            return None
        if isinstance(column.kind, YesNoKind):
            return frozenset({"是", "否", ""})
        if isinstance(column.kind, Choice) and not column.kind.open:
            return frozenset({*column.kind.values, ""})
        return None
    found: set[str] = {""}
    for used in words(fact.sql).columns - IMPLIED:
        allowed = allowed_values(used, fact.source or ledger, relations)
        if allowed is None:
            return None
        found |= allowed
    return frozenset(found) if len(found) > 1 else None


def _check_sql(label: str, sql: str, known: set[str], key: str = "") -> None:
    sign = fullwidth_sign(sql)
    if sign:
        raise EntryError(f"{label} 里有全角符号“{sign}”。", "比较符号、逗号、括号和引号要用半角。", key, sign)
    used = words(sql)
    for function in sorted(used.functions):
        if function.lower() not in FUNCTIONS and function not in MACROS:
            near = _nearest(function, FUNCTIONS | MACROS)
            raise EntryError(f"{label} 里用了不认识的函数“{function}”。", near, key, function)
    for name in sorted(used.columns - known):
        raise EntryError(f"{label} 里用了不认识的列“{name}”。", _nearest(name, known), key, name)


def _follow(ledger: str, fact: Fact, relations: Relations, path: tuple[tuple[str, str], ...]) -> None:
    here = (ledger, fact.name)
    if here in path:
        raise EntryError(f"“{ledger}”的事实“{fact.name}”绕了一圈又用到自己。", "请去掉其中一处。")
    source = fact.source or ledger
    for name in words(fact.sql).columns | words(fact.where).columns:
        used = relations.facts(source).get(name)
        if used is not None:
            _follow(source, used, relations, (*path, here))


def _text(token: str) -> str:
    return token[1:-1].replace("''", "'")


def _fits(literal: str, like: bool, allowed: frozenset[str]) -> bool:
    if not like:
        return literal in allowed
    return any(fnmatchcase(value, literal.replace("%", "*").replace("_", "?")) for value in allowed)


def _nearest(wrong: str, known: Iterable[str]) -> str:
    from rapidfuzz import process

    listed = sorted(known)
    best = process.extract(wrong, listed, limit=3, score_cutoff=40)
    names = "”“".join(name for name, _, _ in best)
    return f"是不是“{names}”？" if best else "请照目录里同类的规则改正。"
