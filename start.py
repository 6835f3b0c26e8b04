"""一条命令装好并运行：python3 start.py demo（演示）或 python3 start.py test（测试）。

Only the standard library: makes `.venv` beside this file, installs the project into it and runs the job.
The system's Python is left as it is.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def prepare(extra: str) -> None:
    """Install the project (again only when pyproject.toml has changed)."""
    stamp = VENV / f"installed{extra}.txt"
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists():
        print("正在准备运行环境 .venv ……", flush=True)
        venv.create(VENV, with_pip=True)
    print("正在安装依赖（第一次要几分钟）……", flush=True)
    target = f"{ROOT}{extra}"
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", target], check=True
    )
    stamp.write_text(wanted, encoding="utf-8")


def main() -> int:
    """Exit status of the job."""
    if sys.version_info < (3, 11):
        print(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}。请从 Python 官网安装新版本。")
        return 2
    job, *rest = sys.argv[1:] or ["demo"]
    if job not in {"demo", "test", "run"}:
        print("用法：python3 start.py demo | test | run 命令…")
        return 2
    try:
        prepare("[dev]" if job == "test" else "")
    except subprocess.CalledProcessError:
        print("安装没有成功。请检查网络，或照 docs/离线安装.md 用离线包安装。")
        return 2
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if job == "test":
        command = [PYTHON, "-m", "pytest", *(rest or ["-n", "2"])]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    command = [
        PYTHON,
        "-c",
        "from fupin_cli.cli import main; main()",
        *(["demo"] if job == "demo" else []),
        *rest,
    ]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
