"""A workspace: the folder with fupin.toml, its towns and villages, and where their ledgers lie."""

import datetime as dt
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_origin

from fupin_cli.errors import FupinError
from fupin_cli.nearest import hint
from fupin_cli.periods import Period

if TYPE_CHECKING:
    from fupin_cli.configuration import Town
    from fupin_cli.forms import Fault

CONFIG = "fupin.toml"
RULES = "规则"  # 工作区里放自己写的规则的文件夹
SNAPSHOTS = "快照"
LEDGER_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv"})


class Workspace:
    """The folder of a `fupin.toml`, read and checked.

    Raises:
        FupinError: no fupin.toml, no TOML, unknown keys, or a ledger folder outside the workspace.
    """

    def __init__(self, root: Path) -> None:
        from fupin_cli.configuration import REPORT_KEYS, Config
        from fupin_cli.forms import Unfit, made

        self.root = root
        self.path = root / CONFIG
        try:
            self._text = self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise FupinError(f"{self.path} 不是 UTF-8 编码。", "请用记事本另存为 UTF-8 编码。") from None
        except OSError:
            raise FupinError(
                f"{root} 里没有 {CONFIG}。", "请先用 fupin init 建立工作区，或用 -w 指出工作区文件夹。"
            ) from None
        try:
            data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise FupinError(
                f"{self.path} 写法有误：{_toml_fault(error)}。",
                '中文的键要加双引号，例如 "监测范围" = 7500。',
            ) from None
        try:
            self.config = made(Config, data)
        except Unfit as error:
            raise self._config_error(error.fault) from None
        for key in self.config.report:
            if key not in REPORT_KEYS:
                raise self._unknown(key, list(REPORT_KEYS), "report")

    @classmethod
    def find(cls, start: Path | None = None) -> "Workspace":
        """The workspace at `start`, or the nearest one upwards of the current folder."""
        if start is not None:
            if not start.is_dir():
                raise FupinError(f"找不到工作区文件夹 {start}。", "请检查 -w 后面的路径。")
            return cls(start)
        found = cls.nearest()
        if found is None:
            raise FupinError(
                f"当前文件夹及上级都没有 {CONFIG}。",
                "请到工作区里运行，或用 -w 指出工作区文件夹；没有工作区先用 fupin init 建立。",
            )
        return found

    @classmethod
    def nearest(cls) -> "Workspace | None":
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / CONFIG).is_file():
                return cls(Path() if folder == here else folder)
        return None

    @cached_property
    def ledger_folder(self) -> Path:
        folder = self.root / self.config.workspace.ledgers
        if not folder.resolve().is_relative_to(self.root.resolve()):
            raise FupinError(
                f'{self.path} 的 ledgers = "{self.config.workspace.ledgers}" 指到了工作区外面。',
                "台账文件夹要放在工作区里。",
            )
        if not folder.is_dir():
            raise FupinError(f"工作区里没有台账文件夹 {folder}。", "请建立这个文件夹，把各村的台账放进去。")
        return folder

    def ledger_files(self) -> list[Path]:
        """All workbooks below the ledger folder, sorted; lock files of open workbooks are left out."""
        return workbooks(self.ledger_folder)

    @cached_property
    def sealed(self) -> dict[str, Path]:
        """The folders 快照/<period> by period."""
        found = {}
        for folder in sorted((self.root / SNAPSHOTS).glob("*")):
            try:
                found[str(Period.parse(folder.name))] = folder
            except FupinError:
                continue  # 不是时期的名字，是别人放在这里的
        return found

    @property
    def own_files(self) -> list[Path]:
        """Where own rules, checks and indicators stand: fupin.toml if it has any, then 规则/*.toml."""
        config = self.config
        own = [self.path] if config.rule or config.check or config.indicator else []
        return [*own, *sorted((self.root / RULES).glob("*.toml"))]

    def town(self, name: str | None) -> "Town":
        """The town called `name`, or the workspace's only town."""
        towns = self.config.town
        if name is None:
            if len(towns) == 1:
                return towns[0]
            raise FupinError(
                f"工作区里有{len(towns)}个乡镇，不知道是哪一个。" if towns else f"{self.path} 里没有写乡镇。",
                f"请加 --town，可选：{'、'.join(t.name for t in towns)}。"
                if towns
                else "请在 fupin.toml 里加上 [[town]]。",
            )
        for town in towns:
            if town.name == name:
                return town
        raise FupinError(f"工作区里没有乡镇“{name}”。", _nearest_hint(name, [t.name for t in towns]))

    def village(self, town: "Town", name: str) -> str:
        """`name`, if it is one of the town's villages; any name where none are listed.

        Raises:
            FupinError: no such village.
        """
        if town.villages and name not in town.villages:
            raise FupinError(f"{town.name}没有叫“{name}”的村。", _nearest_hint(name, town.villages))
        return name

    def towns_of(self, county: str) -> tuple[str, ...]:
        """The towns of a county, in the workspace's order.

        Raises:
            FupinError: none of its towns is here.
        """
        own = self.config.workspace.county
        found = tuple(town.name for town in self.config.town if (town.county or own) == county)
        if not found:
            known = list(dict.fromkeys(town.county or own for town in self.config.town))
            raise FupinError(f"工作区里没有{county}的乡镇。", _nearest_hint(county, known))
        return found

    def period(self, text: str | None) -> Period:
        """The period asked for, or the workspace's current one."""
        text = text or self.config.workspace.period
        if not text:
            raise FupinError(
                "没有说明是哪个时期。",
                '请加 --period（例如 2023 或 2023H2），或在 fupin.toml 的 [workspace] 写 period = "2023"。',
            )
        return Period.parse(text)

    def _line(self, key: str) -> int | None:
        pattern = re.compile(
            rf"""^\s*["']?{re.escape(key)}["']?\s*=|^\s*\[+\s*["']?([^\]]*\.)?["']?{re.escape(key)}["']?\s*\]""",
            re.M,
        )
        match = pattern.search(self._text)
        return self._text.count("\n", 0, match.end()) + 1 if match else None

    def _unknown(self, key: str, known: list[str], section: str) -> FupinError:
        line = self._line(key)
        where = f"第{line}行" if line else ""
        return FupinError(
            f"{self.path} {where}[{section}] 里有不认识的键“{key}”。", _nearest_hint(key, known)
        )

    def _policy_error(self, name: str) -> FupinError:
        line = self._line(name)
        where = f"第{line}行" if line else ""
        return FupinError(
            f"{self.path} {where}[policy] 的“{name}”填写不对。",
            "写一个数（64）或一个日期（2023-03-31，不加引号）；分年写 { 2022 = 7000, 2023 = 7500 }。",
        )

    def _config_error(self, fault: "Fault") -> FupinError:
        if fault.path[:1] == ("policy",) and len(fault.path) > 1:
            return self._policy_error(str(fault.path[1]))
        *path, key = fault.path
        section = ".".join(str(part) for part in path if not isinstance(part, int)) or "最外层"
        if fault.kind == "unknown":
            return self._unknown(str(key), list(fault.known), section)
        line = self._line(str(key))
        where = f"第{line}行" if line else ""
        if fault.kind == "missing":
            return FupinError(f"{self.path} 的 [{section}] 缺少“{key}”。", "请补上这一项。")
        return FupinError(
            f"{self.path} {where}[{section}] 的“{key}”填写不对（现为 {fault.value!r}）。",
            _right_way(str(key), fault),
        )


