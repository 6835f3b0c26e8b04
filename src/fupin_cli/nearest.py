"""Did you mean …: what a misspelt name was probably meant to be."""

from collections.abc import Iterable


def nearest(wrong: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The names most like `wrong`, best first; none where none is like it."""
    from rapidfuzz import fuzz, process

    return [
        found[0]
        for found in process.extract(wrong, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=40)
    ]


def hint(wrong: str, known: Iterable[str]) -> str:
    """是不是“芦庙镇”？可用的有：芦庙镇、洋湖镇。"""
    listed = list(known)
    near = "".join(f"是不是“{name}”？" for name in nearest(wrong, listed))
    return f"{near}可用的有：{'、'.join(listed)}。"
