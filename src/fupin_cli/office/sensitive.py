"""What must not be posted or uploaded: numbers by their form, health by its column."""

from functools import cache

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.privacy import mask_all, mask_card, mask_id, mask_phone, mask_text
from fupin_cli.reading.headers import normalise
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

_HEALTH = regex(r"健康|残疾|病|医疗|致贫(?:返贫)?(?:原因|风险)|返贫(?:致贫)?风险")
_ID = regex(r"身份证|证件号")
_PHONE = regex(r"电话|手机|联系方式")
_CARD = regex(r"卡号|账号|帐号|一卡通|银行卡")


class Leak(Struct, frozen=True):
    """Something that must not go out: what, where, how many, one of them masked."""

    what: str
    place: str
    count: int = 1
    sample: str = ""


class Scrubbed(Struct):
    """A file looked through; `content` is the clean copy, `unseen` what no program can judge."""

    name: str
    leaks: list[Leak] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    content: bytes = b""

    def add(self, what: str, place: str, sample: str = "") -> None:
        """Count a leak at a place."""
        for number, leak in enumerate(self.leaks):
            if (leak.what, leak.place) == (what, place):
                self.leaks[number] = Leak(what, place, leak.count + 1, leak.sample)
                return
        self.leaks.append(Leak(what, place, 1, sample))


def column_kind(header: str) -> str:
    """证件号码, 电话, 银行卡号 or 健康状况 for a column that holds such, else ""."""
    name = normalise(header).name
    for pattern, kind in ((_ID, "证件号码"), (_PHONE, "电话"), (_CARD, "银行卡号"), (_HEALTH, "健康状况")):
        if pattern.search(name):
            return kind
    return _known().get(name, "")


@cache
def _known() -> dict[str, str]:
    """Headers of personal columns of all ledgers, by kind."""
    found: dict[str, str] = {}
    for ledger in ledgers().values():
        for column in columns(ledger).values():
            if column.pii:
                kind = column.kind.label if column.kind.label in {"证件号码", "电话"} else "银行卡号"
                for name in (column.name, *column.synonyms):
                    found.setdefault(normalise(name).name, kind)
    return found


def hidden(text: str, kind: str = "") -> tuple[str, str]:
    """The text as it may be shown, and what was hidden in it ("" for nothing).

    `kind` is that of the column; without one only what looks like a number is hidden.
    """
    if kind == "健康状况":
        return ("**", kind) if text.strip("*") else (text, "")
    if kind and any(sign.isdigit() for sign in text):
        masked = {"证件号码": mask_id, "电话": mask_phone, "银行卡号": mask_card}.get(kind, mask_all)(text)
        return (masked, kind) if masked != text and "*" not in text else (text, "")
    masked = mask_text(text)
    return masked, "" if masked == text else "证件号码、电话或银行卡号"
