"""What every command starts from: the workspace (if any), the catalogue with its own entries, the policy lines."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from fupin_cli.catalogue.entries import Catalogue, PolicyLine
from fupin_cli.catalogue.loader import combined, shipped
from fupin_cli.catalogue.own import own_entries
from fupin_cli.catalogue.policies import Policies, Spot, own_lines
from fupin_cli.errors import FupinError
from fupin_cli.findings import SEVERITIES
from fupin_cli.periods import Period
from fupin_cli.validating import Selection
from fupin_cli.vocabulary.registry import ledgers
from fupin_cli.workspace import Workspace

if TYPE_CHECKING:
    from fupin_cli.configuration import PerLedger


class Session(Struct, dict=True):
    """One run of a command."""

    workspace: Workspace | None

    @classmethod
    def open(cls, folder: Path | None, *, needed: bool) -> "Session":
        """With the workspace at `folder`, or the nearest; without one only where it is not `needed`."""
        if needed or folder is not None:
            return cls(Workspace.find(folder))
        return cls(Workspace.nearest())

    @property
    def home(self) -> Workspace:
        """The workspace of a command that needs one."""
        if self.workspace is None:
            raise FupinError("这个命令要在工作区里运行。", "用 -w 指出工作区文件夹。")
        return self.workspace

    @cached_property
    def catalogue(self) -> Catalogue:
        if self.workspace is None:
            return shipped()
        own = [entry for path in self.workspace.own_files for entry in own_entries(path)]
        whole = combined(own, self.own_policy)
        if own or self.workspace.config.policy:
            from fupin_cli.engine.checking import check_own

            check_own(own, whole)
        return whole

    @property
    def own_policy(self) -> list[PolicyLine]:
        """The workspace's own policy lines."""
        return own_lines(self.workspace.config.policy, shipped().policy) if self.workspace else []

    @cached_property
    def policies(self) -> Policies:
        return Policies(self.catalogue.policy)

    @property
    def spot(self) -> Spot | None:
        """The workspace's place in the year of its period; None where fupin.toml does not say them."""
        if self.workspace is None or not self.workspace.config.workspace.period:
            return None
        given = self.workspace.config.workspace
        return Spot(given.province, given.city, given.county, Period.parse(given.period).year)

    def selection(
        self, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), *, preview: bool = False
    ) -> Selection:
        """The command line's codes, on top of the workspace's.

        Raises:
            FupinError: a code that no rule has, or a severity that is none.
        """
        codes = {entry.code for entry in self.catalogue.coded}
        severity = {}
        per_ledger: dict[str, tuple[str, ...]] = {}
        per_village: dict[str, tuple[str, ...]] = {}
        if self.workspace is not None:
            options = self.workspace.config.validate_
            select = select or tuple(options.select)
            ignore = (*ignore, *options.ignore)
            severity = options.severity
            per_ledger = _by_name(options.per_ledger, list(ledgers()), "台账")
            villages = [village for town in self.workspace.config.town for village in town.villages]
            per_village = _by_name(options.per_village, villages, "村")
        excused = [code for codes_ in (*per_ledger.values(), *per_village.values()) for code in codes_]
        for given in (*select, *ignore, *severity, *excused):
            if not any(code.startswith(given) for code in codes):
                from rapidfuzz import process

                near = process.extractOne(given.upper(), sorted(codes))
                raise FupinError(
                    f"没有编号为“{given}”的规则。", f"是不是 {near[0]}？运行 fupin rules 看全部规则。"
                )
        for code, level in severity.items():
            if level not in SEVERITIES:
                raise FupinError(f"规则 {code} 的轻重“{level}”不对。", f"可用的有：{'、'.join(SEVERITIES)}。")
        return Selection(select, ignore, severity, preview, per_ledger, per_village)  # type: ignore[arg-type]


def _by_name(listed: Iterable["PerLedger"], known: Sequence[str], what: str) -> dict[str, tuple[str, ...]]:
    """Codes left out by ledger or village.

    Raises:
        FupinError: a name that is none of `known`.
    """
    found: dict[str, tuple[str, ...]] = {}
    for item in listed:
        if item.name not in known:
            from rapidfuzz import process

            near = process.extractOne(item.name, known)
            hint = f"是不是“{near[0]}”？" if near else "请先在 [[town]] 的 villages 里写上各村。"
            raise FupinError(f"fupin.toml 的 [validate] 里写的{what}“{item.name}”不存在。", hint)
        found[item.name] = (*found.get(item.name, ()), *item.ignore)
    return found
