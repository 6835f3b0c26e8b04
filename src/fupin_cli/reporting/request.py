"""What is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fupin_cli.configuration import Config
from fupin_cli.periods import Period
from fupin_cli.scope import Scope

OF_THE_PERIOD = ("标题", "成文日期", "文号", "印发日期")
"""Lines of [report] that are the current period's paper's own: another period's takes the defaults."""


@dataclass(frozen=True)
class Request:
    """The kind of report, the workspace's [report] lines, an own template.

    Attributes:
        topic: of a 专项 the line of work; of a 整改报告 the source of the problems.
        tables: annexes by village (by town for a county).
        places: villages (towns) in the workspace's order, for those annexes.
        profile: 普通, or 红头 for the paper with a red head and an imprint.
        charts: pictures of the figures, as an annex.
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
) -> Request:
    """What is to be written of `scope` by the workspace's configuration; a county's paper goes by its own name."""
    county = config.workspace.county
    own = next((town for town in config.town if town.name == scope.town), None)
    if scope.towns:
        county = next((t.county for t in config.town if t.name in scope.towns and t.county), county)
    elif own is not None:
        county = own.county or county
    merged = next((tuple(m.merged) for m in config.merged_village if m.name == scope.village), ())
    options = dict(config.report)
    current = config.workspace.period
    if current and str(scope.period) != str(Period.parse(current)):
        for name in OF_THE_PERIOD:
            options.pop(name, None)
    places = scope.towns or (tuple(own.villages) if own is not None else ())
    return Request(kind, options, county, template, topic, tables, places, merged, profile, charts)
