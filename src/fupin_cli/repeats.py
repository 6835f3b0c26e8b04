"""Tables that another file holds too, so that nobody is counted twice."""

from collections.abc import Iterable
from typing import TypeAlias

from fupin_cli.engine.dataset import Dataset
from fupin_cli.findings import Finding, Place
from fupin_cli.judging import TypedTable
from fupin_cli.versions import stated

_Keyed: TypeAlias = tuple[TypedTable, list[tuple[str, ...]]]


def without_repeats(dataset: Dataset, findings: list[Finding]) -> Dataset:
    """Leave out tables that repeat most rows of another file's table; each is a finding (WS001).

    Of two versions the earlier is left out, where most of its rows are in the later one too.
    Towns may have villages of one name and numbers of one kind: tables that state different towns are no repeats.
    """
    if len({member.typed.reading.path for member in dataset.members}) < 2:
        return dataset
    keyed = [(member.typed, _row_keys(member.typed)) for member in dataset.members]
    latest = sorted(keyed, key=lambda one: stated(one[0]), reverse=True)
    left = _repeats(latest)
    if any(one is not other for one, other in zip(latest, keyed, strict=True)):
        left |= _repeats([one for one in keyed if id(one[0]) not in left])
    kept = Dataset()
    for member in dataset.members:
        if (finding := left.get(id(member.typed))) is None:
            kept.add(member.typed, member.period, member.day)
        else:
            findings.append(finding)
    return kept


def _repeats(tables: Iterable[_Keyed]) -> dict[int, Finding]:
    """What is to be said of the tables, by their identity, that repeat most rows of one before them."""
    found: dict[int, Finding] = {}
    seen: dict[tuple[str, str], dict[tuple[str, ...], TypedTable]] = {}
    for typed, keys in tables:
        ledger, town = typed.table.ledger, typed.table.place.get("乡", "")
        others = [rows for (name, place), rows in seen.items() if name == ledger and _may_be(town, place)]
        same = (next((rows[key] for rows in others if key in rows), None) for key in keys)
        twins = [twin for twin in same if twin is not None and twin.reading.path != typed.reading.path]
        if keys and len(twins) * 2 >= len(keys):
            found[id(typed)] = Finding(
                code="WS001",
                severity="error",
                place=Place(typed.reading.path, typed.table.sheet),
                values={"ledger": ledger, "other": twins[0].reading.path, "same": len(twins)},
                ledger=ledger,
                village=typed.table.place.get("村"),
            )
            continue
        own = seen.setdefault((ledger, town), {})
        for key in keys:
            own.setdefault(key, typed)
    return found


def _may_be(one: str, other: str) -> bool:
    return not one or not other or one == other


def _row_keys(typed: TypedTable) -> list[tuple[str, ...]]:
    """Each row's natural key (with town, where rows have one, and village); rows without one are left out."""
    names = [name for name in typed.ledger.key if name in typed.columns]
    if not names:
        return []
    own = len(names)
    village = typed.table.place.get("村", "")
    if "乡" in typed.columns:
        names.append("乡")
    lists = [[typed.columns[name].texts[code] or "" for code in typed.columns[name].codes] for name in names]
    if "村" in typed.columns and "村" not in names:
        lists.append([typed.columns["村"].texts[code] or village for code in typed.columns["村"].codes])
    else:
        lists.append([village] * len(typed.table.rows))
    return [key for key in zip(*lists, strict=True) if any(key[:own])]
