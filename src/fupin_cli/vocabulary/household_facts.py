"""What a row says about a household, in the household's own ledger and repeated on each member's row.

Columns of the national system's user-defined export (自定义监测对象信息) and of its older
household-year list.
"""

from typing import Annotated

from fupin_cli.vocabulary.choices import Cause, HouseholdType, MonitoredType, Risk, RiskRemoval
from fupin_cli.vocabulary.fields import (
    Balance,
    Choice,
    Code,
    Count,
    Money,
    Month,
    Number,
    Phone,
    Text,
    Year,
    YesNo,
)
from fupin_cli.vocabulary.ledger import Ledger, column

Measures = Annotated[str | None, Choice.of("其他", many=True, open=True)]


class 户情(Ledger):
    """Household-level columns; measures are comma lists, incomes are those of the year of the export."""

    户编号: Code = column("户号", "户口编号", "家庭编号", "农户编号")
    户主编号: Code = column()
    户主姓名: Text = column(
        "户主", "户主名", "户主名字", "贫困户名字", "贫困户姓名", "农户姓名", "脱贫户姓名"
    )
    家庭人口数: Count = column(
        "家庭人口", "家庭人数", "人口数", "人数", "家庭总人口", "家庭人口数（人）", unit="人", total=True
    )
    户联系电话: Phone = column("户主联系电话", "户主联系方式", "户主电话", "户主手机号")
    户类型: HouseholdType = column(
        "农户类型", "农户类别", "家庭类型", "贫困户属性", "户属性", "脱贫户类型", "户类别"
    )
    监测对象类别: MonitoredType = column(
        "易返贫致贫户(监测对象)类型",
        "监测对象类型",
        "监测户类型",
        "监测户类别",
        "监测类别",
        "监测类型",
        "三类户类型",
        "三类对象类别",
        "检测对象类别",
        help="不是监测对象的留空",
    )
    脱贫年度: Year = column("脱贫年份", "脱贫时间", "脱贫年")
    识别标准: Text = column()
    主要致贫原因: Cause = column("致贫原因", "致贫原因1", "主要致贫原因1", "贫困原因")
    次要致贫原因: Cause = column("致贫原因2")
    首次识别时间: Month = column("建档立卡时间", "建档时间")

    # 监测与风险
    识别监测时间: Month = column(
        "风险识别时间",
        "监测识别时间",
        "识别时间",
        "监测对象识别时间",
        "纳入监测时间",
        "纳入时间",
        help="只记到月",
    )
    致贫返贫风险1: Risk = column(
        "致贫/返贫风险1", "致贫/返贫风险", "返贫致贫风险", "返贫致贫风险1", "风险类型", "主要风险"
    )
    致贫返贫风险2: Risk = column("致贫/返贫风险2", "返贫致贫风险2")
    致贫返贫风险3: Risk = column("致贫/返贫风险3", "返贫致贫风险3")
    致贫返贫风险4: Risk = column("致贫/返贫风险4", "返贫致贫风险4")
    致贫返贫风险5: Risk = column("致贫/返贫风险5", "返贫致贫风险5")
    因自然灾害子项: Annotated[
        str | None, Choice.of("干旱", "洪涝", "风雹", "冰冻", "地震", "滑坡", "其他", open=True)
    ] = column("自然灾害子项")
    因自然灾害备注: Text = column()
    其他风险备注: Text = column("其他备注", "风险其他备注")
    风险是否已消除: YesNo = column(
        "风险是否消除", "是否消除风险", "是否风险消除", "风险是否已消除0", "是否已消除风险"
    )
    消除监测时间: Month = column("风险消除时间", "监测消除时间", "消除时间", "消除风险时间", help="只记到月")
    风险消除方式: RiskRemoval = column("消除方式", "监测消除方式")
    整户无劳动能力兜底保障户: YesNo = column(
        "是否整户无劳动能力兜底保障户", "整户无劳动能力", "是否整户无劳动能力"
    )
    信息采集人: Text = column("监测联系人", "监测联系人姓名", "采集人")
    信息采集人联系电话: Phone = column(
        "监测联系人电话", "监测联系人联系电话", "监测联系人联系方式", "采集人电话"
    )

    # 帮扶措施
    实施开发式帮扶措施情况: Annotated[str | None, Choice.of("尚未实施", "已实施", open=True)] = column(
        "开发式帮扶措施情况", "开发式帮扶措施实施情况"
    )
    帮扶措施: Measures = column(
        "已落实帮扶措施", "帮扶措施情况", "落实帮扶措施", "享受政策", help="多项以逗号分开"
    )
    产业帮扶: Measures = column("产业帮扶措施")
    就业帮扶: Annotated[
        str | None,
        Choice.of("外出务工补贴", "劳务输出", "技能培训", "帮扶车间", "其他", many=True, open=True),
    ] = column("就业帮扶措施")
    金融帮扶: Measures = column("金融帮扶措施")
    公益岗位帮扶: Measures = column("公益性岗位帮扶", "公益岗位帮扶措施")
    公益性岗位帮扶其他备注: Text = column("公益岗位帮扶其他备注")
    住房安全保障: Measures = column("住房安全保障措施")
    饮水安全保障: Measures = column("饮水安全保障措施")
    健康帮扶: Annotated[
        str | None, Choice.of("参加城乡居民基本医疗保险个人缴费补贴", "其他", many=True, open=True)
    ] = column("健康帮扶措施")
    教育帮扶: Annotated[str | None, Choice.of("雨露计划", "其他", many=True, open=True)] = column(
        "教育帮扶措施"
    )
    义务教育保障: Measures = column("义务教育保障措施")
    社会帮扶: Measures = column("社会帮扶措施")
    综合保障: Annotated[
        str | None, Choice.of("低保", "特困供养", "残疾人补贴", "其他", many=True, open=True)
    ] = column("综合保障措施")
    搬迁: Annotated[str | None, Choice.of("搬迁", many=True, open=True)] = column("易地搬迁", "搬迁措施")
    生产生活条件改善: Measures = column("生产生活条件改善措施")
    基础设施建设: Measures = column("基础设施建设措施")

    # 识别时的三保障和生产生活条件
    是否义务教育阶段适龄儿童少年失学辍学: YesNo = column()
    是否有家庭成员未参加城乡居民职工基本医疗保险: YesNo = column(
        "是否有家庭成员未参加城乡居民（职工）基本医疗保险"
    )
    是否危房户: YesNo = column("危房户", "是否危房", "是否为危房户")
    危房级别: Annotated[
        str | None, Choice.of("A级", "B级", "C级", "D级", also={c: f"{c}级" for c in "ABCD"})
    ] = column("房屋鉴定等级", "住房鉴定等级")
    是否解决安全饮用水: YesNo = column(
        "安全饮用水", "是否解决安全饮水", "饮水是否安全", "是否安全饮水", "饮水安全"
    )
    是否通生活用电: YesNo = column("生活用电", "是否通电")
    是否有卫生厕所: YesNo = column("卫生厕所", "有无卫生厕所")
    主要燃料类型: Text = column("燃料类型")
    入户道路是否硬化: YesNo = column("入户路是否硬化", "入户道路硬化")
    入户路类型: Annotated[
        str | None, Choice.of("泥土路", "砂石路", "水泥路", "沥青路", open=True, also={"硬化路": "水泥路"})
    ] = column("入户道路类型")
    与村主干路距离: Number = column(
        "与村主干路距离(公里)", "与村主干路距离（千米）", "距村主干路距离", unit="公里"
    )
    住房面积: Number = column("住房面积(平方米)", "房屋面积", unit="平方米")
    耕地面积: Number = column("耕地面积（亩）", "耕地", unit="亩", total=True)
    林地面积: Number = column("林地面积（亩）", "林地", unit="亩", total=True)
    退耕还林面积: Number = column(
        "退耕还林面积（亩）", "退耕还林（草）面积", "退耕还林", unit="亩", total=True
    )
    林果面积: Number = column("林果面积（亩）", "林果", unit="亩", total=True)
    牧草地面积: Number = column("牧草地面积（亩）", "牧草地", unit="亩", total=True)
    水面面积: Number = column("水面面积（亩）", "水面", unit="亩", total=True)

    # 收入与支出，一年的数
    人均纯收入: Balance = column(
        "人均纯收入（元）", "家庭人均纯收入", "家庭年人均纯收入", "年人均纯收入", "人均纯收入(元)", unit="元"
    )
    年收入: Balance = column("年收入（元）", "家庭年收入", "家庭总收入", unit="元")
    纯收入: Balance = column("家庭纯收入", "年纯收入", "家庭纯收入（元）", unit="元")
    工资性收入: Money = column("工资性收入（元）", unit="元")
    生产经营性收入: Money = column("生产经营性收入（元）", "经营性收入", unit="元")
    财产性收入: Money = column("财产性收入（元）", unit="元")
    转移性收入: Money = column("转移性收入（元）", unit="元")
    生产经营性支出: Money = column("生产经营性支出（元）", unit="元")
    资产收益扶贫分红收入: Money = column("资产收益分红收入", "资产收益帮扶分红收入", unit="元")
    其他财产性收入: Money = column(unit="元")
    计划生育金: Money = column(unit="元")
    低保金: Money = column("低保金（元）", unit="元")
    五保金: Money = column(unit="元")
    特困人员救助供养金: Money = column("特困供养金", unit="元")
    养老保险金: Money = column("养老金", unit="元")
    生态补偿金: Money = column(unit="元")
    其他转移性收入: Money = column(unit="元")
    合规自付支出: Money = column("合规自付支出（元）", unit="元")

    # 风险消除时的情况
    风险消除后是否义务教育阶段适龄儿童少年失学辍学: YesNo = column()
    风险消除后是否住房损毁: YesNo = column()
    风险消除后是否有家庭成员未参加城乡居民职工基本医疗保险: YesNo = column(
        "风险消除后是否有家庭成员未参加城乡居民（职工）基本医疗保险"
    )
    风险消除后是否饮水设施损毁: YesNo = column()
    风险消除后工资性收入: Money = column(unit="元")
    风险消除后财产性收入: Money = column(unit="元")
    风险消除后转移性收入: Money = column(unit="元")
    风险消除后生产经营性收入: Money = column(unit="元")
    风险消除后生产经营性支出: Money = column(unit="元")
    风险消除后家庭纯收入: Balance = column(unit="元")
    风险消除后家庭人均纯收入: Balance = column(unit="元")
    风险消除后理赔收入: Money = column(unit="元")
    风险消除后合规自付支出: Money = column(unit="元")

    # 账户，公示时一律不显示
    开户银行名称: Text = column("开户银行", "开户行", pii=True)
    银行卡号: Code = column("银行账号", "一卡通账号", "一卡通", "银行卡", "社保卡号", "惠农卡号", pii=True)
