"""Enumerations that several ledgers share: the values of the national exports, and safe other spellings.

A closed list (the default of `Choice`) names every value; an open one is known not to. Positive and negative
values are spelt as the exports spell them, so that official files read without a note.
"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice

_ETHNIC = """
    汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡
    纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克
    德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""

# GB/T 3304 的 56 个民族，另加户籍上的未识别民族
EthnicGroup = Annotated[
    str | None,
    Choice.of(
        *(f"{name}族" for name in _ETHNIC.split()),
        "穿青人",
        "其他",
        also={name: f"{name}族" for name in _ETHNIC.split()} | {"其他未识别的民族": "其他"},
    ),
]

Sex = Annotated[str | None, Choice.of("男", "女", also={"1": "男", "2": "女", "男性": "男", "女性": "女"})]

_RELATIVES = """
    子 女 儿媳 女婿 父 母 公公 婆婆 岳父 岳母 祖父 祖母 外祖父 外祖母 孙子 孙女 外孙子 外孙女 曾孙子 曾孙女
    兄弟姐妹 兄弟媳妇 叔伯 侄儿 侄女
"""

Relation = Annotated[
    str | None,
    Choice.of(
        "户主",
        "配偶",
        *(f"之{relative}" for relative in _RELATIVES.split()),
        "其他",
        also={relative: f"之{relative}" for relative in _RELATIVES.split()}
        | {"本人": "户主", "户主本人": "户主", "本人或户主": "户主"}
        | dict.fromkeys(["妻子", "妻", "之妻", "丈夫", "夫", "之夫"], "配偶")
        | dict.fromkeys(["儿子", "之儿子", "长子", "次子", "三子", "独生子"], "之子")
        | dict.fromkeys(["女儿", "之女儿", "长女", "次女", "三女", "独生女"], "之女")
        | {
            "父亲": "之父",
            "母亲": "之母",
            "爷爷": "之祖父",
            "奶奶": "之祖母",
            "外公": "之外祖父",
            "外婆": "之外祖母",
        }
        | {"之孙": "之孙子", "之外孙": "之外孙子", "外孙": "之外孙子", "之侄子": "之侄儿", "侄子": "之侄儿"}
        | dict.fromkeys(["哥哥", "弟弟", "姐姐", "妹妹", "之兄", "之弟", "之姐", "之妹"], "之兄弟姐妹"),
    ),
]

# 健康状况可填多项，以逗号分开
Health = Annotated[
    str | None,
    Choice.of(
        "健康",
        "残疾",
        "长期慢性病",
        "患有大病",
        many=True,
        also={
            "良好": "健康",
            "慢性病": "长期慢性病",
            "长慢病": "长期慢性病",
            "患有慢性病": "长期慢性病",
            "大病": "患有大病",
            "患大病": "患有大病",
            "残疾人": "残疾",
        },
    ),
]

LabourSkill = Annotated[
    str | None,
    Choice.of(
        "普通劳动力",
        "技能劳动力",
        "弱劳动力或半劳动力",
        "丧失劳动力",
        "无劳动力",
        also={
            "普通劳动": "普通劳动力",
            "技能劳动": "技能劳动力",
            "弱劳动力": "弱劳动力或半劳动力",
            "半劳动力": "弱劳动力或半劳动力",
            "弱半劳动力": "弱劳动力或半劳动力",
            "丧失劳动能力": "丧失劳动力",
            "无劳动能力": "无劳动力",
        },
    ),
]

_GRADES = "一二三"

# 留空即不在校，“非在校生”读作留空
SchoolState = Annotated[
    str | None,
    Choice.of(
        "学龄前儿童",
        "学前教育",
        "小学",
        "七年级",
        "八年级",
        "九年级",
        *(f"普通高中{grade}年级" for grade in _GRADES),
        *(f"中职{grade}年级" for grade in _GRADES),
        *(f"高职高专{grade}年级" for grade in _GRADES),
        *(f"技师学院{grade}年级" for grade in "一二三四"),
        *(f"本科{grade}年级" for grade in "一二三四五"),
        "硕士研究生及以上",
        also={f"高中{grade}年级": f"普通高中{grade}年级" for grade in _GRADES}
        | {f"大专{grade}年级": f"高职高专{grade}年级" for grade in _GRADES}
        | {f"中专{grade}年级": f"中职{grade}年级" for grade in _GRADES}
        | {f"小学{grade}年级": "小学" for grade in "一二三四五六"}
        | {f"{grade}年级": "小学" for grade in "一二三四五六"}
        | {"高一": "普通高中一年级", "高二": "普通高中二年级", "高三": "普通高中三年级"}
        | {"初一": "七年级", "初二": "八年级", "初三": "九年级"}
        | {"初中一年级": "七年级", "初中二年级": "八年级", "初中三年级": "九年级"}
        | {"大一": "本科一年级", "大二": "本科二年级", "大三": "本科三年级", "大四": "本科四年级"}
        | {"硕士生及以上": "硕士研究生及以上", "硕士研究生": "硕士研究生及以上", "研究生": "硕士研究生及以上"}
        | {"幼儿园": "学前教育", "学龄前": "学龄前儿童"}
        | dict.fromkeys(["非在校生", "非在校", "不在校", "未在校"], ""),
    ),
]

