"""空白台账：照着填，校验就能通过；用别的办公软件另存也一样。"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from fupin_cli.cli import run
from fupin_cli.outputs.blank import FIRST_ROW, HEADER_ROW, entry, header, listed
from fupin_cli.resources import folder
from fupin_cli.vocabulary.fields import Choice, CodeKind, PhoneKind
from fupin_cli.vocabulary.ledger import Ledger
from fupin_cli.vocabulary.registry import ledgers

Report = dict[str, Any]


def filled(path: Path, value: Callable[[type[Ledger], str, Any], Any]) -> None:
    """把每种台账的样例填进空白台账，每格照 `value` 的写法。"""
    book = openpyxl.load_workbook(path)
    for name, ledger in ledgers().items():
        page = book[name]
        places = {column.name: number for number, column in enumerate(listed(ledger), 1)}
        for row, example in enumerate(ledger.examples, FIRST_ROW):
            for field, raw in example.items():
                page.cell(row, places[field], value(ledger, field, raw))
    book.save(path)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "柳河村2023年.xlsx"
    assert run(["template", "-o", str(path), "-q"]) == 0
    return path


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> Report:
    capsys.readouterr()
    run(["validate", str(path), "-f", "json", "-q"])
    report: Report = json.loads(capsys.readouterr().out)
    return report


def rows(report: Report) -> dict[str, int]:
    return {sheet["ledger"]: sheet["rows"] for sheet in report["files"][0]["sheets"]}


def codes(report: Report, *kinds: str) -> list[tuple[str, str, str]]:
    return [(f["code"], f["sheet"], f["message"]) for f in report["findings"] if f["code"].startswith(kinds)]


def test_空着的台账认得出_没有一处毛病(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = checked(made, capsys)
    assert rows(report) == dict.fromkeys(ledgers(), 0)
    assert report["findings"] == []
    assert all(not s["unknown_columns"] for s in report["files"][0]["sheets"])


def test_照示例填_一处毛病也没有(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(made, entry)
    report = checked(made, capsys)
    assert rows(report) == {name: len(ledger.examples) for name, ledger in ledgers().items()}
    assert codes(report, "CE", "RD") == []


def test_照样例原来的写法填_没有错误(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(made, lambda ledger, name, raw: raw)
    report = checked(made, capsys)
    assert [f for f in report["findings"] if f["severity"] == "error" and f["code"][:2] in {"CE", "RD"}] == []


@pytest.mark.slow
def test_用_LibreOffice_另存后照样能读(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("没有 LibreOffice")
    filled(made, entry)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "另存"),
            str(made),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    report = checked(tmp_path / "另存" / made.name, capsys)
    assert rows(report) == {name: len(ledger.examples) for name, ledger in ledgers().items()}
    assert codes(report, "CE", "RD") == []


@pytest.mark.parametrize("name", ledgers())
def test_号码列是文本_选项列有下拉框_表头锁住别处能填(name: str, all_blank: Workbook) -> None:
    page = all_blank[name]
    lists = {
        str(rule.sqref).split(":")[0] for rule in page.data_validations.dataValidation if rule.type == "list"
    }
    for number, column in enumerate(listed(ledgers()[name]), 1):
        head = page.cell(HEADER_ROW, number)
        assert head.value == header(column)
        assert head.protection.locked
        shape = page.column_dimensions[head.column_letter]
        assert not shape.protection.locked
        if isinstance(column.kind, (CodeKind, PhoneKind)):
            assert shape.number_format == "@"
        closed = isinstance(column.kind, Choice) and not column.kind.open and not column.kind.many
        if closed or column.kind.label == "是否":
            assert f"{head.column_letter}{FIRST_ROW}" in lists
    assert page.freeze_panes == f"D{HEADER_ROW + 1}"
    assert page.protection.sheet
    assert page.protection.password is None
    assert not page.protection.insertRows


@pytest.fixture(scope="module")
def all_blank(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("空白") / "空白台账.xlsx"
    assert run(["template", "-o", str(path), "-q"]) == 0
    return openpyxl.load_workbook(path)


def test_第一页是填写说明_每一列都讲到(all_blank: Workbook) -> None:
    page = all_blank.worksheets[0]
    assert page.title == "填写说明"
    told = {(row[0], row[1]) for row in page.iter_rows(values_only=True)}
    for name, ledger in ledgers().items():
        assert {(name, header(column)) for column in listed(ledger)} <= told


def test_只要几种_只留主要的列(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    assert run(["template", "雨露计划", "户", "--brief", "-o", str(path), "-q"]) == 0
    book = openpyxl.load_workbook(path)
    assert [page.title for page in book.worksheets if page.sheet_state == "visible"] == [
        "填写说明",
        "雨露计划",
        "户",
    ]
    assert sum(cell.value is not None for cell in book["户"][HEADER_ROW]) < 25


def test_写错台账名给出相近的(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "雨露计画"]) == 2
    assert "是不是“雨露计划”" in capsys.readouterr().err


def test_已有的文件不覆盖(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made.read_bytes()
    assert run(["template", "-o", str(made)]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert made.read_bytes() == before


def test_两次写出的字节相同(tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    for path in (first, second):
        assert run(["template", "户", "-o", str(path), "-q"]) == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("example", "options"),
    [
        ("芦庙镇", ["--kind", "工作总结", "--period", "2023", "--tables"]),
        ("大佛镇", ["--kind", "工作报告", "--period", "2023H2"]),
        ("会宁县某镇", ["--kind", "整改报告", "--period", "2023"]),
        ("黄金村", ["--kind", "村级汇报", "--village", "黄金村"]),
        ("教育专项", ["--kind", "专项", "--topic", "教育"]),
        ("定点帮扶", ["--kind", "定点帮扶"]),
        ("行业部门", ["--kind", "行业部门"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_材料的模板写出来不改就用_材料一字不差(
    example: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder("examples") / example, tmp_path / "镇")
    monkeypatch.chdir(tmp_path / "镇")

    assert run(["template", "--report", options[1], "-o", "自己的.j2", "-q"]) == 0
    for name, own in (("原样.docx", []), ("自己的.docx", ["--template", "自己的.j2"])):
        assert run(["report", *options, *own, "--no-check", "-q", "-o", name]) == 0

    assert Path("自己的.docx").read_bytes() == Path("原样.docx").read_bytes()


def test_改了模板的一句_材料跟着改(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder("examples") / "芦庙镇", tmp_path / "镇")
    monkeypatch.chdir(tmp_path / "镇")
    assert run(["template", "--report", "工作总结", "-q"]) == 0
    own = Path("工作总结.j2")
    changed = own.read_text(encoding="utf-8").replace("# 基本情况", "# 我镇的家底")
    own.write_text(changed, encoding="utf-8")

    assert run(["report", "--template", str(own), "--no-check", "-q", "-o", "总结.md"]) == 0

    text = Path("总结.md").read_text(encoding="utf-8")
    assert "我镇的家底" in text
    assert "不会写进材料" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "工作总接"], "是不是“工作总结”"),
        (["--report", "工作总结", "-o", "模板.docx"], "请用 .j2 结尾"),
        (["--report", "工作总结", "户"], "没有台账名"),
    ],
)
def test_模板写不出时说清原因(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["template", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_改过的模板不覆盖(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("专项.j2").write_text("标题：我的", encoding="utf-8")
    assert run(["template", "--report", "专项"]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert Path("专项.j2").read_text(encoding="utf-8") == "标题：我的"
