"""fupin.toml 的 [report] 是给哪份材料写的：标题说的是别的材料、别的地方，就不用它。"""

import pytest

from fupin_cli.configuration import Config
from fupin_cli.forms import made
from fupin_cli.periods import Period
from fupin_cli.reporting.request import request_of
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

配置 = {
    "workspace": {"county": "柳城县", "period": "2023"},
    "town": [{"name": "清河镇", "villages": ["柳河村", "双桥村"]}, {"name": "青山镇"}],
}
总结, 整改 = "清河镇2023年工作总结", "关于调研督查反馈问题整改情况的报告"


def lines(title: str, kind: str = "工作总结", *, village: str = "", county: bool = False, topic: str = ""):
    config = made(Config, {**配置, "report": {"标题": title, "署名": "清河镇人民政府", "文号": "号"}})
    towns = ("清河镇", "青山镇") if county else ()
    dataset = gathered({"户": []}).datasets[""]
    scope = Scope(
        "" if county else "清河镇", Period.parse("2023"), DAY, dataset, village=village, towns=towns
    )
    return request_of(config, scope, kind=kind, topic=topic).options


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        (总结, {}),
        (整改, {"kind": "整改报告"}),
        ("柳河村工作汇报", {"kind": "村级汇报", "village": "柳河村"}),
        ("柳城县2023年工作总结", {"county": True}),
        ("教育脱贫工作总结", {"kind": "专项", "topic": "教育"}),
        ("今年的工作", {"kind": "工作报告"}),
    ],
)
def test_说的就是这份材料_照用(title, asked) -> None:
    assert {"标题", "文号"} <= lines(title, **asked).keys()


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        (总结, {"kind": "整改报告"}),
        (整改, {}),
        (总结, {"kind": "工作报告"}),
        (总结, {"kind": "村级汇报", "village": "柳河村"}),
        ("双桥村工作汇报", {"kind": "村级汇报", "village": "柳河村"}),
        (总结, {"county": True}),
        (总结, {"kind": "专项", "topic": "光伏"}),
    ],
)
def test_说的是别的材料_标题和文号不用(title, asked) -> None:
    assert not {"标题", "文号"} & lines(title, **asked).keys()


def test_镇政府的署名不用在村里和县里的材料上() -> None:
    assert "署名" in lines(总结)
    assert "署名" not in lines(总结, "村级汇报", village="柳河村")
    assert "署名" not in lines(总结, county=True)
