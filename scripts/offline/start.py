"""离线包的启动程序：第一次运行时装好（不联网，不要管理员权限），以后直接启动。

`start.py web` 打开网页，`start.py demo` 放一个示例并走一遍，`start.py run 命令…` 运行别的命令。
Only the standard library; everything is installed into the folder 运行环境 beside this file.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "安装包"
VENV = HERE / "运行环境"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DONE = VENV / "装好.txt"
RUN = "from fupin_cli.cli import main; main()"


class Trouble(Exception):
    """What keeps fupin from starting, and what to do."""


def fitting() -> None:
    """Refuse a machine that the packages were not made for."""
    meant = json.loads((HERE / "适用.json").read_text(encoding="utf-8"))
    here = ".".join(map(str, sys.version_info[:2]))
    if here not in meant["python"]:
        raise Trouble(
            f"这个包要用 Python {'或'.join(meant['python'])}（64位），现在是 {here}。请先装好再启动。"
        )
    machine = platform.machine().lower()
    if platform.system() != meant["system"] or machine not in meant["machines"]:
        raise Trouble(
            f"这个包是给{meant['name']}的，这台机器是 {platform.system()} {machine}，请换对应的包。"
        )
    if sys.maxsize < 2**32:
        raise Trouble("装的是32位的 Python，请换成64位的。")


def undamaged() -> None:
    """Hold every package against the list of digests: copies on old USB sticks break."""
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Trouble(f"“{name}”缺少或已损坏，请重新复制整个离线包。")


def install() -> None:
    """Make 运行环境 out of the packages; an unfinished one is made anew."""
    undamaged()
    print("第一次启动，正在安装（一两分钟，不联网）……", flush=True)
    try:
        venv.create(VENV, clear=True, with_pip=False)
    except OSError as error:
        raise Trouble(
            f"在“{HERE}”里写不了文件（{error.strerror or error}），请把离线包复制到自己的文件夹。"
        ) from None
    pip = str(next(WHEELS.glob("pip-*.whl"))) + "/pip"
    own = str(next(WHEELS.glob("fupin_cli-*.whl")))
    command = [str(PYTHON), pip, "--isolated", "install", "--quiet", "--no-index", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-warn-script-location"]
    pinned = ["--find-links", str(WHEELS), "--require-hashes", "-r", str(HERE / "requirements.txt")]
    for wanted in (pinned, [own]):
        if subprocess.run([*command, *wanted], check=False).returncode:
            raise Trouble("安装没有成功，请把上面的话拍下来，发给维护人员。")
    DONE.write_text("装好了。要重新安装，请删去“运行环境”文件夹。\n", encoding="utf-8")


def main() -> int:
    """Exit status of the job."""
    job, *rest = sys.argv[1:] or ["web"]
    if job not in {"web", "demo", "run"}:
        print("用法：start.py web | demo | run 命令…")
        return 2
    try:
        fitting()
        if not DONE.exists():
            install()
    except Trouble as trouble:
        print(trouble)
        return 2
    arguments = rest if job == "run" else [job, *rest]
    return subprocess.run([PYTHON, "-X", "utf8", "-c", RUN, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
