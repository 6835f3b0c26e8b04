"""Make the release in dist/: wheel and sdist, built twice and byte for byte the same, and their SHA-256.

`python scripts/release.py` needs `pip install ".[release]"`. With `--sbom PYTHON` the list of parts (CycloneDX)
is written beside them, taken from the environment of that Python, into which the wheel has been installed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
LIST = "SHA256SUMS"


def build(folder: Path) -> dict[str, bytes]:
    """The files of one build by name; the time in them is that of the last commit."""
    stamp = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": stamp or "1577836800"}
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def parts(python: Path) -> None:
    """Write the list of parts of the environment of `python`."""
    wheel = next(DIST.glob("*.whl"))
    name = "-".join(wheel.name.split("-")[:2])
    command = [sys.executable, "-m", "cyclonedx_py", "environment", str(python)]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    subprocess.run([*command, "--of", "JSON", "-o", str(DIST / f"{name}.cdx.json")], check=True)


def sums() -> None:
    """Write down the digests of everything in dist/."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(DIST.iterdir())
        if path.is_file() and path.name != LIST
    ]
    (DIST / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    """Exit status: 0 made, 1 the two builds differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path, metavar="PYTHON", help="只写部件清单，取自这个 Python 的环境")
    chosen = parser.parse_args()
    if chosen.sbom is not None:
        parts(chosen.sbom)
        sums()
        return 0
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        made, again = build(Path(first)), build(Path(second))
    different = sorted(name for name in made.keys() | again.keys() if made.get(name) != again.get(name))
    if different:
        print(f"两次构建的字节不同：{'、'.join(different)}")
        return 1
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    for name, content in made.items():
        (DIST / name).write_bytes(content)
    sums()
    print(f"两次构建逐字节相同：{'、'.join(sorted(made))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
