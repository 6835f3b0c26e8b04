"""The fast JSON writer writes what the standard library's does, byte by byte."""

import json

from hypothesis import given
from hypothesis import strategies as st

from fupin_cli.outputs.json_text import json_text

_LEAF = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"))
_DOCUMENT = st.recursive(
    _LEAF, lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner)
)


@given(_DOCUMENT)
def test_与标准库写的逐字相同(document):
    assert json_text(document) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_金额和空的组():
    document = {"金额": 3900597.4, "零": 0.0, "没有": [], "空": {}, "行": [1, 2]}
    assert json_text(document) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"
