"""How each kind of column is to be filled in, in words."""

from fupin_cli.vocabulary.fields import Choice, CountKind, DateKind, MoneyKind, NumberKind
from fupin_cli.vocabulary.ledger import Column

GENERAL = (
    "1. 每张工作表是一种台账，一行一条；橙色表头的列必须填，其余没有的留空，不要写“无”“/”。",
    "2. 灰色的示例行（序号为“示例”）不算数据，可以留着，也可以删掉；从它下面一行开始填。",
    "3. 不要改表头、不要加合并单元格；要加自己的列，请加在最右边。表头受保护（没有密码），其余格子都能填。",
    "4. 身份证号、银行卡号、电话、编号的列已设为文本，直接录入即可；从别处粘贴时请选“只粘贴数值”。",
    "5. 日期写成 2023-05-03，月份写成 2023-05；金额、面积等只填数字，单位看表头。",
    "6. 有下拉框的请从下拉框里选；可填几项的，用逗号隔开。",
    "7. 填好后存为 xlsx，文件名写上村名，例如“柳河村.xlsx”；用 fupin validate 校验。",
    "8. 台账里有个人信息，请不要发到公开的群里。",
)
_KINDS = {
    "证件号码": "18位身份证号（残疾人证20或22位），末位X大写",
    "电话": "11位手机号，或带区号的固定电话",
    "编号": "照原编号录入，前面的0不要丢",
    "年度": "四位年份，例如 2023",
    "学期": "例如 2023春、2023秋",
    "是否": "填“是”或“否”",
    "百分数": "填百分号前面的数，3.65% 填 3.65",
}


def note(column: Column) -> str:
    """What goes into a column."""
    parts = [part for part in (_of_kind(column), column.help) if part]
    return "；".join(parts)


def _of_kind(column: Column) -> str:
    kind = column.kind
    if isinstance(kind, Choice):
        values = "、".join(kind.values)
        many = "（可填几项，用逗号隔开）" if kind.many else ""
        return f"{values}{many}" + ("，也可填别的" if kind.open else "")
    if kind.label in _KINDS:
        return _KINDS[kind.label]
    if isinstance(kind, DateKind):
        shape = "2023-05" if kind.label == "年月" else "2023-05-03"
        return f"{kind.label}，例如 {shape}" + ("；还在继续的留空" if kind.open_ended else "")
    if isinstance(kind, NumberKind):
        unit = f"，单位{column.unit}" if column.unit else ""
        if isinstance(kind, CountKind):
            return f"整数{unit}"
        places = "最多两位小数" if isinstance(kind, MoneyKind) else f"最多{kind.places}位小数"
        return f"数字，{places}{unit}"
    return ""
