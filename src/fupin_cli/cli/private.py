"""Working copies: lists with whole numbers go only into files that the user names, and that is said."""

from pathlib import Path

from fupin_cli.cli import screen
from fupin_cli.outputs.files import write_whole


def hand_over(path: Path, content: bytes, *, quiet: bool, whole_numbers: bool = True) -> None:
    """Write the file whole, readable by the user alone, and say what is in it."""
    write_whole(path, content)
    warning = "，里面有完整的证件号码等个人信息，只供工作使用，请勿外传" if whole_numbers else ""
    screen.say(f"已写入 {path}{warning}。", quiet=quiet)
