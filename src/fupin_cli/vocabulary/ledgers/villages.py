"""行政村：全国防返贫监测信息系统的行政村导出表。"""

from fupin_cli.vocabulary.fields import Balance, Code, Count, Must, Number, Phone, Text, Wan, Year, YesNo
from fupin_cli.vocabulary.ledger import VILLAGE_NAMES, Ledger, column


class 行政村(Ledger):
    """一行是一个行政村（社区）。"""

    key = ("村",)
    sheets = ("行政村信息", "村基本情况", "村情况", "行政村基本情况", "村信息", "村基本信息")
    needs = ("村", "总户数")
    examples = (
        {
            "村": "柳河村",
            "村代码": "341699100201",
            "自然村数": 13,
            "村民组数": 16,
            "总户数": 842,
            "总人口数": 3120,
            "脱贫户数": 121,
            "脱贫人数": 230,
            "监测户数": 14,
            "监测人数": 31,
            "是否出列": "是",
            "出列年度": "2018年",
            "村级集体经济收入": 36.52,
            "到乡镇是否通沥青水泥路": "是",
        },
    )

    村: Must[Text] = column(
        *VILLAGE_NAMES,
        "村别",
        "社区",
    )
    组: Text = column()
    村代码: Code = column(
        "行政村代码", "村编码", "行政区划代码", "统计用区划代码", "区划代码", help="12 位统计用区划代码"
    )
    自然村数: Count = column("自然村个数", "自然村（个）", "自然村数量", unit="个", total=True)
    村民组数: Count = column(
        "村民小组数", "村民组个数", "村民小组个数", "村民小组（个）", unit="个", total=True
    )
    总户数: Count = column("户数", "全村总户数", "总户数（户）", "农户总数", unit="户", total=True)
    总人口数: Count = column(
        "总人口", "人口数", "人口", "全村总人口", "总人口（人）", "总人数", unit="人", total=True
    )
    脱贫户数: Count = column("脱贫户", "脱贫户数（户）", "脱贫户户数", unit="户", total=True)
    脱贫人数: Count = column("脱贫人口", "脱贫人口数", "脱贫户人数", "脱贫人数（人）", unit="人", total=True)
    监测户数: Count = column("监测户", "监测对象户数", "监测户数（户）", "监测户户数", unit="户", total=True)
    监测人数: Count = column(
        "监测人口", "监测对象人数", "监测人口数", "监测户人数", "监测人数（人）", unit="人", total=True
    )
    贫困户数: Count = column(
        "贫困户", "建档立卡贫困户数", "建档立卡户数", help="2021年前使用", unit="户", total=True
    )
    贫困人数: Count = column(
        "贫困人口", "建档立卡贫困人口", "建档立卡人数", help="2021年前使用", unit="人", total=True
    )
    是否出列: YesNo = column("是否出列村", "是否已出列")
    出列年度: Year = column("出列时间", "出列年份")
    是否贫困村: YesNo = column("是否脱贫村", "脱贫村", "贫困村", help="原建档立卡贫困村填“是”")
    是否重点村: YesNo = column("重点村", "是否乡村振兴重点帮扶村", help="革命老区或乡村振兴重点村")
    村级集体经济收入: Wan = column(
        "村级集体经济收入（万元）", "村集体经济收入", "集体经济收入", "村集体收入", unit="万元", total=True
    )
    农民人均纯收入: Balance = column("农民人均纯收入（元）", unit="元")
    村小学个数: Count = column("村小学（个数）", "村小学", unit="个", total=True)
    参加城乡居民基本养老保险人数: Count = column("参加城乡居民养老保险人数", unit="人", total=True)
    参加城乡居民基本医疗保险人数: Count = column("参加城乡居民医疗保险人数", unit="人", total=True)
    是否通客运班车: YesNo = column("通客运班车")
    行政村卫生室个数: Count = column("村卫生室个数", "卫生室个数", unit="个", total=True)
    行政村公共卫生厕所个数: Count = column("公共卫生厕所个数", "公厕个数", unit="个", total=True)
    行政村执业助理医师: Count = column(
        "行政村执业（助理）医师（人）", "行政村执业（助理）医师", "执业（助理）医师", unit="人", total=True
    )
    行政村生产生活垃圾集中堆放点个数: Count = column(
        "行政村生产生活垃圾集中堆放点个数（个）", "垃圾集中堆放点个数", unit="个", total=True
    )
    行政村文化图书室个数: Count = column(
        "行政村文化（图书）室个数 （个）",
        "行政村文化（图书）室个数",
        "文化（图书）室个数",
        unit="个",
        total=True,
    )
    低保户数: Count = column("低保户", unit="户", total=True)
    低保人口数: Count = column("低保人数", "低保人口", unit="人", total=True)
    特困供养户数: Count = column("特困户数", "五保户数", "五保户", unit="户", total=True)
    特困供养人口数: Count = column("特困供养人数", "特困人数", "五保人数", unit="人", total=True)
    残疾人口数: Count = column("残疾人数", "残疾人口", unit="人", total=True)
    劳动力人数: Count = column("劳动力数", "劳动力", unit="人", total=True)
    外出务工人数: Count = column("外出务工", "务工人数", unit="人", total=True)
    到乡镇是否通沥青水泥路: YesNo = column("到乡镇是否通沥青（水泥）路", "是否通沥青（水泥）路")
    未实现饮水安全户数: Count = column("饮水不安全户数", unit="户", total=True)
    危房户数: Count = column("危房户", unit="户", total=True)
    耕地面积: Number = column("耕地面积（亩）", "耕地", unit="亩", total=True)
    林地面积: Number = column("林地面积（亩）", "林地", unit="亩", total=True)
    退耕还林面积: Number = column("退耕还林面积（亩）", "退耕还林", unit="亩", total=True)
    林果面积: Number = column("林果面积（亩）", "林果", unit="亩", total=True)
    牧草地面积: Number = column("牧草地面积（亩）", "牧草地", unit="亩", total=True)
    水面面积: Number = column("水面面积（亩）", "水面", unit="亩", total=True)
    村书记: Text = column("村支书", "村党支部书记", "党支部书记")
    村书记电话: Phone = column("村支书电话", "书记电话")
    村办公电话: Phone = column("村委会电话", "办公电话")
