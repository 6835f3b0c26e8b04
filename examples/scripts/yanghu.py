"""洋湖镇 2019 年上半年：建档立卡904户2186人、到户项目1062个、遍访625户等，逐行合成。

The published figures do not all agree: helpers of 89 + 302 + 514 households make 905 (one household has two
helpers), exits of 2014–2018 and the 154 left make 1054 (households cleared since are no longer there), seven
back-payments of 雨露计划 make 8000 yuan. The ledgers carry them as published.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import yanghu_help
import yanghu_people
import yanghu_town
from people import Maker
from tables import Frame
from workspace import write_books, write_config

from sheets import Table

NAME = "洋湖镇"
FRAME = Frame("安徽省", "池州市", "东至县", NAME, dt.date(2019, 6, 30), "2019年上半年")


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2019H1", FRAME.day, adult_child=0.2)
    villages = yanghu_people.villages(maker)
    helped = yanghu_help.settle(villages, maker)
    books: dict[str, Iterator[Table] | list[Table]] = {
        village: [
            *yanghu_people.tables(FRAME, village, homes),
            *yanghu_help.tables(FRAME, village, homes, helped),
        ]
        for village, homes in villages.items()
    }
    books["镇级台账"] = yanghu_town.tables(FRAME, villages, helped, maker)
    write_books(folder, FRAME, books)
    report = {
        "标题": f"{NAME}2019年上半年脱贫攻坚工作总结",
        "署名": f"{NAME}人民政府",
        "成文日期": "2019-09-30",
    }
    about = "示例工作区：洋湖镇 2019 年上半年。数字与镇里公开的材料一致，人是虚构的。"
    write_config(folder, FRAME, "2019H1", list(villages), report, about=about, more=_waivers())


def _waivers() -> str:
    """The published contradictions that checks see."""
    gone = "历年脱贫数是当年公布数，其中的户后来有清退、死亡、迁出，系统里已经没有"
    twice = "公布的三级帮扶户数相加是905户，有一户由县、镇两级同时联系"
    accepted = {"RC211": twice, "RC319": gone, "RC320": gone}
    return "\n\n".join(
        f'[[waiver]]\ncode = "{code}"\nwho = "{NAME}扶贫工作站"\nwhy = "{why}"\nuntil = 2029-12-31'
        for code, why in accepted.items()
    )
