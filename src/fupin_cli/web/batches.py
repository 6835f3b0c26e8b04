"""A batch: workbooks read together, what was found in them, and what was reckoned from them since."""

import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.configuration import Config, Town
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered, gather
from fupin_cli.office import opening
from fupin_cli.office.collecting import Collection, collect, stray
from fupin_cli.outputs.findings import Renderer
from fupin_cli.periods import Period
from fupin_cli.scope import Scope, choose
from fupin_cli.session import Session
from fupin_cli.validating import Validation, validate
from fupin_cli.web.balances import Balance
from fupin_cli.web.comparisons import Comparison
from fupin_cli.web.findings_index import Index, row_name
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.matches import Matched
from fupin_cli.web.recent import Recent
from fupin_cli.web.reports import Written
from fupin_cli.web.rows import Rows

SENT = "sent"
COUNTY = "县/"
"""Before a county's name, where the page asks for a town and a county will do."""
_NAMES = ("户主姓名", "姓名", "学生姓名", "借款人", "证件号码")


class PageRenderer(Renderer):
    """Masks always, and shows files from the upload's or the workspace's folder on."""

    def __init__(self, catalogue: Catalogue, roots: Sequence[Path]) -> None:
        super().__init__(catalogue)
        self._roots = [f"{root}{os.sep}" for root in roots if str(root) != "."]

    def shown_text(self, text: str) -> str:
        for root in self._roots:
            text = text.replace(root, "")
        return super().shown_text(text)


class Batch(Struct, dict=True):
    """Workbooks read together.

    Attributes:
        title: what the page calls it.
        folder: in the private folder; an upload lies in its `SENT`, copies to be downloaded beside it.
        files: copies to be downloaded, by their names.
        password: of encrypted workbooks, for copies of them.
        strays: names of files that lay beside the ledgers and are none.
    """

    title: str
    folder: Path
    session: Session
    gathered: Gathered
    validation: Validation
    password: str | None
    strays: Sequence[str] = ()
    id: str = field(default_factory=lambda: secret(12))
    balances: Recent[Balance] = field(default_factory=Recent)
    matches: Recent[Matched] = field(default_factory=Recent)
    reports: Recent[Written] = field(default_factory=Recent)
    comparisons: Recent[Comparison] = field(default_factory=Recent)
    files: dict[str, Path] = field(default_factory=dict)
    _opening: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def renderer(self) -> PageRenderer:
        home = self.session.workspace
        roots = [self.folder / SENT, *([home.root] if home else [])]
        return PageRenderer(self.session.catalogue, roots)

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.gathered, self.renderer)

    @cached_property
    def index(self) -> Index:
        findings = self.validation.findings
        names: dict[str, str] = {}
        for finding in findings:
            key = row_name(finding)
            if key not in names:
                names[key] = " ".join(self.rows.addresses.text(finding, name) for name in _NAMES)
        return Index(findings, self.renderer, names)

    @property
    def config(self) -> Config:
        return self.session.workspace.config if self.session.workspace else Config()

    @cached_property
    def towns(self) -> list[Town]:
        """The workspace's, else those that the sheets name."""
        if self.config.town:
            return list(self.config.town)
        found: dict[str, dict[str, None]] = {}
        for typed in self.gathered.typed:
            place = typed.table.place
            if place.get("乡"):
                villages = found.setdefault(place["乡"], {})
                villages.update(dict.fromkeys([place["村"]] if place.get("村") else []))
        return [Town(name=name, villages=list(villages)) for name, villages in found.items()]

    @cached_property
    def counties(self) -> dict[str, tuple[str, ...]]:
        """Counties of several towns, for papers of the whole county."""
        own = self.config.workspace.county
        found: dict[str, tuple[str, ...]] = {}
        for town in self.towns:
            county = town.county or own
            found[county] = (*found.get(county, ()), town.name)
        return {county: towns for county, towns in found.items() if county and len(towns) > 1}

    @cached_property
    def periods(self) -> list[str]:
        """The workspace's current one, then those that have ledgers, latest first."""
        there = sorted((text for text in self.gathered.datasets if text), reverse=True)
        own = self.config.workspace.period
        return list(dict.fromkeys([*([own] if own else []), *there]))

    @cached_property
    def collection(self) -> Collection:
        """Who has sent what; several towns are taken together."""
        towns = self.config.town
        villages = [village for town in towns for village in town.villages]
        found = collect(self.gathered, towns[0].name if len(towns) == 1 else "", villages)
        found.remarks += map(stray, self.strays)
        return found

    def scope(self, town: str, village: str, period: str) -> Scope:
        """The rows of a place and period; `town` may be a county, as `县/…`.

        Raises:
            FupinError: a place that is none of the batch's, no period, or no ledger for it.
        """
        if town.startswith(COUNTY):
            towns = self.counties.get(town.removeprefix(COUNTY))
            if towns is None or village:
                raise FupinError("选全县时不能再选村，也只能选列表里的县。", "请在列表里重新选。")
            return self._scope(opening.Aim(self._period(period), towns=towns))
        place = next((one for one in self.towns if one.name == town), None)
        if (town or self.towns) and place is None:
            raise FupinError("没有选乡镇，或选的乡镇不在这批台账里。", "请在列表里选一个乡镇。")
        if village and (place is None or village not in place.villages):
            raise FupinError(f"{town}没有叫“{village}”的村。", "请在列表里选一个村，或选全镇。")
        return self._scope(opening.Aim(self._period(period), town, village))

    def town_scope(self, asked: Mapping[str, str]) -> Scope:
        """The place and period that a form asks for, where a county will not do.

        Raises:
            FupinError: as `scope`, and for a county.
        """
        town = asked.get("town", "")
        if town.startswith(COUNTY):
            raise FupinError("名单比对和核实单按乡镇做，不能选全县。", "请在列表里选一个乡镇。")
        return self.scope(town, asked.get("village", ""), asked.get("period", ""))

    def _scope(self, asked: opening.Aim) -> Scope:
        """With what the workspace has sealed, as on the command line."""
        home = self.session.workspace
        if home is None:
            return choose(self.gathered, asked.town, asked.period, None, asked.village, towns=asked.towns)
        with self._opening:
            return opening.scope(self.gathered, home, asked)

    def _period(self, text: str) -> Period:
        if not text:
            raise FupinError("没有写时期。", "时期写作 2023、2023H1、2023Q3 或 2023-05。")
        return Period.parse(text)


def read(
    job: Job,
    session: Session,
    files: Iterable[Path],
    *,
    title: str,
    folder: Path,
    password: str | None = None,
    strays: Sequence[str] = (),
) -> Batch:
    """Read and validate `files`.

    Raises:
        FupinError: none of them could be read.
    """
    paths = list(files)
    gathered = gather(
        paths, session.workspace, password=password, progress=job.count(len(paths)), processes=True
    )
    if not gathered.readings and gathered.failures:
        raise gathered.failures[0]
    validation = validate(
        gathered,
        session.catalogue,
        session.policies,
        session.selection(),
        progress=lambda ledger: job.say(f"正在逐行检查“{ledger}”"),
    )
    batch = Batch(title, folder, session, gathered, validation, password, strays)
    job.say("正在整理结果")
    _ = batch.index, batch.collection
    return batch
