"""Households and people, invented but sound: sex, birth, relation, schooling, health and labour fit together.

Rules that they keep: pupils have no 文化程度 and no labour, everyone of 6 to 17 is at school, healthy adults
under 60 are 普通劳动力, ill ones at most 弱劳动力或半劳动力, people from 70 on have none; a household without
any labour receives 低保; a disabled person's 证件号码 is that of the 残疾人证 (20 characters).
"""

import datetime as dt
import random
from dataclasses import dataclass, field

from identity import Identities

_JUNIOR = ("七年级", "八年级", "九年级")
_GRADES = "一二三"
_MALE_ONLY = {"之子", "之父", "之孙子"}


@dataclass
class Job:
    """A spell of work in the year of the ledgers; months are those worked in that year."""

    province: str
    city: str
    county: str
    firm: str
    trade: str
    channel: str
    wage: int
    start: str
    months: int
    subsidy: int = 0

    @property
    def place(self) -> str:
        return (self.province if self.province != self.city else "") + self.city + self.county


@dataclass
class Post:
    """A public post held: 500 a month × 12 and the like."""

    name: str
    source: str
    wage: int
    months: int
    start: dt.date
    end: dt.date
    exchanged: str = ""  # 置换来源


@dataclass
class Person:
    name: str
    sex: str
    birth: dt.date
    relation: str
    resident_id: str
    school: str = ""
    education: str = ""
    health: str = "健康"
    labour: str = "无劳动力"
    disability: str = ""  # category and grade, two digits
    dibao: bool = False
    phone: str = ""
    number: str = ""
    job: Job | None = None
    post: Post | None = None
    yulu: bool = False

    @property
    def document(self) -> tuple[str, str]:
        """证件类型, 证件号码."""
        if self.disability:
            return "残疾人证", self.resident_id + self.disability
        return "居民身份证", self.resident_id


@dataclass
class Household:
    number: str
    village: str
    group: str
    kind: str
    monitored: str = ""
    members: list[Person] = field(default_factory=list)
    identified: str = ""  # YYYYMM
    removed: str = ""  # YYYYMM
    risks: list[str] = field(default_factory=list)
    measures: dict[str, str] = field(default_factory=dict)
    incomes: dict[str, int] = field(default_factory=dict)
    own_payment: int = 0
    exit_year: int = 0
    cause: str = ""
    house: int = 0
    land: float = 0.0
    road: float = 0.0

    @property
    def head(self) -> Person:
        return self.members[0]

    @property
    def has_labour(self) -> bool:
        return any("劳动力" in p.labour and p.labour not in {"无劳动力", "丧失劳动力"} for p in self.members)

    @property
    def net_income(self) -> int:
        gains = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入")
        return sum(self.incomes[name] for name in gains) - self.incomes["生产经营性支出"]


