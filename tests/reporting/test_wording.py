"""措辞跟着数字走：零、一、多，全部和部分，累计和未消除，与上期相比；材料里不提不该提的。"""

import datetime as dt
import io
from decimal import Decimal

import pytest
from docx import Document as read_docx
from msgspec import to_builtins

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.periods import Period
from fupin_cli.reporting import amounts, wording
from fupin_cli.reporting.composing import Request, compose, render
from fupin_cli.reporting.document import Heading
from fupin_cli.reporting.word_template import fill
from fupin_cli.scope import Scope
from fupin_cli.trial import gathered

TOWN = "清河镇"
YEAR_END = dt.date(2023, 12, 31)


def scope(rows, period="2023", day=YEAR_END, earlier=None, town=TOWN, village="", towns=()):
    place = {"乡": town or towns[0], "村": "柳河村"}
    found = Scope(
        town, Period.parse(period), day, gathered(rows, day, place).datasets[""], village, towns=towns
    )
    if earlier is not None:
        found.earlier = gathered(earlier, dt.date(2022, 12, 31), place).datasets[""]
        found.earlier_period = Period.parse("2022")
    return found


def written(rows, kind="工作总结", topic="", **given):
    options = {"成文日期": given.pop("成文日期", "2024-01-03")}
    return render(Figures(scope(rows, **given), shipped()), Request(kind, options, "柳城县", None, topic))


def body(rows, **given):
    """正文各段，去掉标题和落款。"""
    lines = written(rows, **given).splitlines()
    return [line for line in lines if line and not line.startswith(("#", "标题", "署名", "成文日期"))]


def homes(count, *, kind="", removed=0, poor=True):
    return [
        {
            "户编号": f"{n:04d}",
            "户主姓名": "甲",
            "户类型": "脱贫户" if poor else "一般农户",
            "监测对象类别": kind,
            "识别监测时间": "2022-03" if kind else None,
            "风险是否已消除": ("是" if n < removed else "否") if kind else None,
            "消除监测时间": "2023-05" if kind and n < removed else None,
        }
        for n in range(count)
    ]


def members(rows, size=2):
    return [
        {**row, "人编号": f"{row['户编号']}{n}", "姓名": "甲", "与户主关系": "户主" if not n else "配偶"}
        for row in rows
        for n in range(size)
    ]


def problems(*states, source="集中排查", kind="住房安全"):
    return [
        {
            "问题编号": f"W{n}",
            "来源": source,
            "类别": kind,
            "标题": f"第{n}类问题",
            "问题": "柳河村甲户房屋漏雨。",
            "发现日期": "2023-05-10",
            "整改措施": "及时维修。",
            "整改时限": "2024-03-31",
            "状态": state,
        }
        for n, state in enumerate(states, start=1)
    ]


@pytest.mark.parametrize(
    ("total", "done", "said"),
    [
        (1, 1, "已整改到位"),
        (74, 74, "已全部整改到位"),
        (103, 99, "已整改99条，其余4条尚未整改到位"),
        (2, 0, "尚未整改到位"),
    ],
)
def test_整改了多少说多少(total, done, said):
    assert wording.mended(Decimal(total), Decimal(done), "条") == said


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (115, 103, "户", "较2022年底增加12户"),
        (103, 115, "户", "较2022年底减少12户"),
        (103, 103, "户", "与2022年底持平"),
        (100, 83, "%", "较2022年底提高17个百分点"),
        (3900000, 3600000, "元", "较2022年底增加30万元"),
    ],
)
def test_与上期相比(now, before, unit, said):
    assert wording.change(Decimal(now), Decimal(before), unit, "2022年底") == said


def test_比率由多少到多少():
    assert wording.moved(Decimal(83), Decimal(100), "%") == "由83%提高到100%"
    assert wording.moved(Decimal("67.948"), Decimal(60), "%") == "由67.95%下降到60%"
    assert wording.moved(Decimal(83), Decimal(83), "%") == ""


@pytest.mark.parametrize(
    ("period", "within", "to_date"),
    [
        ("2023", "全年", "全年"),
        ("2023H1", "上半年", "今年以来"),
        ("2023Q3", "三季度", "今年以来"),
        ("2023-05", "5月", "今年以来"),
        ("2023-03-01..2023-05-20", "期间", "今年以来"),
    ],
)
def test_时间的说法(period, within, to_date):
    span = Period.parse(period)
    assert wording.within(span) == within
    assert wording.year_to_date(span, dt.date(2023, 12, 1)) == to_date
    if within != "全年":
        assert wording.year_to_date(span, dt.date(2024, 1, 5)) == "2023年以来"


