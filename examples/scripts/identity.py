"""Invented identities: names, resident IDs, phones. Nothing here can belong to anybody.

County code 341699 is not assigned, the surnames are words that are not used as surnames, and mobile numbers
of segment 154 have never been given out.
"""

import datetime as dt
import random

COUNTY_CODE = "341699"
SURNAMES = "禾沐苇榆榴荷溪岭垄禧棠楸椿檀畔渡穗菽粟麦埂圩陌阡篱槿荞葵蓼菱"
_MALE = "国建志永兆广玉文宝庆德学振富长春福海金传广明仁怀克家守树运同"
_MALE_END = "军民强林田山河才生友成亮辉平峰伟超杰浩然宇轩"
_FEMALE = "秀桂玉凤兰素春美翠巧月爱彩红雪冬金银喜"
_FEMALE_END = "英芳兰荣梅珍云霞侠华琴玲萍艳丽娟静婷欣怡"
_YOUNG_MALE = "子浩俊梓宇文博晨嘉"
_YOUNG_FEMALE = "梦雨欣思诗可佳雅静"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Identities:
    """Gives out names, IDs and phones, each once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self._orders: dict[tuple[dt.date, str], int] = {}
        self._phones = rng.randrange(10_000_000, 20_000_000)

    def surname(self) -> str:
        return self._rng.choice(SURNAMES)

    def any_name(self, surname: str, sex: str, born: int) -> str:
        """A name in the manner of the generation, which somebody else may have too."""
        if sex == "男":
            first, last = (_YOUNG_MALE if born > 1995 else _MALE), _MALE_END
        else:
            first, last = (_YOUNG_FEMALE if born > 1995 else _FEMALE), _FEMALE_END
        given = self._rng.choice(last)
        return surname + given if self._rng.random() < 0.2 else surname + self._rng.choice(first) + given

    def name(self, surname: str, sex: str, born: int) -> str:
        """A name used once in a workspace; another surname where this one is used up."""
        for _ in range(200):
            name = self.any_name(surname, sex, born)
            if name not in self._names:
                self._names.add(name)
                return name
        return self.name(self.surname(), sex, born)

    def resident_id(self, birth: dt.date, sex: str) -> str:
        """18 digits (GB 11643-1999): odd order codes for men, even ones for women."""
        order = self._orders.get((birth, sex), self._rng.randrange(1, 60)) + 1
        self._orders[birth, sex] = order
        body = f"{COUNTY_CODE}{birth:%Y%m%d}{2 * order + (sex == '男'):03d}"
        total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
        return body + "10X98765432"[total % 11]

    def phone(self) -> str:
        self._phones += self._rng.randrange(3, 97)
        return f"154{self._phones}"
