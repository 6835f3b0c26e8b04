"""The register of questions: one number a question for good, whatever round asks it again."""

import json
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field, to_builtins

from fupin_cli.errors import FupinError
from fupin_cli.office.questions import Question
from fupin_cli.outputs.files import write_whole

FOLDER = "核实"


class Entry(Struct):
    """A question with its number; `rounds` are the days of the data in which it was found."""

    number: str
    question: Question
    rounds: list[str] = field(default_factory=list)


class Register:
    """A town's register, kept as `核实/<镇>.json` in the workspace.

    Raises:
        FupinError: the file has been damaged.
    """

    def __init__(self, root: Path, town: str) -> None:
        self.path = root / FOLDER / f"{town}.json"
        self.entries: dict[str, Entry] = {}
        if self.path.is_file():
            try:
                stored = json.loads(self.path.read_text(encoding="utf-8"))["questions"]
                for item in stored:
                    question = Question(**item["question"])
                    self.entries[question.digest] = Entry(item["number"], question, item["rounds"])
            except (ValueError, KeyError, TypeError):
                raise FupinError(
                    f"登记册“{self.path}”损坏，读不出来。", "请从备份恢复；确实没有备份的，移走它会重新编号。"
                ) from None

    def enter(self, questions: Iterable[Question], day: str) -> list[Entry]:
        """The questions' entries, new ones numbered on from their village's last."""
        last: dict[str, int] = {}
        for entry in self.entries.values():
            village, _, number = entry.number.rpartition("-")
            last[village] = max(last.get(village, 0), int(number))
        asked: dict[str, Entry] = {}
        for question in questions:
            entry_ = self.entries.get(question.digest)
            if entry_ is None:
                village = question.village or "镇"
                last[village] = last.get(village, 0) + 1
                entry_ = Entry(f"{village}-{last[village]:04d}", question)
                self.entries[question.digest] = entry_
            entry_.question = question
            if day not in entry_.rounds:
                entry_.rounds.append(day)
            asked.setdefault(question.digest, entry_)
        return list(asked.values())

    def by_number(self) -> dict[str, Entry]:
        """Entries by their number."""
        return {entry.number: entry for entry in self.entries.values()}

    def save(self) -> None:
        """Write the register whole."""
        document = {"questions": [to_builtins(entry) for entry in self.entries.values()]}
        self.path.parent.mkdir(exist_ok=True)
        write_whole(self.path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
