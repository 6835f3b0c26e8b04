"""A header and the rows under it → a `Table`, with what is to be said about its columns."""

from collections import defaultdict
from typing import Any

from fupin_cli.findings import Finding, Place, letter
from fupin_cli.patterns import regex
from fupin_cli.reading.binding import Candidate
from fupin_cli.reading.body import Body
from fupin_cli.reading.columns import Column
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.heading import Label
from fupin_cli.reading.lines import Lines
from fupin_cli.reading.model import BoundColumn, Grid, Table
from fupin_cli.reading.near import nearest, slip
from fupin_cli.reading.totals import totals
from fupin_cli.reading.units import factor, units_in

_EITHER = regex(r"[/／]|或者?")
_CHOICES = regex(r"[(（][^()（）]*[/／、][^()（）]*[)）]$")
# 本程序自己写在台账旁边的列：标注副本的意见、收表汇总的来源
_IGNORED = frozenset({"校验意见", "来源文件"})


class Columns:
    """The columns of a table, settled one by one; `findings` says what was done about the doubtful ones."""

    def __init__(self, candidate: Candidate, grid: Grid, body: Body, index: Index, shown: str) -> None:
        self.candidate = candidate
        self.fields = index.columns(candidate.ledger)
        self.index = index
        self.findings: list[Finding] = []
        self._grid = grid
        self._data = body.data
        self._shown = shown
        self.bound: list[tuple[Label, str, str, str]] = self._once([(*b, "exact") for b in candidate.bound])
        taken = {label.index for label, *_ in self.bound}
        self.unknown = [
            label
            for label in candidate.heading.labels
            if label.index not in taken and normalise(label.shown).name not in _IGNORED
        ]
        self._bind_slips()

    def values(self, index: int) -> Column:
        """A column's raw values over the data rows."""
        return self._grid.rows.column(index).at(self._data)

    def say(self, code: str, severity: Any, label: Label | None = None, **values: Any) -> None:
        """Add a finding about a column's header, or about the whole table."""
        heading = self.candidate.heading
        place = Place(self._shown, self._grid.name)
        if label is not None:
            place = Place(self._shown, self._grid.name, heading.bottom, letter(label.index), label.shown)
        values = {"ledger": self.candidate.ledger, **values}
        self.findings.append(Finding(code, severity, place, values, ledger=self.candidate.ledger))

    def _once(self, bound: list[tuple[Label, str, str, str]]) -> list[tuple[Label, str, str, str]]:
        """Each field once: the column headed by the field's own name, or two that agree, else none."""
        by_field: defaultdict[str, list[tuple[Label, str, str, str]]] = defaultdict(list)
        for item in bound:
            by_field[item[1]].append(item)
        kept = []
        for name, items in by_field.items():
            literal = [item for item in items if item[0].readings[-1][0] == normalise(name).name]
            alike = all(self.values(item[0].index) == self.values(items[0][0].index) for item in items[1:])
            if alike or len(literal) == 1:
                kept.append(literal[0] if len(literal) == 1 else items[0])
            if not alike:
                headers = "、".join(f"{letter(item[0].index)}列“{_flat(item[0].shown)}”" for item in items)
                code, severity = ("RD013", "warning") if len(literal) == 1 else ("RD004", "error")
                self.say(code, severity, items[0][0], field=name, headers=headers)
        return sorted(kept, key=lambda item: item[0].index)

    def _bind_slips(self) -> None:
        """Take a header with one slip of the keyboard for a free field; suggest for the rest."""
        if not self.unknown:
            return
        taken = {name for _, name, *_ in self.bound}
        free = {
            name: field_name
            for name, owners in self.index.fields.items()
            if (field_name := owners.get(self.candidate.ledger)) and field_name not in taken
        }
        for label in list(self.unknown):
            name, unit = label.readings[0] if len(label.readings) == 1 else label.readings[-1]
            match = self._double(label, free) or (slip(name, free) if not self.index.known(name) else None)
            if match is not None and free[match] not in {f for _, f, *_ in self.bound}:
                self.bound.append((label, free[match], unit, "near"))
                self.unknown.remove(label)
                self.say("RD005", "info", label, header=_flat(label.shown), field=free[match])
            else:
                like = nearest(name, free) if len(name) > 1 else ""
                suggestion = f"，最像的是“{free[like]}”" if like else ""
                self.say("RD006", "info", label, header=_flat(label.shown), suggestion=suggestion)
        self.bound.sort(key=lambda item: item[0].index)

    def _double(self, label: Label, free: dict[str, str]) -> str | None:
        """The name of the one free field that all names of 户编号/户号 mean, or 户类型 in 户类型（脱贫户/监测户）."""
        bare = _CHOICES.sub("", label.shown)
        names = [normalise(part).name for part in _EITHER.split(bare)]
        fields = {free.get(name) for name in names}
        changed = bare != label.shown or len(names) > 1
        return names[0] if changed and len(fields) == 1 and None not in fields else None

    def made(self, unit_line: str) -> list[BoundColumn]:
        """The bound columns with the factor from the sheet's unit to the field's."""
        stated = units_in(unit_line)
        columns = []
        for label, name, unit, how in self.bound:
            wanted = self.fields[name].unit
            scale = None
            for shown in ([unit] if unit else stated) if wanted else ():
                found = factor(shown, wanted)
                if found is not None:
                    scale = None if found == 1 else found
                    break
            else:
                if wanted and unit:
                    self.say("RD012", "warning", label, header=_flat(label.shown), unit=unit, wanted=wanted)
            columns.append(BoundColumn(name, label.shown, label.index, scale, how))
        return columns


def _flat(text: str) -> str:
    return "".join(text.split())


def assemble(
    grid: Grid, candidate: Candidate, body: Body, lines: Lines, *, index: Index, shown: str
) -> tuple[Table, list[Finding]]:
    """Take the table's columns out of the grid and its totals out of its rows."""
    heading = candidate.heading
    settled = Columns(candidate, grid, body, index, shown)
    columns = settled.made(lines.unit)
    cells = {column.field: settled.values(column.index) for column in columns}
    missing = [name for name, column in settled.fields.items() if column.required and name not in cells]
    for name in missing:
        doubled = any(f.code == "RD004" and f.values["field"] == name for f in settled.findings)
        if name in lines.place or doubled:
            continue
        unknown = {normalise(label.shown).name: _flat(label.shown) for label in settled.unknown}
        like = nearest(name, unknown) if unknown else ""
        settled.say(
            "RD003", "error", field=name, suggestion=f"表里的“{unknown[like]}”是不是它？" if like else ""
        )
    table = Table(
        sheet=grid.name,
        ledger=candidate.ledger,
        header_rows=tuple(range(heading.top + 1, heading.bottom + 1)),
        columns=columns,
        rows=[number + 1 for number in body.data],
        cells=cells,
        totals=totals(grid, columns, body, heading.bottom),
        place=lines.place,
        unit=lines.unit,
        data_date=lines.data_date,
        period=lines.period,
        unknown=[(label.shown, label.index) for label in settled.unknown],
        missing=missing,
        title=lines.title,
        hidden=grid.hidden,
    )
    return table, settled.findings
