"""A verification in words and as JSON."""

import msgspec
from msgspec.structs import asdict

from fupin_cli.outputs.json_text import json_text
from fupin_cli.recording.model import Record
from fupin_cli.recording.seal import Loaded, digest
from fupin_cli.recording.verifying import Verification

_GROUPS = {
    "record": "记录",
    "signature": "签名",
    "document": "材料",
    "input": "文件",
    "check": "核对",
    "figure": "数",
}


def as_text(loaded: Loaded, found: Verification, *, done: bool) -> str:
    """What the record is of, then what no longer agrees, files before the figures that follow from them."""
    then = loaded.record
    lines = [f"{_about(then)}，校验码 {digest(then)}。"]
    for what, word in _GROUPS.items():
        faults = [fault for fault in found.faults if fault.what == what]
        if faults:
            lines += ["", f"{word}（{len(faults)}处）"]
        for fault in faults:
            lines.append(f"  {fault.subject}：{fault.message}")
            if what == "figure":
                lines += [f"    {source}" for source in fault.sources]
    lines.append("")
    lines += [f"注意：{note}" for note in found.notes]
    counted = found.compared
    if not done:
        lines.append("没能重算，数和核对没有比。")
    elif found.faults:
        lines.append(f"与记录不一致：共{len(found.faults)}处。")
    else:
        same = f"{counted['input']}个文件、{counted['figure']}个数、{counted['check']}项核对"
        lines.append(f"与记录一致：{same}都相同。")
    return "\n".join(lines)


def _about(record: Record) -> str:
    options = record.options
    place = "".join(filter(None, (options.county or options.town, options.village)))
    what = "写材料" if record.command == "report" else "核对"
    return f"{place}{options.period}{what}的记录（在册数截至{options.day}，fupin {record.tool.version}）"


def as_json(loaded: Loaded, found: Verification, *, done: bool) -> str:
    """The same for programs."""
    then = loaded.record
    verdict = "not_done" if not done else "different" if found.faults else "same"
    document = {
        "record": {
            "command": then.command,
            "sha256": digest(then),
            "tool": msgspec.to_builtins(then.tool),
            "options": msgspec.to_builtins(then.options),
        },
        "verdict": verdict,
        "signature": None
        if not loaded.signed
        else {None: "not_checked", True: "good"}.get(loaded.genuine, "bad"),
        "faults": [asdict(fault) for fault in found.faults],
        "notes": found.notes,
        "compared": dict(found.compared),
    }
    return json_text(document)
