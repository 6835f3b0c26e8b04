"""在每种台账的每一列都埋下号码，把每条命令都跑一遍：给人看的输出里一个完整的号码也没有，工作副本只有本人能读。

命令从程序里数出来：新加了命令而这里没有，测试就不过。
"""

import io
import shutil
import stat
import sys
import zipfile
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

import pytest
import typer

from fupin_cli.cli import run
from fupin_cli.cli.app import build
from fupin_cli.vocabulary.fields import Choice
from fupin_cli.vocabulary.ledger import Column, columns
from fupin_cli.vocabulary.registry import ledgers
from sheets import Sheet, sheet, workbook

IDENTITY, OTHER = "341699198001010016", "341699197205050019"
PHONE, CARD = "13912345678", "6228480402564890018"
CANARIES = (IDENTITY, OTHER, PHONE, CARD)
CONFIG = '[workspace]\ncounty = "谯城区"\nperiod = "2023"\n[[town]]\nname = "试验镇"\nvillages = ["柳河村"]\n'
REPORT = f"试验镇2023年工作总结\n全镇共有脱贫户3户，联系人甄一，电话{PHONE}，证号{OTHER}，卡号{CARD}，共2户，其中甲1户，乙3户。\n"


@dataclass(frozen=True)
class Case:
    """A command line, and which of the files that it writes are working copies (whole numbers, for the user alone)."""

    line: str
    working: str = ""


def views(command: str, *formats: str) -> list[Case]:
    return [Case(f"{command} -f {name}") for name in formats]


CASES: dict[str, list[Case]] = {
    "demo": [Case("demo 示例", "示例/*")],
    "init": [Case("init 新镇 --county 谯城区 --town 新镇 --village 新村")],
    "template": [Case("template -o 空白.xlsx")],
    "validate": [
        *views("validate", "text", "json", "csv", "html", "sarif"),
        Case("validate --explain-layout"),
        Case("validate --preview --all"),
        Case("validate --baseline 基线.json --update-baseline", "基线.json"),
        Case("validate --annotate 标注", "标注/*"),
        Case("validate --fix", "校验结果/*"),
    ],
    "diff": [
        *views("diff 台账 旧", "text", "json"),
        Case("diff 台账 旧 --all"),
        Case("diff 台账 旧 -f xlsx -o 比较.xlsx"),
    ],
    "reconcile": [
        *views("reconcile", "text", "json"),
        Case("reconcile --all"),
        Case("reconcile --against 旧 --all"),
        Case("reconcile -f xlsx -o 核对.xlsx"),
        Case("reconcile -q --record 核对记录.json"),
    ],
    "report": [
        *views("report", "md", "html", "json"),
        Case("report -o 总结.docx --record 记录.json"),
        Case("report -o 总结.md --with-sources 底稿.xlsx", "底稿.xlsx"),
    ],
    "proofread": [
        *views("proofread 材料.txt --period 2023", "text", "json", "html"),
    ],
    "trace": views("trace 脱贫户户数", "text", "json"),
    "verify": views("verify 旧记录.json", "text", "json"),
    "collect": [Case(f"collect 收到 -o 汇总{n}.xlsx -f {n}", "汇总*.xlsx") for n in ("text", "json")],
    "match": [
        Case("match 名单.xlsx --kind 死亡"),
        Case("match 名单.xlsx --kind 死亡 -f json"),
        Case("match 名单.xlsx --kind 死亡 -o 疑点.xlsx", "疑点.xlsx"),
    ],
    "slip": [Case("slip -o 核实单")],
    "receive": [
        Case("slip -o 核实单"),
        Case("receive 核实单 -o 销号.xlsx", "销号.xlsx"),
        Case("receive 核实单 -f json"),
    ],
    "fill": [
        Case("fill 县表.xlsx -o 填好.xlsx --with-sources 底稿.xlsx", "底稿.xlsx"),
        Case("fill 县表.xlsx --suggest"),
    ],
    "roster": [
        *views("roster 脱贫户户数", "text", "json"),
        Case("roster 脱贫户户数 -o 花名册.xlsx", "花名册.xlsx"),
    ],
    "card": [Case("card -o 核查.docx", "核查.docx")],
    "notice": [Case("notice 雨露计划 -o 公示.xlsx"), Case("notice 脱贫户户数 -o 公示.docx")],
    "snapshot": [Case("snapshot 2023", "快照/*")],
    "scrub": [
        *views("scrub 台账/柳河村2023.xlsx 材料.txt", "text", "json"),
        Case("scrub 台账/柳河村2023.xlsx -o 清洁"),
    ],
    "refresh": [Case("report -q -o 总结.docx"), *views("refresh 总结.docx -o 新总结.docx", "text", "json")],
    "export": [Case("export 导出 -f csv", "导出/*"), Case("export 导出2 -f parquet", "导出2/*")],
    "cache": [Case("cache"), Case("cache clear")],
    "rules": views("rules", "text", "json"),
    "rules new": [Case("rules new OWN1")],
    "rules test": [Case("rules test")],
    "rule": [Case("rule HH012")],
    "indicators": [Case("indicators")],
    "completion": [Case("completion bash")],
    "web": [Case("web --make-starter .")],
}