@pytest.mark.parametrize(
    ("values", "unit"),
    [(["8000"], "元"), (["1500000"], "万元"), (["161267.40", "3072600"], "元"), (["156000000"], "亿元")],
)
def test_金额的单位_几个部分用同一个(values, unit):
    assert amounts.money_unit(map(Decimal, values)) == unit


def test_有一条没改完_哪里都不说全部整改(snapshot):
    text = written({"问题整改": problems("已整改", "已整改", "整改中", "未整改")})
    assert "已全部整改" not in text
    assert "柳河村" not in text
    assert text == snapshot


def test_全部改完_不列存在的问题(snapshot):
    assert body({"问题整改": problems("已整改", "已整改并长期坚持")}) == snapshot


def test_整改报告_逐个问题说完成情况(snapshot):
    rows = problems(
        "已整改并长期坚持", "取得阶段性成效并持续推进", "已整改", "整改中", "未整改", source="调研督查"
    )
    quoted = [
        {
            "来文": "调研督查通报",
            "来文文号": "柳农〔2023〕8号",
            "指标": "实地调查监测户",
            "数值": 49,
            "单位": "户",
        }
    ]
    assert written({"问题整改": rows, "引用数据": quoted}, kind="整改报告") == snapshot


@pytest.mark.parametrize(("count", "removed"), [(0, 0), (1, 0), (3, 3), (3, 1), (3, 0)])
def test_监测户总是说明累计和未消除(count, removed, snapshot):
    rows = homes(5) + [
        {**row, "户编号": f"9{row['户编号']}"}
        for row in homes(count, kind="边缘易致贫户", removed=removed, poor=False)
    ]
    assert body({"户": rows, "家庭成员": members(rows)}) == snapshot


def test_有上期台账就说增减(snapshot):
    now, before = homes(6), homes(4)
    posts = [{"姓名": "甲", "证件号码": "341699196803050011", "岗位": "保洁员", "聘用开始": "2022-01-01"}]
    text = body(
        {"户": now, "家庭成员": members(now), "公益性岗位": posts},
        earlier={"户": before, "家庭成员": members(before), "公益性岗位": posts},
    )
    assert text == snapshot


def test_半年材料里的年度台账_说明是今年以来(snapshot):
    solar = [
        {"村": "柳河村", "年度": 2023, "分配用途": use, "计划金额": money}
        for use, money in (("公益岗位工资", 12000), ("小型公益事业", 43955))
    ]
    terms = [
        {
            "学生姓名": "甲",
            "证件号码": "341699200603200029",
            "学期": "2023春",
            "补助金额": 1500,
            "发放状态": "已发放",
        }
    ]
    text = body(
        {"光伏收益分配": solar, "雨露计划": terms},
        period="2023H1",
        day=dt.date(2023, 6, 30),
        成文日期="2023-07-05",
    )
    assert text == snapshot


def test_没有台账的工作不写_编号接上():
    rows = [{"日期": "2023-03-16", "主题": "防返贫", "类型": "业务培训", "场次": 1, "人次": 30}]
    posts = [{"姓名": "甲", "证件号码": "341699196803050011", "岗位": "保洁员", "聘用开始": "2022-01-01"}]
    figures = Figures(scope({"培训会议": rows, "公益性岗位": posts}), shipped())
    blocks = compose(figures, Request("工作总结", {}, "柳城县")).document.blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["2023年工作开展情况", "公益性岗位", "业务培训和政策宣传"]


def test_只有一条的章节不编小标题():
    rows = [{"日期": "2023-03-16", "主题": "防返贫", "类型": "业务培训", "场次": 1, "人次": 30}]
    figures = Figures(scope({"培训会议": rows}), shipped())
    blocks = compose(figures, Request("工作总结", {}, "柳城县")).document.blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["2023年工作开展情况"]


def test_整改报告_同类问题合着写_不写是哪一户():
    rows = [
        {**row, "类别": "住房安全", "户主姓名": name, "问题": f"{name}户屋面渗漏。", "整改措施": "更换瓦片。"}
        for row, name in zip(problems("已整改", "已整改", "未整改"), ("甲一", "乙二", "丙三"), strict=True)
    ]
    for row in rows:
        row.pop("标题", None)
    rows.append({**rows[0], "问题编号": "9", "类别": "饮水安全", "户主姓名": "", "问题": "水压偏低。"})
    text = written({"问题整改": rows}, kind="整改报告")
    assert not any(name in text for name in ("甲一", "乙二", "丙三"))
    assert text.count("问题：有的农户屋面渗漏。") == text.count("整改完成情况：共3个问题，已整改2个") == 1
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## 住房安全", "## 饮水安全"]


