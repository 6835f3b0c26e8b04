"""A page taken apart: its tags, its security policy, and the items that its script lists."""

import json
import re
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """Tags and attributes of a page, and the data of its script.

    Attributes:
        names: the tags, in order.
        attributes: all attributes of all tags.
        data: what the script reads: groups of items, sheets and rows.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text)
        assert found is not None
        self.data: dict[str, Any] = json.loads(found[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    @property
    def policy(self) -> str:
        found = re.search(r'Content-Security-Policy" content="([^"]+)"', self.text)
        assert found is not None
        return found[1]

    @property
    def items(self) -> list[dict[str, Any]]:
        return [item for group in self.data["groups"] for item in group]

    def row(self, item: dict[str, Any]) -> dict[str, str]:
        """The item's first ledger row by the labels of its columns."""
        sheet, texts = self.data["rows"][item["r"][0][0]]
        return dict(zip(self.data["sheets"][sheet][0], texts, strict=True))

    def assert_self_contained(self) -> None:
        """No address to load from, no inline handler or style, two hashes and nothing else allowed."""
        loading = {"src", "href", "style", "action", "formaction", "background", "poster"}
        assert not {
            (name, value)
            for name, value in self.attributes
            if name in loading and not (value or "").startswith("#")
        }
        assert not [name for name, _ in self.attributes if name.startswith("on")]
        assert not {"iframe", "object", "embed", "link", "img", "base"} & set(self.names)
        assert self.names.count("script") == 2
        assert self.policy.startswith("default-src 'none'; ")
        assert self.policy.count("'sha256-") == 2
        assert "unsafe" not in self.policy
