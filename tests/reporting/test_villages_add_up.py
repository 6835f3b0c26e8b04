"""任意的户和岗位，任意分在哪些村：能相加的每个数，各村相加都等于全镇。"""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.aggregates import Aggregate
from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.periods import Period
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

LEDGERS = ("户", "公益性岗位")
SUMMED = [i for i in shipped().indicators if i.ledger in LEDGERS and Aggregate.of(i).additive]
villages = st.sampled_from(["甲村", "乙村", "丙村"])
households = st.fixed_dictionaries(
    {
        "村": villages,
        "户主姓名": st.just("甄一"),
        "家庭人口数": st.sampled_from([1, 3, 9, ""]),
        "户类型": st.sampled_from(["脱贫户", "一般农户", ""]),
        "监测对象类别": st.sampled_from(["", "边缘易致贫户", "突发严重困难户"]),
        "识别监测时间": st.sampled_from(["2021-05", "2023-06", ""]),
        "风险是否已消除": st.sampled_from(["是", "否", ""]),
    }
)
posts = st.fixed_dictionaries(
    {
        "村": villages,
        "姓名": st.just("甄一"),
        "岗位": st.sampled_from(["保洁员", "护林员"]),
        "应发": st.sampled_from(["0.01", "600", "1200.35"]),
        "实发": st.sampled_from(["0.01", "600", "1200.35"]),
    }
)


@settings(max_examples=3, deadline=None)
@given(st.lists(households, min_size=1, max_size=6), st.lists(posts, min_size=1, max_size=4))
def test_各村相加等于全镇(homes: list[dict[str, Any]], paid: list[dict[str, Any]]) -> None:
    rows = {
        "户": [{**home, "户编号": str(at)} for at, home in enumerate(homes)],
        "公益性岗位": [{**post, "证件号码": f"34169919800101{at:03}1"} for at, post in enumerate(paid)],
    }
    dataset = gathered(rows, place={"乡": "清河镇"}).datasets[""]
    counted = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())
    counted.share()
    there = [figure for i in SUMMED if (figure := counted.figure(i.name)) is not None]
    assert len(there) > 5
    for figure in there:
        assert sum(counted.by_village(figure.name).values(), Decimal(0)) == figure.value, figure.name