def age_on(birth: dt.date, day: dt.date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def sizes(households: int, people: int, rng: random.Random, most: int = 6, least: int = 1) -> list[int]:
    """Sizes of `households` that add up to `people`."""
    found = [least] * households
    for _ in range(people - least * households):
        open_ones = [i for i in range(households) if found[i] < most]
        one, other = rng.choice(open_ones), rng.choice(open_ones)
        found[min(one, other, key=lambda i: (found[i], i))] += 1
    return found


class Maker:
    """Makes households as they are on `day` (schooling goes by the 1st of September before it)."""

    def __init__(self, seed: str, day: dt.date, *, adult_child: float = 0.5) -> None:
        self.rng = random.Random(seed)
        self.ids = Identities(self.rng)
        self.day = day
        self.adult_child = adult_child  # how often a couple's first child is grown up
        self.september = dt.date(day.year if day.month >= 9 else day.year - 1, 9, 1)

    def person(self, relation: str, age: int, *, surname: str, sex: str = "", school: bool = False) -> Person:
        """A member of `age` completed years on the day (at the start of the school year with `school`)."""
        sex = sex or ("男" if relation in _MALE_ONLY else "女")
        until = self.september if school else self.day
        birth = dt.date(until.year - age, until.month, min(until.day, 28)) - dt.timedelta(
            days=self.rng.randrange(5, 355)
        )
        name = self.ids.name(surname, sex, birth.year)
        return Person(name, sex, birth, relation, self.ids.resident_id(birth, sex))

    def pupil(self, person: Person, *, vocational: bool = False) -> None:
        """Schooling by age at the start of the school year; nothing where the person is out of school."""
        age = age_on(person.birth, self.september)
        if age < 3:
            person.school = "学龄前儿童"
        elif age < 6:
            person.school = "学前教育"
        elif age < 12:
            person.school = "小学"
        elif age < 15:
            person.school = _JUNIOR[age - 12]
        elif age < 18:
            person.school = f"{'中职' if vocational else '普通高中'}{_GRADES[age - 15]}年级"
        elif vocational:
            person.school = f"高职高专{_GRADES[age - 18]}年级"

    def members(
        self, size: int, *, student: bool = False, young: bool = False, worker: bool = False
    ) -> list[Person]:
        """A household of `size`.

        Args:
            size: the number of people.
            student: one is at a vocational school and was there a year before.
            young: nobody lives alone in old age.
            worker: the head is healthy and under 58.
        """
        rng = self.rng
        surname = self.ids.surname()
        if student:
            people = self._student_household(size, surname)
        elif size == 1:
            elder = not (young or worker) and rng.random() < 0.52
            age = rng.randrange(66, 86) if elder else rng.randrange(41, 57 if worker else 66)
            people = [self.person("户主", age, surname=surname, sex=rng.choice("男男女"))]
        else:
            people = self._family(size, surname, couple=worker)
        for person in people:
            if not person.school:
                self._settle_adult(person)
        if worker:
            self.fall_ill(people[0], "健康")
        self.settle_dibao(people)
        for person in people:
            if age_on(person.birth, self.day) >= 18:
                person.phone = self.ids.phone()
        return people

    def settle_dibao(self, people: list[Person]) -> None:
        """低保 for all of a household without any labour, for nobody else."""
        helpless = all(p.labour in {"无劳动力", "丧失劳动力"} for p in people)
        for person in people:
            person.dibao = helpless

    def _student_household(self, size: int, surname: str) -> list[Person]:
        rng = self.rng
        age = rng.choice((16, 17, 17, 19, 20))
        child = self.person(rng.choice(("之子", "之女")), age, surname=surname, school=True)
        self.pupil(child, vocational=True)
        child.yulu = True
        head = self.person(
            "户主", age + rng.randrange(23, 31), surname=surname, sex="男" if size > 2 else rng.choice("男女")
        )
        people = [head]
        if size > 2:
            people.append(self._spouse(head))
        people.append(child)
        if size > 3:
            other = self.person(
                rng.choice(("之子", "之女")), rng.randrange(7, 15), surname=surname, school=True
            )
            self.pupil(other)
            people.append(other)
        return people + self._parents(size - len(people), head, surname)

    def _family(self, size: int, surname: str, *, couple: bool) -> list[Person]:
        rng = self.rng
        if size == 2 and not couple and rng.random() < 0.42:
            head = self.person("户主", rng.randrange(59, 80), surname=surname, sex="男")
            return [head, self._spouse(head)]
        if size == 2 and not couple and rng.random() < 0.5:
            head = self.person("户主", rng.randrange(58, 68), surname=surname, sex=rng.choice("男女"))
            return [
                head,
                self.person(rng.choice(("之子", "之子", "之女")), rng.randrange(27, 35), surname=surname),
            ]
        head = self.person("户主", rng.randrange(42, 58), surname=surname, sex="男")
        people = [head, self._spouse(head)]
        youngest = age_on(head.birth, self.day) - 22
        for place in range(min(size - 2, 2)):
            if place == 0 and youngest >= 23 and rng.random() < self.adult_child:
                people.append(
                    self.person(
                        rng.choice(("之子", "之女")), rng.randrange(22, youngest + 1), surname=surname
                    )
                )
                continue
            child = self.person(
                rng.choice(("之子", "之女")),
                rng.randrange(max(3, youngest - 21), min(18, youngest + 1)),
                surname=surname,
                school=True,
            )
            self.pupil(child)
            people.append(child)
        return people + self._parents(size - len(people), head, surname)

    def _spouse(self, head: Person) -> Person:
        age = max(22, age_on(head.birth, self.day) - self.rng.randrange(0, 4))
        return self.person("配偶", age, surname=self.ids.surname(), sex="女" if head.sex == "男" else "男")

    def _parents(self, count: int, head: Person, surname: str) -> list[Person]:
        age = age_on(head.birth, self.day)
        found = []
        for relation in ("之母", "之父")[:count]:
            own = surname if relation == "之父" else self.ids.surname()
            found.append(self.person(relation, age + self.rng.randrange(21, 27), surname=own))
        return found

    def _settle_adult(self, person: Person) -> None:
        rng = self.rng
        age = age_on(person.birth, self.day)
        draw = rng.random()
        if age >= 60:
            ill = "长期慢性病" if draw < 0.33 else "残疾" if draw < 0.37 else "健康"
            person.education = rng.choice(("文盲或半文盲", "小学", "小学", "初中"))
        elif age >= 40:
            ill = (
                "长期慢性病"
                if draw < 0.1
                else "残疾"
                if draw < 0.12
                else "患有大病"
                if draw < 0.13
                else "健康"
            )
            person.education = rng.choice(("小学", "初中", "初中", "高中"))
        else:
            ill = "健康"
            person.education = rng.choice(("初中", "初中", "高中"))
        self.fall_ill(person, ill)

    def fall_ill(self, person: Person, health: str) -> None:
        """Set the health, and the labour that goes with it."""
        age = age_on(person.birth, self.day)
        person.health = health
        person.disability = ""
        if health == "残疾":
            person.disability = self.rng.choice(("42", "41", "32", "62"))
        if age >= 60:
            able = age < 70 and health in {"健康", "长期慢性病"}
            person.labour = "弱劳动力或半劳动力" if able else "无劳动力"
        elif health == "健康":
            person.labour = "普通劳动力"
        else:
            person.labour = "弱劳动力或半劳动力" if health == "长期慢性病" else "丧失劳动力"