def workbooks(folder: Path) -> list[Path]:
    """Workbooks in `folder` and below, sorted by path; Excel's ~$ lock files and hidden folders are left out."""
    found = [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in LEDGER_SUFFIXES
        and not path.name.startswith(("~$", ".~", "."))
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _right_way(key: str, fault: "Fault") -> str:
    """How to write what does not fit: TOML's quotes and brackets are what people get wrong."""
    item = get_args(fault.wanted)[0] if get_origin(fault.wanted) is list else None
    written = isinstance(fault.value, int | float | dt.date) and not isinstance(fault.value, bool)
    if fault.wanted is str and written:
        return f'要加双引号，写成 {key} = "{fault.value}"。'
    if fault.wanted is bool:
        return f"写 {key} = true 或 {key} = false，不加引号。"
    if item is str and isinstance(fault.value, str):
        return f'要放在方括号里，写成 {key} = ["{fault.value}"]。'
    if item not in {None, str} and isinstance(fault.value, dict):
        return f"要用两层方括号，写成 [[{key}]]。"
    return "请对照说明文档的 fupin.toml 一页改正。"


def _nearest_hint(wrong: str, known: list[str]) -> str:
    return hint(wrong, known) if known else "请删去这一项。"


def _toml_fault(error: tomllib.TOMLDecodeError) -> str:
    match = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"第{match[1]}行第{match[2]}个字符处" if match else "文件末尾没有写完"