def planted(column: Column) -> Any:
    """What stands in a column: numbers in theirs, all three in every text, something fitting elsewhere."""
    label = column.kind.label
    if label == "证件号码":
        return IDENTITY
    if label == "电话":
        return PHONE
    if "卡号" in column.name or "账号" in column.name:
        return CARD
    if isinstance(column.kind, Choice):
        return column.kind.values[0]
    fitting = {
        "日期": "2023-05-03",
        "年月": "2023-05",
        "年度": "2023",
        "学期": "2023春",
        "是否": "是",
        "编号": "1001",
    }
    if label == "文字":
        if column.name in {"省", "市", "县", "乡", "村", "组"}:
            return {"县": "谯城区", "乡": "试验镇", "村": "柳河村"}.get(column.name, "")
        return f"甄一{OTHER}电{PHONE}卡{CARD}号"
    return fitting.get(label, 3)


def every_ledger() -> list[Sheet]:
    made = []
    for name, ledger in ledgers().items():
        known = list(columns(ledger).values())
        first = [planted(column) for column in known]
        second = [3000 if value == 3 else value for value in first]
        page = sheet("| a |", name=name)
        page.rows = [[column.name for column in known], first, second]
        made.append(page)
    return made


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    home = tmp_path_factory.mktemp("埋号码")
    (home / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    book = workbook(home / "台账" / "柳河村2023.xlsx", *every_ledger())
    named = home / "台账" / f"甄一{OTHER}的表{PHONE}号2023.xlsx"
    workbook(named, sheet(f"| 水果 | 颜色 |\n| {OTHER} | {PHONE} |", name=f"卡{CARD}"))
    (home / "收到").mkdir()
    shutil.copy(book, home / "收到" / f"柳河村{PHONE}.xlsx")
    workbook(
        home / "旧" / "柳河村2023.xlsx",
        sheet(
            f"| 户编号 | 姓名 | 证件号码 | 与户主关系 | 备注 |\n| 1001 | 甄二 | {OTHER} | 户主 | {CARD} |",
            name="家庭成员",
        ),
    )
    workbook(
        home / "名单.xlsx",
        sheet(
            f"| 姓名 | 身份证号 | 死亡日期 |\n| 甄一 | {IDENTITY} | {{2023-03-01}} |\n| 甄三 | {OTHER} | {{2023-03-01}} |"
        ),
    )
    form = Sheet([["指标", "数"], ["脱贫户户数", "{{脱贫户户数}}"]])
    workbook(home / "县表.xlsx", form)
    (home / "材料.txt").write_text(REPORT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        run(["reconcile", "-q", "--record", "旧记录.json"])
    return home


def commands() -> set[str]:
    """All commands by their full names, those of groups too, counted from the program itself."""

    def below(group: Any, before: str) -> set[str]:
        found = set()
        for name, command in getattr(group, "commands", {}).items():
            found |= {f"{before}{name}"} | below(command, f"{before}{name} ")
        return found

    return below(typer.main.get_command(build()), "")


def test_一条命令也不漏():
    assert set(CASES) == commands()


def unpacked(content: bytes) -> bytes:
    """The content and, of a zip (docx, xlsx), what is inside."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def leaks(content: bytes) -> list[str]:
    return [canary for canary in CANARIES if canary.encode() in content]


@pytest.mark.parametrize("command", CASES)
def test_号码不露(origin, tmp_path, monkeypatch, capfdbinary, command):
    home = tmp_path / "镇"
    shutil.copytree(origin, home)
    monkeypatch.chdir(home)
    before = set(home.rglob("*"))
    capfdbinary.readouterr()
    for case in CASES[command]:
        assert run(case.line.split()) in {0, 1, 2}
        captured = capfdbinary.readouterr()
        said = (captured.out + captured.err).decode("utf-8", "replace")
        assert "程序内部出错" not in said, case.line
        assert "没有选项" not in said, case.line
        assert leaks(captured.out + captured.err) == [], case.line
        written = {path for path in home.rglob("*") if path.is_file() and path not in before}
        before |= written
        for path in written:
            inside = path.relative_to(home).as_posix()
            found = leaks(unpacked(path.read_bytes()))
            if case.working and fnmatch(inside, case.working):
                if found and sys.platform != "win32":
                    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, (case.line, inside)
                    assert "个人信息" in said or "证件号码" in said or "勿外传" in said, (case.line, said)
            else:
                assert found == [], (case.line, inside)


@pytest.mark.parametrize(
    "line",
    [
        f"validate 没有{OTHER}.xlsx",
        f"validate --select ZZ{PHONE}",
        f"trace 卡{CARD}",
        f"report --period {PHONE}",
        f"proofread 没有{OTHER}.docx",
        f"notice 没有{CARD} -o 公示.xlsx",
    ],
)
@pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["", "debug"])
def test_出错的话和调试信息里也没有(origin, monkeypatch, capsys, line, debug):
    monkeypatch.chdir(origin)
    assert run([*line.split(), *debug]) == 2
    captured = capsys.readouterr()
    assert captured.err
    if debug and not line.startswith("validate 没有"):  # 读不了的文件逐个说明，不算出错
        assert "Traceback" in captured.err
    assert leaks((captured.out + captured.err).encode()) == []


def test_没有打开缓存就不留缓存(origin, monkeypatch, tmp_path):
    home = tmp_path / "镇"
    shutil.copytree(origin, home)
    monkeypatch.chdir(home)
    monkeypatch.setenv("FUPIN_CACHE_DIR", str(tmp_path / "程序的缓存"))
    run(["validate", "-q"])
    run(["reconcile", "-q"])
    assert not (home / ".fupin").exists()
    for path in (tmp_path / "程序的缓存").rglob("*"):
        assert not path.is_file() or leaks(path.read_bytes()) == []
