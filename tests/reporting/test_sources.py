"""五份公开材料：从示例台账写出的材料，公布的每个数字都在里面；台账变了，数字跟着变。"""

import io
import re
import shutil
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from docx import Document as read_docx

from fupin_cli.aggregates import Aggregate
from fupin_cli.counting import Figures
from fupin_cli.gathering import gather
from fupin_cli.office.documents import request, write
from fupin_cli.reconciling import reconcile
from fupin_cli.scope import choose
from fupin_cli.session import Session

ROOT = Path(__file__).parents[2]
SOURCES = {
    "芦庙镇": {},
    "洋湖镇": {},
    "双丰村所在镇": {},
    "大佛镇": {"kind": "工作报告"},
    "会宁县某镇": {"kind": "整改报告"},
    "黄金村": {"kind": "村级汇报", "village": "黄金村"},
    "教育专项": {"kind": "专项", "topic": "教育"},
    "定点帮扶": {"kind": "定点帮扶"},
    "行业部门": {"kind": "行业部门"},
}
ALIKE = (
    {"个", "条", "项", "家", "座", "所", "部", "套", "处", "件", "户"},
    {"人", "名", "人次", "个"},
    {"次", "场", "场次"},
)
IN_WORDS = {("双丰村所在镇", "逾期贷款"): "无逾期", ("芦庙镇", "未脱贫户数"): "全部脱贫，贫困发生率为0"}


def _opened(folder: Path, village: str = ""):
    session = Session.open(folder, needed=True)
    home = session.home
    read = gather(home.ledger_files(), home)
    return session, choose(read, home.town(None).name, home.period(None), None, village)


@cache
def _example(name: str):
    return _opened(ROOT / "examples" / name, SOURCES[name].get("village", ""))


def _text(session, scope, kind="工作总结", topic="", village="") -> str:
    asked = request(session, scope, kind=kind, topic=topic, template=None, tables=False)
    content = write(session, scope, asked, "docx").content
    document = read_docx(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def _figures(name: str) -> list[dict]:
    path = ROOT / "tests" / "examples" / "figures" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["figure"]


def _units(unit: str) -> set[str]:
    return {unit}.union(*(group for group in ALIKE if unit in group))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _stands(text: str, value: Decimal, unit: str, about: bool) -> bool:
    """数字连着单位在材料里；万元、亿元、3.2万人也算。公布数带“余”的，材料里是多一点的准数。"""
    units = "|".join(sorted(_units(unit), key=len, reverse=True))
    if about:
        numbers = re.findall(rf"(\d+(?:\.\d+)?)(?:{units})", text)
        return any(value <= Decimal(number) < value * Decimal("1.1") for number in numbers)
    forms = [_plain(value), f"{value:.2f}", f"{_plain(value / 10000)}万", f"{_plain(value / 10**8)}亿"]
    return any(re.search(rf"(?<![\d.]){re.escape(form)}(?:{units})", text) for form in forms)


@pytest.mark.parametrize("name", SOURCES)
def test_公布的每个数字都写进了材料(name):
    text = _text(*_example(name), **SOURCES[name])
    missing = []
    for item in _figures(name):
        said = IN_WORDS.get((name, item["name"]))
        held = (
            said in text
            if said
            else _stands(text, Decimal(item["value"]), item["unit"], "余）" in item["name"])
        )
        if not held:
            missing.append(f"{item['name']} {item['value']}{item['unit']}")
    assert not missing


@pytest.mark.parametrize("name", SOURCES)
def test_同样的台账写出同样的材料(name):
    session, scope = _example(name)
    asked = SOURCES[name]
    wanted = request(
        session,
        scope,
        kind=asked.get("kind", "工作总结"),
        topic=asked.get("topic", ""),
        template=None,
        tables=True,
    )
    first, again = (write(session, scope, wanted, "docx").content for _ in range(2))
    assert first == again


def _countable(figures: Figures):
    """每种台账一个数得出的指标，和它数的一行；去重的指标放在后面：少一行，人数未必少。"""
    found = {}
    distinct = [i for i in figures.catalogue.indicators if "distinct" in i.value.lower()]
    plain = [i for i in figures.catalogue.indicators if i not in distinct]
    for indicator in (*plain, *distinct):
        if indicator.ledger in found or not Aggregate.of(indicator).additive:
            continue
        rows = [row_id for row_id, value in figures.rows(indicator.name) if value > 0]
        if rows:
            found[indicator.ledger] = (indicator.name, rows[0])
    return found


def _delete(scope, row_ids, before: Path, after: Path) -> None:
    """在台账的副本里删去这些行。"""
    places: dict[Path, dict[str, list[int]]] = {}
    for row_id in row_ids:
        member, position = scope.dataset.locate(row_id)
        table = member.typed.table
        path = after / Path(member.typed.reading.path).relative_to(before)
        places.setdefault(path, {}).setdefault(table.sheet, []).append(table.rows[position])
    for path, sheets in places.items():
        book = openpyxl.load_workbook(path)
        for sheet, rows in sheets.items():
            for row in sorted(set(rows), reverse=True):
                book[sheet].delete_rows(row)
        book.save(path)


@pytest.mark.parametrize("name", SOURCES)
def test_每种台账删去一行_数字跟着变(name, tmp_path):
    _, scope = _example(name)
    figures = Figures(scope, _example(name)[0].catalogue)
    counted = _countable(figures)
    copy = tmp_path / name
    shutil.copytree(ROOT / "examples" / name, copy)
    gone = [row for _, row in counted.values()]
    if "户" in counted:  # 一户没了，家里的人也没了
        own = f"SELECT 户键 FROM 台账.户 WHERE _id = {counted['户'][1]}"
        gone += [row["_id"] for row in figures.query(f"SELECT _id FROM 台账.家庭成员 WHERE 户键 IN ({own})")]
    _delete(scope, gone, ROOT / "examples" / name, copy)
    session, changed = _opened(copy, SOURCES[name].get("village", ""))
    after = Figures(changed, session.catalogue)
    assert counted
    for ledger, (indicator, _) in counted.items():
        now = after.figure(indicator)
        assert now is None or now.value < figures.figure(indicator).value, ledger


def test_芦庙镇少报一户_材料里的数变小_核对不平(tmp_path):
    session, scope = _example("芦庙镇")
    figures = Figures(scope, session.catalogue)
    home = next(
        r for r in figures.query("SELECT 户编号, _id FROM 台账.户 WHERE 户类型 = '脱贫户' ORDER BY _id")
    )
    members = figures.query(f"SELECT _id FROM 台账.家庭成员 WHERE 户编号 = '{home['户编号']}'")
    copy = tmp_path / "芦庙镇"
    shutil.copytree(ROOT / "examples" / "芦庙镇", copy)
    gone = [home["_id"], *(row["_id"] for row in members)]
    _delete(scope, gone, ROOT / "examples" / "芦庙镇", copy)
    changed_session, changed = _opened(copy)
    text = _text(changed_session, changed)
    assert f"脱贫户972户{1845 - len(members)}人" in text
    assert "973户" not in text
    before = reconcile(scope, session.catalogue, session.home.config.waiver)
    after = reconcile(changed, changed_session.catalogue, changed_session.home.config.waiver)
    assert after.count("different") > before.count("different")
