"""What the shell offers after Tab: towns, villages, periods, ledgers, codes, indicators, by a parameter's metavar.

Every Tab starts the program anew, so nothing heavy is imported and nothing is judged here: fupin.toml and the
catalogue are only looked through for their names. What cannot be read offers nothing; the command itself says why.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, get_args

from typer.models import ParameterInfo

from fupin_cli.patterns import regex
from fupin_cli.resources import folder

CONFIG = "fupin.toml"
VARIABLE = "_FUPIN_COMPLETE"
_CATALOGUE = Path(__file__).parents[1] / "catalogue"
_CODE = regex(r'^code = "([A-Z]+\d+)"', re.M)
_NAME = regex(r'^name = "(.+)"', re.M)
_PERIOD = regex(r"\d{4}(?:H[12]|Q[1-4]|-\d{2})?")

Completer = Callable[[Any, str], list[str]]


def attach(commands: Iterable[Callable[..., Any]]) -> None:
    """Let every parameter of the commands whose metavar says what it takes offer it."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    completion_init()
    for command in commands:
        for annotation in command.__annotations__.values():
            for info in get_args(annotation)[1:]:
                if isinstance(info, ParameterInfo) and info.metavar:
                    info.autocompletion = _completer(info.metavar) or info.autocompletion


def _completer(metavar: str) -> Completer | None:
    """What goes on from what has been typed (after the last comma of a list); None where nobody can know."""
    choices = metavar.split("|") if re.fullmatch(r"[^|<>]+(\|[^|<>]+)+", metavar) else []
    if not choices and not any(key.split()[-1] == metavar for key in _SOURCES):
        return None

    def complete(ctx: Any, incomplete: str) -> list[str]:
        # 同一个选项几个命令都有，查什么看是哪个命令
        source = _SOURCES.get(f"{ctx.info_name} {metavar}") or _SOURCES.get(metavar)
        names = choices or (source(ctx) if source else [])
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in dict.fromkeys(names) if name.startswith(last)]

    # Typer 按参数的注解认出它们
    complete.__annotations__ = {"ctx": _context(), "incomplete": str, "return": list[str]}
    return complete


def _context() -> type:
    from typer import Context

    return Context


def _root(ctx: Any) -> Path | None:
    given = ctx.params.get("workspace")
    if given is not None:
        return Path(given)
    here = Path.cwd()
    return next((home for home in (here, *here.parents) if (home / CONFIG).is_file()), None)


def _config(ctx: Any) -> dict[str, Any]:
    root = _root(ctx)
    if root is None:
        return {}
    try:
        return tomllib.loads((root / CONFIG).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _towns(ctx: Any) -> list[str]:
    return [str(town["name"]) for town in _config(ctx).get("town", ()) if "name" in town]


def _villages(ctx: Any) -> list[str]:
    chosen = ctx.params.get("town")
    towns = [town for town in _config(ctx).get("town", ()) if chosen in {None, town.get("name")}]
    return [str(village) for town in towns for village in town.get("villages", ())]


def _counties(ctx: Any) -> list[str]:
    config = _config(ctx)
    own = config.get("workspace", {}).get("county", "")
    return [name for town in config.get("town", ()) if (name := str(town.get("county", own)))]


def _periods(ctx: Any) -> list[str]:
    """The workspace's own, those of folders of ledgers and snapshots, and the parts of these years."""
    options = _config(ctx).get("workspace", {})
    found = [str(options["period"])] if options.get("period") else []
    root = _root(ctx)
    if root is not None:
        for inside in (str(options.get("ledgers", "台账")), "快照"):
            found += sorted(path.name for path in (root / inside).glob("*") if _PERIOD.fullmatch(path.name))
    parts = ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"-{month:02d}" for month in range(1, 13)))
    return [*found, *(year + part for year in dict.fromkeys(text[:4] for text in found) for part in parts)]


def _ledgers(ctx: Any) -> list[str]:
    from fupin_cli.vocabulary.registry import ledgers

    return list(ledgers())


def _codes(ctx: Any) -> list[str]:
    return sorted(_written(ctx, "rules", "rule", "code", _CODE))


def _indicators(ctx: Any) -> list[str]:
    return _written(ctx, "indicators", "indicator", "name", _NAME)


def _ledgers_and_indicators(ctx: Any) -> list[str]:
    return [*_ledgers(ctx), *_indicators(ctx)]


def _written(ctx: Any, kind: str, table: str, key: str, pattern: re.Pattern[str]) -> list[str]:
    """Codes or names of the shipped entries and of the workspace's own."""
    files = sorted((_CATALOGUE / kind).glob("*.toml"))
    shipped = [name for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))]
    own = [str(entry[key]) for entry in _config(ctx).get(table, ()) if key in entry]
    root = _root(ctx)
    if root is not None and kind == "rules":
        for path in sorted((root / "规则").glob("*.toml")):
            own += pattern.findall(path.read_text(encoding="utf-8-sig", errors="replace"))
    return [*shipped, *own]


def _sets(ctx: Any) -> list[str]:
    read = (
        tomllib.loads(path.read_text(encoding="utf-8")) for path in (_CATALOGUE / "checks").glob("*.toml")
    )
    return sorted({name for data in read for check in data["check"] for name in check.get("sets", ())})


def _faults(ctx: Any) -> list[str]:
    from fupin_cli.proofreading.codes import codes

    return sorted(codes())


def _report_kinds(ctx: Any) -> list[str]:
    return sorted(path.stem for path in folder("templates").glob("*.j2"))


def _list_kinds(ctx: Any) -> list[str]:
    from fupin_cli.office.list_kinds import KINDS

    return [kind.name for kind in KINDS]


_SOURCES: dict[str, Callable[[Any], Iterable[str]]] = {
    "乡镇": _towns,
    "村": _villages,
    "县": _counties,
    "时期": _periods,
    "台账": _ledgers,
    "template 台账...": _ledgers,
    "编号": _codes,
    "proofread 编号": _faults,
    "指标": _indicators,
    "台账或指标": _ledgers_and_indicators,
    "reconcile 名称": _sets,
    "report 种类": _report_kinds,
    "match 种类": _list_kinds,
}
