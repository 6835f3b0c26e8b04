"""芦庙镇半年: a half-year's work from what villages send to what is settled; docs/半年.md walks it.

台账/2023H1 is what the first half-year left behind, 收到 what the villages send at the end of the second.
"""

from pathlib import Path

from bannian_forms import department_lists, forms, replies
from bannian_homes import NAME, SUMMER, VILLAGES, WINTER, in_summer, in_winter, tables
from bannian_sent import send
from people import Maker
from workspace import write_config

from sheets import save


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(NAME, SUMMER.day)
    summer = in_summer(maker)
    winter = in_winter(summer, maker)
    for village in summer:
        path = folder / "台账" / "2023H1" / SUMMER.town / f"{village.name}.xlsx"
        save(path, [table for table in tables(SUMMER, village) if list(table.rows)])
    sent = {village.name: [t for t in tables(WINTER, village) if list(t.rows)] for village in winter}
    send(folder / "收到", sent)
    save(folder / "补报" / "兴隆村.xlsx", sent["兴隆村"])
    department_lists(folder / "部门名单", winter)
    forms(folder)
    replies(folder / "回复")
    report = {"标题": "芦庙镇2023年下半年巩固拓展脱贫攻坚成果工作总结", "署名": "芦庙镇人民政府"}
    about = "示例工作区：一个半年从收表到销号。人和村都是虚构的；做法见 docs/半年.md。"
    write_config(folder, WINTER, "2023H2", list(VILLAGES), report, about=about)
