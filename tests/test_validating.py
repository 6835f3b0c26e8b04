"""校验怎么算：选哪些规则、判断不了的怎么说、写错的规则不连累别的、结果按什么次序列出。"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Catalogue, Rule
from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine.dataset import Dataset
from fupin_cli.findings import Finding, Place
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.findings import Renderer
from fupin_cli.reading.model import SheetOutline
from fupin_cli.trial import gathered
from fupin_cli.validating import CANNOT_RUN, Selection, Validation, message, shown, validate
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

BASE = shipped().rules[0]
HOUSEHOLD = {"户编号": "1", "户主姓名": "甲", "户类型": "脱贫户", "家庭人口数": 3}


def rule(code: str = "HH900", **given: Any) -> Rule:
    own = {
        "ledger": "户",
        "where": "",
        "broken": "家庭人口数 > 2",
        "columns": ["家庭人口数"],
        "message": "{户主姓名}家有{家庭人口数}人",
        "severity": "error",
        "status": "stable",
        "since": None,
        "until": None,
        "covers": [],
    }
    return replace(BASE, **{"code": code, **own, **given})


def found(
    rows: Any, *rules: Rule, selection: Selection | None = None, day: dt.date | None = None
) -> Validation:
    catalogue: Catalogue = replace(shipped(), rules=list(rules))
    given: Gathered = gathered(rows) if day is None else gathered(rows, day)
    return validate(given, catalogue, Policies(catalogue.policy), selection or Selection())


def codes(result: Validation) -> list[str]:
    return [finding.code for finding in result.findings]


class Test选哪些规则:
    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ({}, True),
            ({"select": ("HH",)}, True),
            ({"select": ("HH012",)}, True),
            ({"select": ("FD",)}, False),
            ({"ignore": ("HH",)}, False),
            ({"ignore": ("FD",)}, True),
            ({"ignore": ("HH012",)}, False),
            ({"select": ("HH",), "ignore": ("HH012",)}, False),  # 写得细的说了算
            ({"select": ("HH012",), "ignore": ("HH",)}, True),
            ({"select": ("HH0",), "ignore": ("HH",)}, True),
            ({"select": ("HH",), "ignore": ("HH",)}, True),  # 一样细时算选了
            ({"select": ("HH012",), "ignore": ("HH012",)}, False),  # 整个编号两边都写，算不要
            ({"select": ("FD",), "ignore": ("HH01",)}, False),
        ],
    )
    def test_编号开头写得越长越算数(self, given: dict[str, Any], wanted: bool) -> None:
        assert Selection(**given).wants("HH012") is wanted

    @pytest.mark.parametrize(
        ("given", "status", "wanted"),
        [
            ({}, "off", False),
            ({}, "preview", False),
            ({"preview": True}, "preview", True),
            ({"preview": True}, "off", False),
            ({"select": ("HH",)}, "off", False),
            ({"select": ("HH012",)}, "off", True),  # 点名要的照样检查
            ({"select": ("HH012",)}, "preview", True),
        ],
    )
    def test_试行的和停用的(self, given: dict[str, Any], status: str, wanted: bool) -> None:
        assert Selection(**given).wants("HH012", status) is wanted

    def test_按台账和按村不看的(self) -> None:
        selection = Selection(per_ledger={"户": ("HH",)}, per_village={"柳河村": ("CE0", "HH9")})
        place = Place("甲.xlsx")

        def excused(code: str, ledger: str | None, village: str | None) -> bool:
            return selection.excuses(Finding(code, "error", place, ledger=ledger, village=village))

        assert excused("HH012", "户", None)
        assert not excused("CE001", "户", None)
        assert excused("HH901", "家庭成员", "柳河村")
        assert not excused("HH901", "家庭成员", "槐店村")
        assert not excused("HH901", None, None)

    def test_不看的村里查出来也不列(self) -> None:
        assert codes(found({"户": [HOUSEHOLD]}, rule())) == ["HH900"]
        assert (
            codes(found({"户": [HOUSEHOLD]}, rule(), selection=Selection(per_village={"示例村": ("HH",)})))
            == []
        )

    def test_改了级别按改的算(self) -> None:
        result = found({"户": [HOUSEHOLD]}, rule(), selection=Selection(severity={"HH900": "info"}))
        assert result.counts() == {"error": 0, "warning": 0, "info": 1}


class Test级别:
    def three(self) -> Validation:
        place = Place("甲.xlsx")
        return Validation(
            [Finding("A", "error", place), Finding("B", "warning", place), Finding("C", "info", place)]
        )

    @pytest.mark.parametrize(
        ("lowest", "kept"), [("error", ["A"]), ("warning", ["A", "B"]), ("info", ["A", "B", "C"])]
    )
    def test_只留这一级和更重的(self, lowest: str, kept: list[str]) -> None:
        result = self.three()
        result.keep(lowest)
        assert codes(result) == kept


class Test判断:
    def test_查出的写明是谁_哪一格_哪个村哪一户(self) -> None:
        (one,) = found({"户": [{**HOUSEHOLD, "家庭人口数": 2}, HOUSEHOLD]}, rule()).findings
        assert (one.place.row, one.place.field, one.raw) == (3, "家庭人口数", 3)
        assert (one.village, one.household, one.ledger) == ("示例村", "1", "户")
        assert message(one, rule()) == "甲家有3人"

    def test_缺项的指到空着的那一格_说出空着的几列(self) -> None:
        own = {
            "broken": "家庭人口数 IS NULL OR 户联系电话 = '' OR 人均纯收入 IS NULL",
            "columns": ["家庭人口数", "户联系电话", "人均纯收入", "户主姓名"],
            "message": "{户主姓名}户没有填{空着的}",
        }
        (one,) = found({"户": [{**HOUSEHOLD, "户联系电话": "", "人均纯收入": "  "}]}, rule(**own)).findings
        assert (one.place.field, message(one, rule(**own))) == (
            "户联系电话",
            "甲户没有填户联系电话、人均纯收入",
        )

    def test_不是缺项的规则_仍指第一列(self) -> None:
        own = {"broken": "家庭人口数 = 3 AND 户联系电话 = ''", "columns": ["家庭人口数", "户联系电话"]}
        (one,) = found({"户": [{**HOUSEHOLD, "户联系电话": ""}]}, rule(**own)).findings
        assert one.place.field == "家庭人口数"

    def test_表里没有要改的列就指整行(self) -> None:
        (one,) = found({"户": [HOUSEHOLD]}, rule(columns=["监测对象类别"])).findings
        assert (one.place.row, one.place.letter, one.raw) == (2, None, None)

    def test_读不出的格子算判断不了_不算错(self) -> None:
        rows = {"户": [HOUSEHOLD, {**HOUSEHOLD, "户编号": "2", "家庭人口数": "#REF!"}]}
        result = found(rows, rule(), rule("HH901", broken="户主姓名 = '甲'"))
        assert result.unknown == {"HH900": 1}
        assert codes(result).count("HH900") == 1
        assert codes(result).count("HH901") == 2

    def test_没有这一列就不检查_说缺什么(self) -> None:
        result = found({"户": [{"户编号": "1", "户主姓名": "甲"}]}, rule())
        assert result.not_checked == {"HH900": "缺少“户”的列“家庭人口数”"}
        both = found({"户": [HOUSEHOLD]}, rule(broken="生产经营性收入 > 1"), rule("HH901"))
        assert (set(both.not_checked), codes(both)) == ({"HH900"}, ["HH901"]), "后面的规则照样检查"
        assert found(
            {"家庭成员": [{"姓名": "甲"}]}, rule(ledger="雨露计划", broken="补助金额 > 1")
        ).not_checked == {"HH900": "缺少台账“雨露计划”"}

    def test_没有填的标准就不检查_说填在哪里(self) -> None:
        result = found({"户": [HOUSEHOLD]}, rule(broken="家庭人口数 > :监测范围"), rule("HH901"))
        assert "政策参数“监测范围”" in result.not_checked["HH900"]
        assert "[policy]" in result.not_checked["HH900"]
        assert codes(result) == ["HH901"]

    def test_一条写错不连累同一台账别的规则(self) -> None:
        wrong = rule(broken="CAST(户主姓名 AS INTEGER) > 1")
        result = found({"户": [HOUSEHOLD]}, wrong, rule("HH901"))
        assert result.not_checked["HH900"].startswith(CANNOT_RUN)
        assert "\n" not in result.not_checked["HH900"]
        assert codes(result) == ["HH901"]

    @pytest.mark.parametrize(
        ("given", "day", "hits"),
        [
            ({"since": dt.date(2023, 12, 31)}, dt.date(2023, 12, 31), 1),
            ({"since": dt.date(2024, 1, 1)}, dt.date(2023, 12, 31), 0),
            ({"until": dt.date(2023, 12, 31)}, dt.date(2023, 12, 31), 1),
            ({"until": dt.date(2023, 12, 30)}, dt.date(2023, 12, 31), 0),
        ],
    )
    def test_规则从哪天起到哪天止_当天都算(self, given: dict[str, Any], day: dt.date, hits: int) -> None:
        assert len(found({"户": [HOUSEHOLD]}, rule(**given), day=day).findings) == hits

    def test_规则说了的格子_类型不再说一遍(self) -> None:
        rows = {"家庭成员": [{"姓名": "甲", "证件号码": "341699198001010016"}]}
        own = {
            "ledger": "家庭成员",
            "broken": "证件号码 <> ''",
            "message": "号码不对",
            "columns": ["证件号码"],
        }
        assert codes(found(rows, rule(**own))) == ["CE015", "HH900"]
        assert codes(found(rows, rule(**own, covers=["CE015"]))) == ["HH900"]
        assert codes(found(rows, rule(**{**own, "columns": ["姓名"]}, covers=["CE015"]))) == [
            "HH900",
            "CE015",
        ]

    def test_替别的规则说话_国家编号一并写上(self) -> None:
        one = rule(national=["5_17_011"], covers=["HH901", "HH902"])
        other = rule("HH901", national=["5_17_013"])
        result = found({"户": [HOUSEHOLD]}, one, other)
        assert [(f.code, f.speaks_for) for f in result.findings] == [("HH900", ("HH901",))]
        renderer = Renderer(replace(shipped(), rules=[one, other], cells=[]))
        assert renderer.record(result.findings[0])["national"] == "5_17_011,5_17_013"

    def test_只找错误时_找到的正是全部问题里的错误(self) -> None:
        rules = (
            rule("HH900", severity="warning"),
            rule("HH901"),
            rule("HH902", broken="家庭人口数 > 1", severity="warning", covers=["HH903", "没有的"]),
            rule("HH903", broken="家庭人口数 > 1"),  # 替它说话的是疑点，它就不作错误
        )
        catalogue = replace(shipped(), rules=list(rules))
        given = gathered({"户": [HOUSEHOLD]})
        whole, errors = (
            validate(given, catalogue, Policies(catalogue.policy), Selection(), lowest=lowest)
            for lowest in ("info", "error")
        )
        assert [f for f in whole.findings if f.severity == "error"] == errors.findings
        assert "HH901" in codes(errors)
        assert "HH903" not in codes(errors)

    def test_太多时只列头几处_一共多少照样说(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [{**HOUSEHOLD, "户编号": f"{n}", "家庭人口数": 3 if n < 5 else "#REF!"} for n in range(6)]
        rules = rule(), rule("HH901", broken="户编号 = '2'", columns=["户编号"])
        whole = found({"户": rows}, *rules)
        monkeypatch.setattr("fupin_cli.validating.most_rows", lambda _dataset: 3)
        first = found({"户": rows}, *rules)
        assert [(f.code, f.place.row) for f in first.findings if f.code[:2] == "HH"] == [
            ("HH900", 2),
            ("HH900", 3),
            ("HH901", 4),
            ("HH900", 4),
        ]
        assert (first.cut, first.unknown) == ({"HH900": 2}, {"HH900": 1})
        assert first.totals() == whole.totals()

    def test_空着的时期不妨碍别的时期(self) -> None:
        given = gathered({"户": [HOUSEHOLD]})
        given.datasets = {"2022": Dataset(), **given.datasets}
        catalogue = replace(shipped(), rules=[rule()])
        result = validate(given, catalogue, Policies(catalogue.policy), Selection())
        assert (codes(result), list(result.days)) == (["HH900"], [""])

    def test_判断的日子(self) -> None:
        assert found({"户": [HOUSEHOLD]}, rule(), day=dt.date(2022, 6, 30)).days == {"": dt.date(2022, 6, 30)}

    def test_按行_按列_按编号的次序列出(self) -> None:
        rows = {"户": [HOUSEHOLD, HOUSEHOLD]}
        late, early = rule("HH902", columns=["户主姓名"]), rule("HH901", columns=["户主姓名"])
        result = found(rows, rule(), late, early)
        assert [(f.place.cell, f.code) for f in result.findings] == [
            (f"{letter}{row}", code)
            for row in (2, 3)
            for letter, code in (("B", "HH901"), ("B", "HH902"), ("D", "HH900"))
        ]

    def test_说整个文件的在前_说整张表的在后(self) -> None:
        given = gathered({"户": [HOUSEHOLD]})
        given.readings[0].outlines.append(SheetOutline("户", "户"))
        given.findings = [
            Finding("CE015", "error", Place("示例", sheet="户")),
            Finding("CE021", "error", Place("示例")),
        ]
        catalogue = replace(shipped(), rules=[])
        result = validate(given, catalogue, Policies(catalogue.policy), Selection())
        assert codes(result) == ["CE021", "CE015"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("家庭人口数", None, "（空）"),
        ("户主姓名", "", "（空）"),
        ("户主姓名", "甲", "甲"),
        ("没有这一列", dt.date(2023, 5, 3), "2023年5月3日"),
        ("没有这一列", Decimal("1500.00"), "1500"),
        ("没有这一列", Decimal("1500.50"), "1500.5"),
        ("没有这一列", Decimal("1500"), "1500"),
        ("没有这一列", Decimal("1E+3"), "1000"),
        ("没有这一列", 7, 7),
    ],
)
def test_消息里的值怎么写(name: str, value: Any, said: Any) -> None:
    assert shown(columns(ledgers()["户"]), name, value) == said


def test_消息里没有的名字原样留着_看得出() -> None:
    one = Finding("HH900", "error", Place("甲.xlsx"), values={"户主姓名": "甲"})
    assert message(one, rule()) == "甲家有{家庭人口数}人"
