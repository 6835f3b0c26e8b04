"""Where the files shipped with the program are: inside the wheel, or beside src/ in a source checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The shipped folder `templates` or `examples`.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for place in (_PACKAGE / name, _PACKAGE.parents[1] / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"安装不完整，缺少 {name} 文件夹，请重新安装 fupin-cli。")
