"""What is to be written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.configuration import Config
from fupin_cli.periods import Period
from fupin_cli.scope import Scope

OF_THE_PAPER = ("标题", "文号", "附件")
"""Lines of [report] that are for the paper that its 标题 names: another kind's or place's takes the defaults."""

OF_THE_PERIOD = ("标题", "成文日期", "文号", "印发日期")
"""Lines of [report] that are the current period's paper's own: another period's takes the defaults."""


class Request(Struct, frozen=True):
    """The kind of report, the workspace's [report] lines, an own template.

    Attributes:
        topic: of a 专项 the line of work; of a 整改报告 the source of the problems.
        tables: annexes by village (by town for a county).
        places: villages (towns) in the workspace's order, for those annexes.
        profile: 普通, or 红头 for the paper with a red head and an imprint.
        charts: pictures of the figures, as an annex.
        source_list: the list of what ledgers the figures were counted from, as an annex.
        merged: villages that are merged into the village reported on.
    """

    kind: str
    options: Mapping[str, Any]
    county: str
    template: Path | None = None
    topic: str = ""
    tables: bool = False
    places: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    profile: str = "普通"
    charts: bool = False
    source_list: bool = False


def request_of(
    config: Config,
    scope: Scope,
    *,
    kind: str,
    topic: str = "",
    template: Path | None = None,
    tables: bool = False,
    profile: str = "普通",
    charts: bool = False,
    source_list: bool = False,
) -> Request:
    """What is to be written of `scope` by the workspace's configuration; a county's paper goes by its own name."""
    county = config.workspace.county
    own = next((town for town in config.town if town.name == scope.town), None)
    if scope.towns:
        county = next((t.county for t in config.town if t.name in scope.towns and t.county), county)
    elif own is not None:
        county = own.county or county
    options = _own_lines(config, scope, kind, topic)
    merged = next((tuple(m.merged) for m in config.merged_village if m.name == scope.village), ())
    places = scope.towns or (tuple(own.villages) if own is not None else ())
    return Request(
        kind, options, county, template, topic, tables, places, merged, profile, charts, source_list
    )


def _own_lines(config: Config, scope: Scope, kind: str, topic: str) -> dict[str, Any]:
    """The lines of [report] that are for this paper: 标题 tells which one they were written for."""
    options = dict(config.report)
    left_out: set[str] = set()
    current = config.workspace.period
    if current and str(scope.period) != str(Period.parse(current)):
        left_out.update(OF_THE_PERIOD)
    if not _meant(str(options.get("标题") or ""), config, scope, kind, topic):
        left_out.update(OF_THE_PAPER)
    signed = str(options.get("署名") or "")
    if scope.village and not _names(str(options.get("标题") or "") + signed, scope.village):
        left_out.add("署名")
    if scope.towns and any(town in signed for town in scope.towns):
        left_out.add("署名")
    return {name: value for name, value in options.items() if name not in left_out}


def _meant(title: str, config: Config, scope: Scope, kind: str, topic: str) -> bool:
    """Whether a title can be that of this paper: its kind's word, and not another place's name."""
    if not title:
        return True
    if scope.village:
        return _names(title, scope.village)
    towns = [town for town in config.town if town.name != scope.town]
    others = [town.name for town in towns] + [name for town in config.town for name in town.villages]
    if any(name in title for name in others) or ("整改" in title) != (kind == "整改报告"):
        return False
    if kind == "专项":
        return topic in title
    return not title.endswith({"工作总结": "报告", "工作报告": "总结"}.get(kind, "\n"))


def _names(text: str, village: str) -> bool:
    return village in text or (len(village) > 2 and village.removesuffix("村") in text)
