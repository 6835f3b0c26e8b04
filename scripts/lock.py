"""Pin every package that fupin (with its web page) needs, with the digests of all its files: requirements.txt.

`python scripts/lock.py` keeps what is pinned and still fits pyproject.toml; `--upgrade` takes the newest that
fits. One file serves Python 3.11 and later on Windows, Linux and macOS. Needs `pip install ".[release]"`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = "requirements.txt"


def main() -> int:
    """Exit status of the resolver."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "web"]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--custom-compile-command", "python scripts/lock.py", "--output-file", PINNED]
    return subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
