"""Entries that people write themselves, each with its lines in the file, so that a fault can be pointed at."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.errors import EntryError, FupinError
from fupin_cli.patterns import regex

KINDS = ("rule", "check", "indicator")
_HEADER = regex(r"^\s*\[\[\s*[\"']?(\w+)[\"']?\s*\]\]")


class Written(Struct, frozen=True):
    """An own entry as it is written.

    Attributes:
        kind: rule, check or indicator.
        data: its keys and values.
        path: its file.
        line: the 1-based line on which it begins; 0 where the file does not show it.
        lines: its text, line by line.
    """

    kind: str
    data: Mapping[str, Any]
    path: Path
    line: int = 0
    lines: tuple[str, ...] = ()

    def at(self, key: str, word: str = "") -> int:
        """The line of `key` in the entry, or of `word` at or below it; the entry's first where there is none."""
        start = 0
        if key:
            pattern = re.compile(
                rf"^\s*(?:[\"']?{re.escape(key)}[\"']?\s*[=.]|\[+\s*\w+\.{re.escape(key)}\b)"
            )
            start = next((n for n, text in enumerate(self.lines) if pattern.match(text)), 0)
        found = next((n for n, text in enumerate(self.lines[start:], start) if word in text), start)
        return self.line + found

    def told(self, error: FupinError) -> FupinError:
        """`error` with the file and the line in front."""
        key, word = (error.key, error.word) if isinstance(error, EntryError) else ("", "")
        line = f"第{self.at(key, word)}行" if self.line else ""
        return FupinError(f"{self.path} {line}：{error.message}", error.hint)

    @contextmanager
    def located(self) -> Iterator[None]:
        """Faults of the entry found meanwhile name its file and line."""
        try:
            yield
        except EntryError as error:
            raise self.told(error) from None


def own_entries(path: Path) -> list[Written]:
    """The own rules, checks and indicators of a TOML file, in its order by kind.

    Raises:
        FupinError: no such file, not UTF-8, or no TOML; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        raise FupinError(f"{path} 不是 UTF-8 编码。", "请用记事本另存为 UTF-8 编码。") from None
    except OSError:
        raise FupinError(f"打不开规则文件 {path}。", "请检查文件名；写新规则用 fupin rules new。") from None
    except tomllib.TOMLDecodeError as error:
        raise FupinError(
            f"{path} {_toml_place(error)}写法有误。",
            '文字要用半角双引号括起来；中文的键也要加双引号，例如 "家庭成员" = …。',
        ) from None
    lines = text.splitlines()
    heads = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADER.match(line))]
    found: list[Written] = []
    for kind in KINDS:
        starts = [number for number, name in heads if name == kind]
        items = data.get(kind, [])
        for position, item in enumerate(items):
            if len(starts) != len(items):
                found.append(Written(kind, item, path))
                continue
            start = starts[position]
            end = next((number for number, _ in heads if number > start), len(lines))
            found.append(Written(kind, item, path, start + 1, tuple(lines[start:end])))
    return found


def _toml_place(error: tomllib.TOMLDecodeError) -> str:
    match = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"第{match[1]}行第{match[2]}个字符处" if match else "末尾没有写完，"
