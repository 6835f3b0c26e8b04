"""What init and template do between options and bytes: names checked, blank ledgers, a new workspace."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from fupin_cli.errors import FupinError, because
from fupin_cli.outputs.files import write_whole
from fupin_cli.patterns import regex
from fupin_cli.periods import Period
from fupin_cli.vocabulary.ledger import Ledger
from fupin_cli.vocabulary.registry import ledgers
from fupin_cli.web.starter import starters
from fupin_cli.workspace import CONFIG, Workspace

_NAME = regex(r"[\w（）()·]+")
VILLAGE_LEDGERS = (
    "行政村",
    "户",
    "家庭成员",
    "外出务工",
    "交通补贴",
    "雨露计划",
    "公益性岗位",
    "小额信贷",
    "到户产业",
    "光伏电站",
    "光伏收益分配",
    "三保障",
    "结对帮扶",
    "走访记录",
    "自然增减",
    "网格员",
    "人居环境",
)
TOWN_LEDGERS = (
    "监测线索",
    "监测程序",
    "问题整改",
    "衔接资金项目",
    "培训会议",
    "督查检查",
    "部门名单",
    "汇总表",
    "文字材料",
)

_ABOUT_TEMPLATE = """花括号和井号之间是说明，不会写进材料。
双花括号里写指标名，写出来就是那个数；指标名运行 fupin indicators 查看。
include 引用的“部分/……”“共用/……”是自带的段落，照样能用；要改它，就把那一行换成自己的文字。"""


class Place(Struct, frozen=True):
    """Where a workspace is: one town and its villages."""

    province: str
    city: str
    county: str
    town: str
    villages: tuple[str, ...]

    def of(self, village: str = "") -> dict[str, str]:
        """The place as the ledgers name it."""
        return {"县": self.county, "乡": self.town, "村": village}


def chosen_ledgers(names: Sequence[str]) -> list[type[Ledger]]:
    """The ledgers called `names`, all where none is named.

    Raises:
        FupinError: no such ledger.
    """
    known = ledgers()
    for name in names:
        if name not in known:
            from rapidfuzz import process

            near = process.extractOne(name, list(known), score_cutoff=40)
            hint = f"是不是“{near[0]}”？" if near else ""
            raise FupinError(f"没有叫“{name}”的台账。", f"{hint}可用的有：{'、'.join(known)}。")
    return [known[name] for name in dict.fromkeys(names)] or list(known.values())


def place_of(home: Workspace | None, town: str | None, village: str | None) -> dict[str, str]:
    """The place that stands in the line 填报单位, as far as options and the workspace name it."""
    place = {"村": village or ""}
    if home is None:
        return {"乡": town or "", **place}
    if town is None and len(home.config.town) != 1:
        return {"县": home.config.workspace.county, **place}
    here = home.town(town)
    if village:
        home.village(here, village)
    return {"县": here.county or home.config.workspace.county, "乡": here.name, **place}


def write_blank(
    path: Path, chosen: Sequence[type[Ledger]], place: Mapping[str, str], *, brief: bool = False
) -> None:
    """Write a workbook of blank ledgers.

    Raises:
        FupinError: a file is there already (somebody may have filled it in), or the name is no .xlsx.
    """
    from fupin_cli.outputs.blank import blank

    if path.suffix.lower() != ".xlsx":
        raise FupinError(f"空白台账不能写成“{path}”。", "文件名请用 .xlsx 结尾。")
    if path.exists():
        raise FupinError(f"已经有“{path}”了，里面可能填了内容，没有覆盖。", "请换一个文件名，或先把它移走。")
    write_whole(path, blank(chosen, place, brief=brief))


def write_report_template(path: Path, kind: str) -> str:
    """Write the shipped text of a kind of report for editing; the command that uses it.

    The parts that it includes stay the program's own: an own template finds them too.

    Raises:
        FupinError: no such kind, a file is there already, or the name is no .j2.
    """
    from fupin_cli.reporting.composing import check_kind
    from fupin_cli.resources import folder

    check_kind(kind)
    if path.suffix.lower() != ".j2":
        raise FupinError(f"模板不能写成“{path}”。", "文件名请用 .j2 结尾。")
    if path.exists():
        raise FupinError(f"已经有“{path}”了，里面可能有改动，没有覆盖。", "请换一个文件名，或先把它移走。")
    options = {"工作总结": "", "专项": " --kind 专项 --topic 专题"}.get(kind, f" --kind {kind}")
    command = f"fupin report{options} --template"
    text = (folder("templates") / f"{kind}.j2").read_text(encoding="utf-8")
    write_whole(path, f"{{#\n{_ABOUT_TEMPLATE}\n\n用法：{command} 这个文件\n#}}\n{text}".encode())
    return f"{command} {path}"


def new_workspace(folder: Path, place: Place, *, period: str, ledgers: Sequence[str]) -> list[str]:
    """Lay out a workspace; what to say about it.

    Raises:
        FupinError: a workspace is there already, a name cannot be one, no such ledger or period.
    """
    if (folder / CONFIG).exists():
        raise FupinError(
            f"“{folder}”已经是工作区了，没有改动。", f"要改乡镇、村名，请直接编辑 {folder / CONFIG}。"
        )
    if folder.exists() and not folder.is_dir():
        raise FupinError(f"“{folder}”是文件，不能当工作区。", "请换一个文件夹名。")
    for name in (place.town, *place.villages, *filter(None, (place.province, place.city, place.county))):
        if not _NAME.fullmatch(name):
            raise FupinError(f"“{name}”不能用作地名。", "地名里不要有空格、斜杠、冒号等符号。")
    twice = sorted({name for name in place.villages if place.villages.count(name) > 1})
    if twice:
        raise FupinError(f"村名“{twice[0]}”写了两次。", "请去掉重复的。")
    if period:
        Period.parse(period)
    own = chosen_ledgers(ledgers or VILLAGE_LEDGERS)
    blanks = folder / "空白台账"
    files = {blanks / f"{village}.xlsx": (own, place.of(village)) for village in place.villages}
    files[blanks / "镇级台账.xlsx"] = (chosen_ledgers(TOWN_LEDGERS), place.of())
    there = [path for path in files if path.exists()]
    if there:
        raise FupinError(f"已经有“{there[0]}”了，没有覆盖。", "请换一个文件夹，或先把它移走。")
    try:
        for inside in ("台账", f"台账/{place.town}", "空白台账"):
            (folder / inside).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FupinError(f"建不了“{folder}”：{because(error)}。", "请换一个能写的位置。") from None
    for path, (chosen, where) in files.items():
        write_blank(path, chosen, where)
    write_whole(
        folder / "说明.txt",
        _README.format(town=place.town, period=period).replace("\n", "\r\n").encode("utf-8-sig"),
    )
    write_whole(folder / CONFIG, config(place, period).encode("utf-8"))
    double_click = starters(folder)
    said = [f"工作区已建在 {folder}，怎么用见 {folder / '说明.txt'}。"]
    said.append(f"空白台账在 {blanks}（{len(files)}个文件），填好后放进 {folder / '台账' / place.town}。")
    names = "或".join(path.name for path in double_click)
    said.append(f"不用命令行的，双击 {folder} 里的 {names}，在浏览器里做同样的事。")
    if not place.villages:
        said.append(f"还没有写村名：请在 {folder / CONFIG} 的 villages 里补上，缺哪个村才查得出来。")
    return said


def config(place: Place, period: str) -> str:
    """The text of fupin.toml."""
    quoted = {
        name: json.dumps(getattr(place, name), ensure_ascii=False)
        for name in ("province", "city", "county", "town")
    }
    now = f'period = "{period}"' if period else '# period = "2023"'
    return f"""\
