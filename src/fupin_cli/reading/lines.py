"""What a sheet's own lines say around its table: place, unit, dates, period."""

import datetime as dt
import re
from collections.abc import Iterable

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.spelling import compact, halfwidth

# 汉字，连生僻字一起（只是没有“〇”，那是年份里的）；写成编码的区间，正则要多编译十倍的时间
_HAN = r"[^\W\d_A-Za-z〇]"
_PROVINCE = _HAN + "{2,6}?(?:省|自治区)"
_CITY = _HAN + "{2,6}?(?:市|自治州|盟)"
_COUNTY = _HAN + "{1,7}?(?:县|区|旗|市)"
_TOWN = _HAN + "{1,7}?(?:镇|乡|街道办事处|街道)"
_VILLAGE = _HAN + "{1,8}?(?:村民委员会|村委会|村|社区|居委会)"
_PLACE = regex(rf"(?P<省>{_PROVINCE})?(?P<市>{_CITY})?(?P<县>{_COUNTY})?(?P<乡>{_TOWN})?(?P<村>{_VILLAGE})?")
# 含“村”“乡”而不是地名的词
_NO_PLACE = regex(
    r"乡村|农村|城乡|(?:各|全|本|行政|驻|出列|贫困|重点|帮扶|脱贫|示范|自然|一般|所有|每|分)(?:村|乡|镇|县|市|省|区|社区)|乡镇|"
    r"村级|村集体|村民|村干|村组|镇村|社区|小区|地区|园区|安置区|区域|市场|市级|县级|县域|县内|县外|省级|省外|省内|镇级|镇内"
)
_LABELS = {
    "单位": regex(
        r"(?:填报|报送|上报|填表|制表|编制|报表)(?:单位|村)(?:[（(](?:盖章|公章|章)[）)])?[:：](.*)"
    ),
    "村": regex(r"^(?:行政村|村名|村)(?:[（(](?:盖章|公章|章)[）)])?[:：](.*)"),
    "数据日期": regex(
        r"(?:数据(?:截止|截至)?(?:日期|时间)|统计(?:日期|时间)|截[止至](?:日期|时间)|截[止至])[:：]?(.*)"
    ),
    "填报时间": regex(r"(?:填报|填表|上报|制表|报送|报出)(?:时间|日期)[:：](.*)"),
    "计量": regex(r"(?:金额|计量|资金)?单位[:：](.*)"),
}
_DAY = regex(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
_DAY8 = regex(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = regex(r"((?:19|20)\d\d)年(\d{1,2})月(?:份|底|末)?(?!\d)")
_HALF = regex(r"((?:19|20)\d\d)年?度?(上|下)半年")
_QUARTER = regex(r"((?:19|20)\d\d)年?度?第?([一二三四1-4])季度")
_YEAR = regex(r"((?:19|20)\d\d)年")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR = regex(r"[二一][〇零○九][〇零○一二三四五六七八九]{2}(?=年)")


class Lines(Struct):
    """What the lines above (and under) a table state; see `Table` for the meaning of each."""

    title: str = ""
    place: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    data_date: dt.date | None = None
    period: str | None = None


def place_in(text: str, *, anywhere: bool = False) -> dict[str, str]:
    """省/市/县/乡/村 at the start of `text`, or with `anywhere` after a leading year too."""
    text = compact(halfwidth(text))
    if anywhere:
        text = re.sub(r"^[\W\d_A-Za-z〇]*(?:年度?|年\d{1,2}月份?|年[上下]半年)?(?:关于)?", "", text)
    match = _PLACE.match(text)
    if not match:
        return {}
    found: dict[str, str] = {}
    for level, name in match.groupdict().items():
        if not name:
            continue
        follows = text[match.start(level) : match.end(level) + 1]
        if _NO_PLACE.search(follows if level != "村" else name):
            break
        found[level] = re.sub(r"(?:民委员会|委会)$", "", name).replace("办事处", "")
    return found


def day_in(text: str) -> dt.date | None:
    """The first full day that `text` names."""
    match = _DAY.search(text) or _DAY8.search(text)
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def period_in(text: str) -> str | None:
    """The period that `text` names, in the program's notation: 2023, 2023H1, 2023Q2, 2023-05."""
    text = compact(halfwidth(text))
    text = _HAN_YEAR.sub(lambda m: m[0].translate(_NUMERALS), text)
    if half := _HALF.search(text):
        return f"{half[1]}H{1 if half[2] == '上' else 2}"
    if quarter := _QUARTER.search(text):
        return f"{quarter[1]}Q{quarter[2].translate(_NUMERALS)}"
    month = _MONTH.search(text)
    if month and 1 <= int(month[2]) <= 12 and not _DAY.search(text):
        return f"{month[1]}-{int(month[2]):02d}"
    year = _YEAR.search(text)
    return year[1] if year else None


def read_lines(rows: Iterable[list[str]], sheet: str) -> Lines:
    """Read the lines around a table: each row as its texts from left to right.

    A labelled line (填报单位：…) goes before the title, the title before the sheet's name.
    """
    lines = Lines()
    reported: dt.date | None = None
    free: list[str] = []
    for texts in rows:
        joined = [compact(t) for t in texts if t.strip()]
        for position, text in enumerate(joined):
            after = joined[position + 1] if position + 1 < len(joined) else ""
            labelled = False
            for label, pattern in _LABELS.items():
                match = pattern.search(text)
                if not match:
                    continue
                labelled = True
                value = match[1] or after
                if label in {"单位", "村"}:
                    for level, name in place_in(re.split(r"填|时间|日期|单位[:：]", value)[0]).items():
                        lines.place.setdefault(level, name)
                elif label == "数据日期":
                    lines.data_date = lines.data_date or day_in(halfwidth(value))
                elif label == "填报时间":
                    reported = reported or day_in(halfwidth(value))
                elif label == "计量" and not re.search(r"(?:填报|报送|上报|填表|制表|编制|报表)单位", text):
                    lines.unit = lines.unit or re.split(r"填|时间|日期", value)[0]
            if not labelled:
                free.append(text)
    title = next((t for t in free if len(t) >= 4 and re.search(_HAN + "{3}", t)), "")
    lines.title = title
    lines.data_date = lines.data_date or reported
    for text in (*free, sheet):
        if lines.period is None:
            lines.period = period_in(text)
        if not lines.place:
            lines.place = place_in(text, anywhere=True)
    return lines
