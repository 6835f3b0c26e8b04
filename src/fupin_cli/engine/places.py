"""One spelling for a village's name, so that sheets of different hands meet."""

import re

from fupin_cli.patterns import regex

_SUFFIX = regex(r"(?:村民委员会|村委会|行政村|村村委|村委|社区居委会|居委会|居民委员会)$")


def canonical_village(text: str | None) -> str:
    """双庙村委会, 双庙行政村, 双庙 村 → 双庙村; communities keep 社区."""
    name = re.sub(r"\s+", "", text or "")
    match = _SUFFIX.search(name)
    if not match or match.start() == 0:
        return name
    stem = name[: match.start()]
    if "居" in match[0]:
        return stem if stem.endswith("社区") else stem + "社区"
    return stem if stem.endswith("村") else stem + "村"