# 在校生的文化程度留空
Education = Annotated[
    str | None,
    Choice.of(
        "文盲或半文盲",
        "小学",
        "初中",
        "高中",
        "大专",
        "本科及以上",
        also={"文盲": "文盲或半文盲", "半文盲": "文盲或半文盲", "专科": "大专", "大学专科": "大专"}
        | dict.fromkeys(["本科", "大学本科", "研究生", "硕士", "博士"], "本科及以上"),
    ),
]

# 2021 年起用脱贫户、一般农户；其余是此前年度的类型
HouseholdType = Annotated[
    str | None,
    Choice.of(
        "脱贫户",
        "一般农户",
        "贫困户",
        "未脱贫户",
        "一般贫困户",
        "低保贫困户",
        "五保贫困户",
        "低保户",
        "五保户",
        "特困供养户",
        also={"已脱贫户": "脱贫户", "已脱贫": "脱贫户", "一般户": "一般农户", "普通农户": "一般农户"}
        | {
            "未脱贫": "未脱贫户",
            "未脱贫贫困户": "未脱贫户",
            "建档立卡贫困户": "贫困户",
            "非贫困户": "一般农户",
        }
        | {"特困户": "特困供养户"}
        | dict.fromkeys(
            ["脱贫户(继续享受政策)", "脱贫户(不享受政策)", "脱贫不享受政策", "稳定脱贫户"], "脱贫户"
        ),
    ),
]

# 留空即不是监测对象
MonitoredType = Annotated[
    str | None,
    Choice.of(
        "脱贫不稳定户",
        "边缘易致贫户",
        "突发严重困难户",
        also={"脱贫不稳定": "脱贫不稳定户", "脱贫监测户": "脱贫不稳定户"}
        | {"边缘易致贫": "边缘易致贫户", "边缘户": "边缘易致贫户"}
        | {"突发严重困难": "突发严重困难户", "突发困难户": "突发严重困难户", "严重困难户": "突发严重困难户"}
        | dict.fromkeys(["非监测对象", "非监测户", "不是监测对象"], ""),
    ),
]

Risk = Annotated[
    str | None,
    Choice.of(
        "因病",
        "因学",
        "因残",
        "因安全住房",
        "因安全饮水",
        "缺劳动力",
        "因务工就业不稳",
        "因产业项目失败",
        "因自然灾害",
        "因意外事故",
        "其他",
        also={
            "务工就业不稳": "因务工就业不稳",
            "因缺劳动力": "缺劳动力",
            "因缺劳力": "缺劳动力",
            "缺劳力": "缺劳动力",
        }
        | {
            "因灾": "因自然灾害",
            "自然灾害": "因自然灾害",
            "意外事故": "因意外事故",
            "产业项目失败": "因产业项目失败",
        }
        | {
            "因住房": "因安全住房",
            "安全住房": "因安全住房",
            "因饮水": "因安全饮水",
            "安全饮水": "因安全饮水",
        },
    ),
]

RiskRemoval = Annotated[
    str | None,
    Choice.of("帮扶消除", "自然消除", also={"帮扶措施消除": "帮扶消除", "自然消除风险": "自然消除"}),
]

Cause = Annotated[
    str | None,
    Choice.of(
        "因病", "因学", "因残", "因灾", "因丧", "因婚", "缺土地", "缺水", "缺技术", "缺劳力", "缺资金",
        "交通条件落后", "自身发展动力不足", "其他",
        open=True,
        also={"缺劳动力": "缺劳力", "因缺劳力": "缺劳力", "因缺资金": "缺资金", "因缺技术": "缺技术"},
    ),
]  # fmt: skip

JobChannel = Annotated[
    str | None,
    Choice.of(
        "公益性岗位",
        "帮扶车间",
        "劳务输出",
        "自主就业",
        "亲友介绍",
        "企业招聘",
        open=True,
        also={
            "公益岗位": "公益性岗位",
            "公益岗": "公益性岗位",
            "扶贫车间": "帮扶车间",
            "就业帮扶车间": "帮扶车间",
        },
    ),
]

FundSource = Annotated[
    str | None,
    Choice.of(
        "中央",
        "省级",
        "市级",
        "县级",
        "其他",
        many=True,
        open=True,
        also={"省": "省级", "市": "市级", "县": "县级", "中央资金": "中央", "中央财政": "中央"},
    ),
]


__all__ = [
    "Cause",
    "Education",
    "EthnicGroup",
    "FundSource",
    "Health",
    "HouseholdType",
    "JobChannel",
    "LabourSkill",
    "MonitoredType",
    "Relation",
    "Risk",
    "RiskRemoval",
    "SchoolState",
    "Sex",
]
