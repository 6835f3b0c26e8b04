"""把对的句子里的数字改错一位，看查得出多少：不出错误的前提下，算术差错的九成要查出。"""

import re
import tomllib
from pathlib import Path

from fupin_cli.proofreading import Claim, proofread, read_text

PAIRS = tomllib.loads((Path(__file__).parent / "句对.toml").read_text(encoding="utf-8"))["句"]
CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def spoiled(text: str, claim: Claim) -> list[str]:
    """A copy of the text for each number of the claim, its first digit one up."""
    numbers = set(NUMBER.findall(claim.relation))
    copies = []
    for match in NUMBER.finditer(text, claim.offset, claim.offset + len(claim.quote)):
        if match[0] in numbers:
            digit = str(int(match[0][0]) % 9 + 1)
            copies.append(text[: match.start()] + digit + text[match.start() + 1 :])
    return copies


def test_改错一位查得出九成() -> None:
    missed, total = [], 0
    for pair in PAIRS:
        text = CHOICE.sub(r"\1", pair["文"]).strip()
        if "\n" in text:
            continue
        for claim in proofread(read_text(text)).claims:
            # 由…到…只有方向可查，改一位往往仍然成立
            if claim.verdict != "holds" or claim.kind == "movement":
                continue
            for copy in spoiled(text, claim):
                total += 1
                if not any(f.code < "PR02" for f in proofread(read_text(copy)).findings):
                    missed.append(copy)
    assert total > 100
    assert len(missed) <= total * 0.1, "\n".join(missed)
