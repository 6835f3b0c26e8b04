"""A town of three villages with two small ledgers each, built by code; all people are invented."""

from pathlib import Path

import pytest

from office.people import 甄兰, 甄守业, 甄小禾, 甄春生, 甄有田
from sheets import Sheet, sheet, workbook

CONFIG = """
[workspace]
province = "安徽省"
city = "亳州市"
county = "谯城区"
period = "2023"

[[town]]
name = "芦庙镇"
villages = ["柳河村", "槐店村", "石桥村"]
"""


HOUSEHOLDS = f"""
| 序号 | 村 | 组 | 户编号 | 户主姓名 | 户主证件号码 | 家庭人口数 | 户联系电话 | 户类型 | 监测对象类别 | 风险是否已消除 | 识别监测时间 | 人均纯收入（元） |
|---|---|
| 1 | 柳河村 | 一组 | 3416990001001 | 甄有田 | {甄有田} | {{2}} | 13900001111 | 脱贫户 | 脱贫不稳定户 | 否 | 202305 | {{9860.5}} |
| 2 | 柳河村 | 二组 | 3416990001002 | 甄守业 | {甄守业} | {{1}} | 13900002222 | 脱贫户 | | | | {{12000}} |
"""

PEOPLE = f"""
| 村 | 户编号 | 人编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 | 户类型 | 健康状况 | 在校生状况 | 享受低保政策情况 |
|---|---|
| 柳河村 | 3416990001001 | 341699000100101 | 甄有田 | 甄有田 | {甄有田} | 户主 | 脱贫户 | 健康 | | 农村低保 |
| 柳河村 | 3416990001001 | 341699000100102 | 甄有田 | 甄小禾 | {甄小禾} | 之女 | 脱贫户 | 健康 | 中职二年级 | |
| 柳河村 | 3416990001002 | 341699000100201 | 甄守业 | 甄守业 | {甄守业} | 户主 | 脱贫户 | 残疾 | | |
"""

OTHERS = f"""
| 序号 | 村 | 户编号 | 户主姓名 | 户主证件号码 | 家庭人口数 | 户类型 | 人均纯收入（元） |
|---|---|
| 1 | 槐店村 | 3416990002001 | 甄兰 | {甄兰} | {{1}} | 脱贫户 | {{8000}} |
| 2 | 槐店村 | 3416990002002 | 甄春生 | {甄春生} | {{3}} | 脱贫户 | {{9000}} |
"""


def households() -> Sheet:
    return sheet(HOUSEHOLDS, name="户台账", above=("芦庙镇柳河村2023年户台账",))


def people() -> Sheet:
    return sheet(PEOPLE, name="家庭成员", above=("芦庙镇柳河村2023年家庭成员",))


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace, with the prompt inside it; 石桥村 has sent nothing."""
    home = tmp_path / "工作区"
    (home / "台账").mkdir(parents=True)
    (home / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    workbook(home / "台账" / "柳河村.xlsx", households(), people())
    workbook(home / "台账" / "槐店村.xlsx", sheet(OTHERS, name="户台账", above=("芦庙镇槐店村2023年户台账",)))
    monkeypatch.chdir(home)
    return home
