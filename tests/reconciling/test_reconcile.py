"""What reconcile promises beside its checks: sets, waivers, own checks, who it may be, the system's export."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Check, Side
from fupin_cli.catalogue.loader import shipped
from fupin_cli.configuration import Waiver
from fupin_cli.errors import FupinError
from fupin_cli.forms import made
from fupin_cli.outputs import balances
from fupin_cli.outputs.findings import Style
from fupin_cli.reconciling import reconcile
from fupin_cli.trial import gathered
from reconciling.conftest import scope_of

HEAD, WIFE, SON = "341699198001010016", "341699198202020023", "341699200603030031"


def check(code: str) -> Check:
    return next(entry for entry in shipped().checks if entry.code == code)


def man(number: str, name: str, identity: str, relation: str = "户主", **more: object) -> dict[str, object]:
    return {
        "户编号": number,
        "姓名": name,
        "证件号码": identity,
        "与户主关系": relation,
        "户类型": "脱贫户",
        **more,
    }


def waiver(**given: object) -> Waiver:
    base = {"code": "RC001", "who": "李站长", "why": "县里已备案", "until": dt.date(2024, 6, 30)}
    return made(Waiver, {**base, **given})


class Test只核对一组:
    def test_四个一致只跑这一组(self, tried):
        found = tried({"户": [{"户编号": "1", "户主姓名": "赵一", "户类型": "脱贫户"}]}, sets=("四个一致",))
        codes = {outcome.code for outcome in found.outcomes}
        assert "RC001" in codes
        assert "RC107" not in codes

    def test_没有的组说明有哪些(self, tried):
        with pytest.raises(FupinError) as error:
            tried({"户": [{"户编号": "1", "户主姓名": "赵一"}]}, sets=("五个一致",))
        assert "五个一致" in error.value.message
        assert "四个一致" in error.value.hint


class Test认可:
    ROWS = check("RC001").differs

    def test_认可的差额不算不平(self, tried):
        found = tried(self.ROWS, check("RC001"), waivers=[waiver()])
        assert found.count("different") == 0
        assert {outcome.waiver.who for outcome in found.waived} == {"李站长"}

    def test_过期的不算数_并且说出来(self, tried):
        found = tried(self.ROWS, check("RC001"), waivers=[waiver(until=dt.date(2023, 12, 30))])
        assert found.count("different") > 0
        assert not found.waived
        assert len(found.expired_waivers) == 1
        text = balances.as_text(
            found, scope_of(self.ROWS), Style(colour=False), everything=False, show_pii=False
        )
        assert "已过期（至2023-12-30），不再算数" in text

    def test_最后一天还算数(self, tried):
        assert tried(self.ROWS, check("RC001"), waivers=[waiver(until=dt.date(2023, 12, 31))]).waived

    def test_别的村的认可用不上(self, tried):
        found = tried(self.ROWS, check("RC001"), waivers=[waiver(village="别村")])
        assert found.count("different") > 0
        assert len(found.unused_waivers) == 1


class Test自定核对:
    @staticmethod
    def own(sql: str, needs: tuple[str, ...] = ("户",)) -> Check:
        good = Side(label="户台账", needs=["户"], sql="SELECT 村, 1 AS 值 FROM 台账.户")
        return Check(
            code="MY001",
            title="自定",
            unit="户",
            left=Side(label="左", needs=list(needs), sql=sql),
            right=good,
        )

    @pytest.mark.parametrize(
        ("sql", "says"),
        [
            ("SELECT 村, 1 AS 值 FROM 台账.户 WHERE", "MY001"),
            ("SELECT 村, 没有的列 AS 值 FROM 台账.户", "没有的列"),
            ("SELECT 村, 1 AS 值 FROM 台账.没有的台账", "没有的台账"),
            ("SELECT 村 FROM 台账.户", "值"),
            ("SELECT 村, 1 AS 值 FROM 台账.户 WHERE 户类型 ＝ '脱贫户'", "全角"),
        ],
    )
    def test_写错的说出编号和错处_别的照样核对(self, tried, sql, says):
        found = tried({"户": [{"户编号": "1", "户主姓名": "赵一"}]}, self.own(sql), check("RC012"))
        (error,) = found.broken
        assert "MY001" in error.message
        assert says in error.message
        assert "\n" not in error.message
        assert {o.verdict for o in found.outcomes if o.code == "RC012"} == {"equal"}

    def test_不写键和行号也能核对(self, tried):
        found = tried(
            {"户": [{"户编号": "1", "户主姓名": "赵一"}]}, self.own("SELECT 村, 1 AS 值 FROM 台账.户")
        )
        assert {o.verdict for o in found.outcomes if o.code == "MY001"} == {"equal"}

    def test_缺台账的说缺什么(self, tried):
        own = self.own("SELECT 村, 金额 AS 值 FROM 台账.防返贫基金", ("防返贫基金",))
        (outcome,) = [o for o in tried({"户": [{"户主姓名": "赵一"}]}, own).outcomes if o.code == "MY001"]
        assert outcome.because == "缺少台账“防返贫基金”"


class Test疑似同一人:
    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ("341699198001010026", "号码只差一位"),
            ("341699198001100016", "号码有两位颠倒"),
            ("341699198001019990", "姓名、出生日期相同"),
        ],
    )
    def test_写错的号码找得到本人(self, tried, wrong, why):
        rows = {
            "雨露计划": [{"学生姓名": "赵一", "证件号码": wrong, "学期": "2023春", "补助金额": 1500}],
            "家庭成员": [man("1", "赵一", HEAD)],
        }
        (outcome,) = [
            o for o in tried(rows, check("RC021")).outcomes if o.verdict == "different" and o.village
        ]
        (who,) = outcome.unmatched
        assert why in who.suggestion
        assert HEAD in who.suggestion
        assert HEAD not in balances.as_json(tried(rows, check("RC021")), show_pii=False)

    def test_毫不相干的不猜(self, tried):
        rows = {
            "雨露计划": [{"学生姓名": "钱小", "证件号码": SON, "学期": "2023春", "补助金额": 1500}],
            "家庭成员": [man("1", "赵一", HEAD)],
        }
        found = [c for o in tried(rows, check("RC021")).outcomes for c in o.unmatched]
        assert {contributor.suggestion for contributor in found} == {""}


class Test与系统导出比对:
    OURS = (
        man("1", "赵一", HEAD, 人编号="101", 健康状况="健康"),
        man("2", "钱二", WIFE, 人编号="201", 健康状况="健康"),
    )

    def compared(self, *theirs):
        scope = scope_of({"家庭成员": list(self.OURS)})
        against = gathered({"家庭成员": list(theirs)}).datasets[""]
        catalogue = replace(shipped(), checks=[], indicators=[])
        found = reconcile(scope, catalogue, against=against).outcomes
        return {o.code: o for o in found if o.village is None and o.code.startswith("RC95")}

    def test_一样的判平(self):
        assert {o.verdict for o in self.compared(*self.OURS).values()} == {"equal"}

    def test_只在一边的逐个列出(self):
        found = self.compared(self.OURS[0], man("3", "孙三", SON, 人编号="301", 健康状况="健康"))
        sides = {(c.name, c.side) for c in found["RC952"].unmatched}
        assert sides == {("钱二", "left"), ("孙三", "right")}
        assert {c.key for c in found["RC951"].unmatched} == {"2", "3"}

    def test_编号换了按证件号码认(self):
        found = self.compared(self.OURS[0], {**self.OURS[1], "户编号": "9", "人编号": "901"})
        assert found["RC952"].verdict == "equal"
        assert found["RC951"].verdict == "equal"

    def test_号码差一位的认得出_并列为内容不同(self):
        other = {**self.OURS[1], "户编号": "9", "人编号": "901", "证件号码": "341699198202020033"}
        found = self.compared(self.OURS[0], other)
        assert found["RC952"].verdict == "equal"
        (who,) = found["RC954"].unmatched
        assert "证件号码" in who.note

    def test_内容不同的写明两边各是什么(self):
        found = self.compared(self.OURS[0], {**self.OURS[1], "健康状况": "残疾"})
        (who,) = found["RC954"].unmatched
        assert who.note == "健康状况 台账“健康”，系统导出“残疾”"
        assert len({source.sheet for source in who.sources}) == 1


class Test报数:
    def test_全镇一行等于各村之和(self, tried):
        lines = [{"村": village, "指标": "巷道里程", "数值": value, "单位": "公里"} for village, value in
                 (("甲村", "1.1"), ("乙村", "2.2"), ("合计", "3.4"))]  # fmt: skip
        (outcome,) = [o for o in tried({"汇总表": lines}).outcomes if o.code == "RC904"]
        assert (outcome.verdict, outcome.difference) == ("different", Decimal("0.1"))

    def test_认不出的指标说出来(self, tried):
        lines = [{"村": "甲村", "指标": "没有的数", "数值": 1, "单位": "个"}]
        (outcome,) = [o for o in tried({"汇总表": lines}).outcomes if o.code == "RC905"]
        assert "没有的数" in outcome.title


class Test序号:
    @pytest.mark.parametrize(
        ("numbers", "missing"), [([1, 2, 4], ["序号3"]), ([1, 2, 2, 3], ["序号2"]), ([1, 2, 3], [])]
    )
    def test_断开和重复(self, tried, numbers, missing):
        rows = [{"序号": n, "姓名": f"李{place}", "网格": "一"} for place, n in enumerate(numbers)]
        (outcome,) = [o for o in tried({"网格员": rows}).outcomes if o.code == "RC903"]
        assert [c.key for c in outcome.unmatched] == missing
        assert outcome.doubt


FEN = st.integers(min_value=1, max_value=10**13)


class Test一分不差:
    @settings(max_examples=25, deadline=None)
    @given(
        total=FEN,
        cuts=st.lists(st.integers(min_value=0, max_value=10**13), max_size=6),
        slip=st.sampled_from([0, 1]),
    )
    def test_任意拆分都合得拢_差一分就不平(self, total, cuts, slip):
        marks = sorted({0, total, *(cut % total for cut in cuts)})
        parts = [after - before for before, after in pairwise(marks)]
        parts[0] += slip
        yuan = [str(Decimal(part) / 100) for part in parts]
        rows = {
            "光伏电站": [
                {
                    "电站编号": "GF1",
                    "年度": 2023,
                    "上年结余": 0,
                    "年末结余": 0,
                    "本年到账": str(Decimal(total) / 100),
                }
            ],
            "光伏收益分配": [
                {"村": "示例村", "年度": 2023, "分配用途": f"用途{n}", "实付金额": y}
                for n, y in enumerate(yuan)
            ],
        }
        catalogue = replace(shipped(), checks=[check("RC101")], indicators=[])
        outcome = reconcile(scope_of(rows), catalogue).outcomes[0]
        assert outcome.difference == Decimal(-slip) / 100
        assert outcome.verdict == ("different" if slip else "equal")
        assert outcome.left.value == Decimal(total) / 100

    @pytest.mark.parametrize("value", ["3900597.40", "0.10", "123456789012345.67", "99999999999999.99"])
    def test_写进工作簿和JSON的数一位不少(self, tried, value):
        rows = {
            "公益性岗位": [
                {"姓名": "赵一", "证件号码": HEAD, "岗位": "保洁员", "应发": value, "实发": "0.01"}
            ]
        }
        found = tried(rows, check("RC109"))
        record = json.loads(balances.as_json(found, show_pii=False), parse_float=Decimal)["checks"][0]
        assert Decimal(str(record["left"]["value"])) == Decimal(value)
        content = balances.as_workbook(found, scope_of(rows), show_pii=False)
        package = zipfile.ZipFile(io.BytesIO(content))
        texts = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
        assert f">{Decimal(value).normalize():f}<" in texts

    def test_不平的每项一张表_给村里填核实结果(self, tried):
        found = tried(check("RC011").differs, check("RC011"))
        content = balances.as_workbook(found, scope_of({"户": [{"户主姓名": "赵一"}]}), show_pii=False)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["核对结果", "1.RC011一人只登记在一户一村"]
        header = [cell.value for cell in book.worksheets[1][2]]
        assert header[-2:] == ["核实结果", "核实人"]
        assert HEAD not in str(list(book.worksheets[1].values))
