"""示例工作区的独立读数：只用 pandas，不经过 fupin。"""

import itertools
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
FIGURES = Path(__file__).parent / "figures"


class Books:
    """一个工作区的全部工作簿，按工作表名合在一起，多一列“文件”。"""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        parts: dict[str, list[pd.DataFrame]] = {}
        for path in sorted((EXAMPLES / workspace / "台账").rglob("*.xlsx")):
            sheets = pd.read_excel(
                path, sheet_name=None, header=None, dtype=object, na_filter=False, engine="calamine"
            )
            for name, sheet in sheets.items():
                parts.setdefault(name, []).append(_frame(sheet).assign(文件=path.stem))
        self._sheets = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}

    def __getitem__(self, sheet: str) -> pd.DataFrame:
        return self._sheets[sheet]

    def __contains__(self, sheet: str) -> bool:
        return sheet in self._sheets


def _frame(sheet: pd.DataFrame) -> pd.DataFrame:
    """首列写“序号”或“章节”的一行是表头；“合计”和“填表人”以下不是数据。"""
    rows = sheet.to_numpy().tolist()
    top = next(number for number, row in enumerate(rows) if row[0] in {"序号", "章节"})
    data = list(
        itertools.takewhile(lambda row: not str(row[0]).startswith(("合计", "填表人")), rows[top + 1 :])
    )
    return pd.DataFrame(data, columns=rows[top], dtype=object)


def money(values: pd.Series) -> Decimal:
    """精确到分的合计。"""
    return sum((Decimal(str(value)) for value in values if value != ""), Decimal(0))


@pytest.fixture(scope="session")
def books() -> Callable[[str], Books]:
    known: dict[str, Books] = {}

    def open_workspace(workspace: str) -> Books:
        if workspace not in known:
            known[workspace] = Books(workspace)
        return known[workspace]

    return open_workspace


@pytest.fixture(scope="session")
def total() -> Callable[[pd.Series], Decimal]:
    return money


@pytest.fixture(scope="session")
def compare() -> Callable[[str, Mapping[str, Any]], None]:
    """把算出来的数同 figures/<工作区>.toml 逐项比对，多一项少一项都不行。"""

    def judge(workspace: str, computed: Mapping[str, Any]) -> None:
        listed = tomllib.loads((FIGURES / f"{workspace}.toml").read_text("utf-8"), parse_float=Decimal)[
            "figure"
        ]
        expected = {item["name"]: Decimal(item["value"]) for item in listed}
        assert len(expected) == len(listed)
        assert {name: Decimal(str(value)) for name, value in computed.items()} == expected

    return judge