# fupin 的工作区：{place.town}。中文的键要加双引号。

[workspace]
province = {quoted["province"]}
city = {quoted["city"]}
county = {quoted["county"]}
{now:<26} # 现在做的时期：2023、2023H1（上半年）、2023Q3、2023-05
ledgers = "台账"           # 台账文件夹：台账/{place.town}/村名.xlsx

[[town]]
name = {quoted["town"]}
villages = {json.dumps(list(place.villages), ensure_ascii=False)}

# 本地的政策标准，按年可以不同；没有写的标准，用到它的规则不检查。
# [policy]
# "监测范围" = {{ 2022 = 7000, 2023 = 7500 }}

# 写材料用的署名等。
# [report]
# "署名" = "{place.town}人民政府"

# 校验时不看的规则（编号或前缀），可按台账、按村写。
# [validate]
# ignore = ["CE108"]
# baseline = "基线.json"
"""


_README = """\
{town}的台账工作区

一、这里有什么
  fupin.toml    配置：县、镇、村名，现在做的时期，本地的政策标准。用记事本打开就能改。
  空白台账      每个村一个文件，带下拉框和填写说明，发给各村填写。
  台账          填好的台账放这里，例如 台账/{town}/某某村.xlsx。
  启动网页.bat  双击就在浏览器里打开，用鼠标做下面的事（Windows；Linux 用 启动网页.desktop）。

二、怎么用（在这个文件夹里打开命令行）
  1. 把各村填好的台账放进“台账/{town}”。
  2. fupin validate                      逐格逐户查错
     fupin validate --annotate 标注      另存一份，错处涂色、加批注
     fupin validate --fix                另存一份，空格、全角等写法自动改好
  3. fupin reconcile                     核对户数和资金
  4. fupin report --period {period} -o 总结.docx   写工作总结
  5. fupin proofread 总结.docx           校核写好的材料

三、个人信息
  台账、标注副本、修正副本里都有个人信息，不要发到公开的群里，用完请删除。
"""