def test_镇里自己的话在前_数字接在后面(snapshot):
    texts = [
        {"章节": "工作开展情况", "次序": 1, "小标题": "教育帮扶", "正文": "逐生核对，不漏一人。"},
        {"章节": "工作开展情况", "次序": 2, "小标题": "宣传发动", "正文": "# 不是标题\n| 不是表格 |"},
        {"章节": "经验做法", "次序": 1, "小标题": "", "正文": "一户一策。"},
        {"章节": "意见建议", "次序": 1, "小标题": "", "正文": "加大支持。"},
    ]
    grants = [
        {
            "学生姓名": "甲",
            "证件号码": "341699200603200029",
            "学期": term,
            "补助金额": 1500,
            "发放状态": "已发放",
        }
        for term in ("2023春", "2023秋")
    ]
    aid = [
        {
            "学生姓名": "乙",
            "证件号码": "341699201407090015",
            "学期": "2023秋",
            "资助项目": "义务教育生活补助",
            "金额": 500,
        }
    ]
    assert written({"文字材料": texts, "雨露计划": grants, "教育资助": aid}) == snapshot


def test_专项只写这一项的话和数(snapshot):
    texts = [
        {"章节": "工作开展情况", "次序": 1, "小标题": "光伏管护", "正文": "定期清洗。"},
        {"章节": "工作开展情况", "次序": 2, "小标题": "雨露计划", "正文": "逐生核对。"},
    ]
    grants = [{"学生姓名": "甲", "证件号码": "341699200603200029", "学期": "2023秋", "补助金额": 1500}]
    assert body({"文字材料": texts, "雨露计划": grants}, kind="专项", topic="教育") == snapshot


def test_全县_各乡镇相加并列表(snapshot):
    rows = [{**row, "乡": town} for town, n in (("清河镇", 3), ("白沙镇", 2)) for row in homes(n)]
    for number, row in enumerate(rows):
        row["户编号"] = f"{number:04d}"
    texts = [{"章节": "存在问题", "次序": 1, "正文": "清河镇自己的话。"}]
    told = {"户": rows, "家庭成员": members(rows), "文字材料": texts}
    text = body(told, town="", towns=("清河镇", "白沙镇"))
    assert text == snapshot


def test_附表有合计(snapshot):
    rows = [{**row, "村": village} for village, n in (("柳河村", 3), ("双桥村", 2)) for row in homes(n)]
    for number, row in enumerate(rows):
        row["户编号"] = f"{number:04d}"
    request = Request("工作总结", {}, "柳城县", None, "", True, ("双桥村", "柳河村"))
    figures = Figures(scope({"户": rows, "家庭成员": members(rows)}), shipped())
    (annex,) = compose(figures, request).document.annexes
    assert to_builtins(annex) == snapshot


@pytest.mark.parametrize(
    ("kind", "topic", "message"),
    [
        ("周报", "", "没有“周报”这种材料"),
        ("专项", "", "专项材料要指明专题"),
        ("专项", "航天", "没有“航天”这个专题"),
        ("村级汇报", "", "村级汇报要指明是哪个村"),
    ],
)
def test_写不了的材料说清楚(kind, topic, message):
    with pytest.raises(FupinError, match=message):
        written({"户": homes(1)}, kind=kind, topic=topic)


def test_自己的Word模板_填数不动版式_错名字说清楚(tmp_path):
    own = tmp_path / "自己的.docx"
    paper = read_docx()
    paper.add_paragraph("全镇脱贫户{{ 脱贫户户数 }}户。")
    paper.save(own)
    figures = Figures(scope({"户": homes(2)}), shipped())
    request = Request("工作总结", {}, "柳城县", own)
    content, record = fill(figures, request, own)
    assert read_docx(io.BytesIO(content)).paragraphs[-1].text == "全镇脱贫户2户。"
    assert list(record.figures) == ["脱贫户户数"]
    assert content == fill(figures, request, own)[0]
    paper.add_paragraph("{{ 脱贫户户树 }}")
    paper.save(own)
    with pytest.raises(FupinError, match="脱贫户户树"):
        fill(figures, request, own)
    own.write_text("不是 Word", encoding="utf-8")
    with pytest.raises(FupinError, match="读不了模板"):
        fill(figures, request, own)


def test_模板里的错名字_提示相近的指标(tmp_path):
    own = tmp_path / "自己的.j2"
    own.write_text("标题：试\n\n共{{ 脱贫户户树 }}户。\n", encoding="utf-8")
    figures = Figures(scope({"户": homes(2)}), shipped())
    with pytest.raises(FupinError, match="脱贫户户树") as caught:
        compose(figures, Request("工作总结", {}, "柳城县", own))
    assert "脱贫户户数" in caught.value.hint
