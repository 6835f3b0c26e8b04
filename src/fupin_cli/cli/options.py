"""Options that several commands share, described once."""

import datetime as dt
import sys
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.errors import FupinError

# 命令行上有没有 --no-cache：由 reading.read 取用，各命令不必一路传下去
CACHED: ContextVar[bool] = ContextVar("CACHED", default=True)


def _cached(refused: bool) -> bool:
    CACHED.set(not refused)
    return refused


def _limited(size: str) -> str:
    if size or "fupin_cli.engine.room" in sys.modules:
        from fupin_cli.engine.room import MEMORY

        MEMORY.set(size)
    return size


def _shown(whole: bool) -> bool:
    """Say that nothing is masked: on every command that can be asked for it, with --quiet too."""
    if whole:
        from fupin_cli.cli.screen import say

        say("注意：结果没有遮挡个人信息，请勿转发。")
    return whole


WorkspaceOption = Annotated[
    Optional[Path],  # noqa: UP045  Typer reads it
    typer.Option(
        "--workspace", "-w", metavar="文件夹", help="工作区文件夹（缺省：当前文件夹往上最近的 fupin.toml）。"
    ),
]
AsOf = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as-of", metavar="日期", help="按哪一天判断年龄、期限和在册数，例如 2023-12-31。"),
]
Output = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", metavar="文件", help="写到这个文件（缺省写到屏幕）。"),
]
ShowPii = Annotated[
    bool,
    typer.Option("--show-pii", callback=_shown, help="不遮挡身份证号、电话和银行卡号（缺省遮挡）。"),
]
Password = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--password", envvar="FUPIN_PASSWORD", metavar="密码", help="加密工作簿的打开密码。"),
]
TownOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--town", metavar="乡镇", help="哪个乡镇（工作区只有一个时可不写）。"),
]
PeriodOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--period", metavar="时期", help="2023、2023H1、2023Q3、2023-05 或 2023-03-01..2023-05-31。"
    ),
]
Select = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--select", metavar="编号", help="只看这些规则（前缀也行，逗号分隔）。"),
]
Ignore = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--ignore", metavar="编号", help="不看这些规则（前缀也行，逗号分隔）。"),
]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", callback=_cached, help="不用缓存，重新读取台账（缓存在 fupin.toml 里打开）。"),
]
Memory = Annotated[
    str,
    typer.Option(
        "--memory",
        metavar="大小",
        callback=_limited,
        help="在导出的表上运行时用多少内存，例如 2GB；装不下的放到临时文件里。",
    ),
]
VillageOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--village", metavar="村", help="只看一个村。"),
]


class Format(StrEnum):
    """How most commands tell on stdout what they have done."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只输出结果，不输出提示。")]


class EngineName(StrEnum):
    """What answers the queries."""

    duckdb = "duckdb"
    spark = "spark"


_MASTER: ContextVar[str | None] = ContextVar("MASTER", default=None)


def _master(name: str | None) -> str | None:
    _MASTER.set(name)
    return name


def _engine(name: EngineName) -> EngineName:
    if name is EngineName.spark:
        from fupin_cli.engine.choosing import choose_engines
        from fupin_cli.engine.spark import SparkEngines

        choose_engines(SparkEngines(_MASTER.get))
    elif "fupin_cli.engine.choosing" in sys.modules:
        from fupin_cli.engine.choosing import choose_engines

        choose_engines(None)
    return name


EngineOption = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        metavar="duckdb|spark",
        callback=_engine,
        help="用什么计算：duckdb 在本机（缺省），spark 在集群，台账用 fupin export 导出的文件夹。",
    ),
]
MasterOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--master",
        metavar="地址",
        callback=_master,
        help="Spark 集群，例如 local[2]、yarn、k8s://…；不写就照 spark-submit 的。",
    ),
]


def day(text: str | None) -> dt.date | None:
    """The day of `--as-of`."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise FupinError(f"看不懂日期“{text}”。", "日期写成 2023-12-31 这样。") from None


def codes(given: list[str] | None) -> tuple[str, ...]:
    """Codes of --select and --ignore, commas taken apart."""
    return tuple(code.strip() for item in given or () for code in item.split(",") if code.strip())
