"""扶贫资产：财政投入形成的资产及其收益、管护。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import FundSource
from fupin_cli.vocabulary.fields import Choice, Code, Date, Money, Must, Phone, Text, Year
from fupin_cli.vocabulary.ledger import Ledger, column


class 扶贫资产(Ledger):
    """一行是一项资产。"""

    key = ("资产编号",)
    sheets = (
        "扶贫资产台账",
        "帮扶资产",
        "资产台账",
        "扶贫项目资产",
        "帮扶项目资产",
        "资产登记表",
        "资产管理台账",
    )
    needs = ("名称", "原值")
    examples = (
        {
            "村": "柳河村",
            "资产编号": "ZC-2019-003",
            "名称": "柳河村蔬菜大棚",
            "资产类别": "经营性资产",
            "形成年度": 2019,
            "原值": "36万元",
            "是否确权": "已确权",
            "产权归属": "柳河村股份经济合作社",
            "运营方式": "出租",
            "年收益": 21600,
            "管护人": "郑和平",
        },
    )

    资产编号: Must[Code] = column("编号", "资产编码", "资产代码")
    名称: Must[Text] = column("资产名称", "项目名称", "资产项目名称")
    资产类别: Annotated[
        str | None,
        Choice.of(
            "经营性资产",
            "公益性资产",
            "到户类资产",
            also={
                "经营性": "经营性资产",
                "公益性": "公益性资产",
                "公益类": "公益性资产",
                "经营类": "经营性资产",
            }
            | {"到户类": "到户类资产", "到户资产": "到户类资产"},
        ),
    ] = column("类别", "资产类型", "资产性质", "类型")
    形成年度: Year = column("年度", "形成年份", "建成年度", "购建年度", "年份")
    资金来源: FundSource = column("资金渠道", "资金类型")
    原值: Money = column(
        "资产原值", "投入资金", "资产价值", "资产规模", "原始价值", "投资金额", unit="元", total=True
    )
    净值: Money = column("资产净值", "现值", unit="元", total=True)
    是否确权: Annotated[
        str | None,
        Choice.of(
            "已确权",
            "未确权",
            also={
                "是": "已确权",
                "否": "未确权",
                "确权": "已确权",
                "已完成": "已确权",
                "√": "已确权",
                "×": "未确权",
            },
        ),
    ] = column("确权", "确权情况", "是否已确权", "确权状态")
    确权日期: Date = column("确权时间")
    产权归属: Text = column("权属", "所有权人", "所有权归属", "产权单位", "资产归属")
    运营方式: Annotated[
        str | None,
        Choice.of(
            "自营",
            "出租",
            "承包",
            "入股",
            "委托经营",
            "闲置",
            open=True,
            also={"租赁": "出租", "出租经营": "出租"},
        ),
    ] = column("经营方式", "运营模式", "经营模式")
    运营主体: Text = column("经营主体", "承租方", "使用单位", "经营者")
    年收益: Money = column("收益", "年度收益", "资产收益", "收益金额", "租金", unit="元", total=True)
    管护人: Text = column("管护责任人", "管护责任单位", "管护人员", "管护员")
    管护人电话: Phone = column("联系电话", "电话", "管护责任人电话")
    使用状态: Annotated[
        str | None,
        Choice.of(
            "正常使用",
            "闲置",
            "损毁",
            "已处置",
            also={"正常": "正常使用", "在用": "正常使用", "报废": "已处置"},
        ),
    ] = column("资产状态", "状态", "运行情况", "运营状况")
