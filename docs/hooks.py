"""The documentation site's hook: adds the entries' pages, and links the tables' codes and names to them."""

import os
import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parent))
os.environ["COLUMNS"] = "90"  # 命令的帮助按这个宽度折行

from entry_pages import pages

_FIRST = re.compile(r"^\| ([^|\s-][^|]*?) \|", re.MULTILINE)
_TABLES = {"规则.md": "规则", "核对.md": "核对", "指标.md": "指标"}
_HEADED = {"台账.md": ("台账", "## "), "命令.md": ("命令", "## fupin ")}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every entry."""
    for address, text in pages():
        files.append(File.generated(config, address, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link the first cell of a table, or a heading, to the entry's page, where there is one."""
    source = page.file.src_uri

    def linked(folder: str, name: str, before: str, after: str) -> Any:
        address = f"{folder}/{name}.md"
        return (
            f"{before}[{name}]({address}){after}"
            if files.get_file_from_path(address)
            else before + name + after
        )

    if source in _TABLES:
        return _FIRST.sub(lambda m: linked(_TABLES[source], m[1], "| ", " |"), markdown)
    if source in _HEADED:
        folder, mark = _HEADED[source]
        return re.sub(
            rf"^{mark}(\S+)$", lambda m: linked(folder, m[1], mark, ""), markdown, flags=re.MULTILINE
        )
    return markdown
