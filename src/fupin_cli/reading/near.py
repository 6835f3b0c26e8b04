"""Headers that are a known name with a slip of the keyboard; and the nearest name to suggest for others."""

from collections.abc import Iterable

# 输入法里常打错的同音字、形近字；别的换字都可能换了意思（户与人、林与果），不认
_SLIPS = (
    "监检", "帐账", "记纪", "份分", "识实", "象像", "址止", "至止致", "已己巳", "末未", "返反范", "测侧策",
    "证征正", "码马", "话活", "庭廷停", "障章", "保宝", "龄令", "职只", "籍藉", "缴交", "做作", "它他她",
    "需须", "坐座", "系糸", "贴帖", "捡检", "标表", "姓性", "名明", "型形", "的地得", "准淮",
)  # fmt: skip
_SAME = {(a, b) for group in _SLIPS for a in group for b in group if a != b}
_SHORTEST = 4
_LIKE = 55.0


def slip(name: str, known: Iterable[str]) -> str | None:
    """The one known name that `name` becomes by undoing a single slip, None where there is none or several.

    A slip is two neighbours swapped, a character doubled, or one typed for another that sounds or looks
    alike. Names under four characters are never taken.
    """
    if len(name) < _SHORTEST:
        return None
    found = {other for other in known if len(other) >= _SHORTEST and _is_slip(name, other)}
    return found.pop() if len(found) == 1 else None


def _is_slip(name: str, other: str) -> bool:
    if len(name) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(name, other, strict=True)) if a != b]
        if len(differ) == 1:
            return (name[differ[0]], other[differ[0]]) in _SAME
        if len(differ) == 2 and differ[1] == differ[0] + 1:
            first, second = differ
            return name[first] == other[second] and name[second] == other[first]
        return False
    if len(name) != len(other) + 1:
        return False
    doubled = [i for i in range(1, len(name)) if name[i] == name[i - 1] and not name[i].isdecimal()]
    return any(name[:i] + name[i + 1 :] == other for i in doubled)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, to be suggested; "" where none is like it."""
    letters = frozenset(name)
    # 相同的字不够多的不可能像；一个也没有时，不必为此花一二十毫秒导入 rapidfuzz
    able = [
        other
        for other in known
        if 200 * sum(map(letters.__contains__, other)) >= _LIKE * (len(name) + len(other))
    ]
    if not able:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, able, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return best[0] if best else ""
