"""编号表：每一条的错例要报，对例不报。"""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from fupin_cli.proofreading import proofread, read_text
from fupin_cli.proofreading.codes import Code, codes

ALL = list(codes().values())


@dataclass(frozen=True)
class Figure:
    name: str
    synonyms: tuple[str, ...]
    value: Decimal
    unit: str


LEDGER = {"脱贫户户数": Figure("脱贫户户数", ("脱贫户",), Decimal(975), "户")}


def found(code: Code, text: str) -> set[str]:
    against = LEDGER if code.code == "PR014" else None
    return {f.code for f in proofread(read_text(text), against).findings}


@pytest.mark.parametrize("code", ALL, ids=[c.code for c in ALL])
def test_错例报对例不报(code: Code) -> None:
    assert code.code in found(code, code.wrong)
    assert code.code not in found(code, code.right)


@pytest.mark.parametrize("code", ALL, ids=[c.code for c in ALL])
def test_写法齐全(code: Code) -> None:
    assert re.fullmatch(r"PR\d{3}", code.code)
    assert code.severity in ("error", "warning", "info")
    assert code.title
    assert code.why.endswith("。")


def test_对例里没有任何错误() -> None:
    wrong = {
        c.code: [f for f in proofread(read_text(c.right)).findings if f.severity == "error"] for c in ALL
    }
    assert not {code: errors for code, errors in wrong.items() if errors}
