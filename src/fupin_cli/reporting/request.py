"""What is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
