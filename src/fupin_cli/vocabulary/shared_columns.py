"""Columns that many ledgers begin with: the household, or the person, that a row is about."""

from fupin_cli.vocabulary.choices import HouseholdType, MonitoredType
from fupin_cli.vocabulary.fields import Code, Must, ResidentId, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 涉户(Ledger):
    """A row about a household. 证件号码 is the head's, which joins the row where 户编号 is not given."""

    户编号: Code = column("户号", "户口编号", "家庭编号", "农户编号")
    户主姓名: Must[Text] = column(
        "户主", "户主名", "姓名", "农户姓名", "脱贫户姓名", "监测户姓名", "贫困户姓名", "贫困户名字"
    )
    证件号码: ResidentId = column(
        "户主证件号码",
        "户主证件号",
        "户主身份证号",
        "户主身份证号码",
        "户主身份证",
        "身份证号",
        "身份证号码",
        "身份证",
        "身份证件号",
        "证件号",
        "公民身份号码",
    )
    户类型: HouseholdType = column("农户类型", "农户类别", "家庭类型", "户类别", "户属性", "贫困户属性")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型", "监测户类别", "监测类型", "监测类别")


class 随户(Ledger):
    """A row about a person, with the household that the person belongs to."""

    户编号: Code = column("户号", "户口编号", "家庭编号", "农户编号")
    户主姓名: Text = column("户主", "户主名", "户主名字", "家长姓名", "监护人姓名")
    户主证件号码: ResidentId = column("户主证件号", "户主身份证号", "户主身份证号码", "户主身份证")
    户类型: HouseholdType = column("农户类型", "农户类别", "家庭类型", "户类别", "户属性", "人员类别")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型", "监测户类别", "监测类型", "监测类别")


class 涉人(随户):
    """A row about a person, who need not be the head of the household."""

    姓名: Must[Text] = column("人员姓名", "成员姓名", "名字")
    证件号码: Must[ResidentId] = column(
        "身份证号", "身份证号码", "身份证", "身份证件号", "身份证件号码", "证件号", "公民身份号码"
    )


class 涉学生(随户):
    """A row about a student."""

    学生姓名: Must[Text] = column("姓名", "学生", "受助学生", "受助学生姓名", "名字")
    证件号码: Must[ResidentId] = column(
        "身份证号",
        "身份证号码",
        "身份证",
        "身份证件号",
        "证件号",
        "公民身份号码",
        "学生身份证号",
        "学生身份证号码",
        "学生证件号码",
    )
    学籍号: Code = column("全国学籍号", "学籍编号", pii=True)
