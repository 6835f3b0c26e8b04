"""Make dist/fupin-….pyz: the whole program in one file, for machines without a package index.

`python scripts/single_file.py` takes the packages of the bundle for this kind of machine (`scripts/bundle.py linux`)
and needs `pip install ".[release]"`. The file runs on the version of Python that it was made with: binary parts are
unpacked into ~/.shiv (or SHIV_ROOT) at the first run.
"""

import platform
import subprocess
import sys
from pathlib import Path

DIST = Path(__file__).resolve().parent.parent / "dist"
KINDS = {("Linux", "x86_64"): "linux", ("Linux", "aarch64"): "linux-arm", ("Windows", "AMD64"): "windows"}


def main() -> int:
    """Exit status: 0 made, 2 no bundle for this machine."""
    kind = KINDS.get((platform.system(), platform.machine()), "")
    wheels = DIST / f"fupin-离线包-{kind}" / "安装包"
    if not wheels.is_dir():
        print(f"dist/ 里没有这种机器的离线包，请先运行 python scripts/bundle.py {kind or '…'}。")
        return 2
    version = ".".join(platform.python_version_tuple()[:2])
    made = DIST / f"fupin-{kind}-py{version}.pyz"
    command = [sys.executable, "-m", "shiv", "--compressed", "--reproducible", "--console-script", "fupin"]
    command += ["--output-file", str(made), "--python", f"/usr/bin/env python{version}"]
    subprocess.run(
        [*command, "--quiet", "--no-index", "--find-links", str(wheels), "fupin-cli[web]"], check=True
    )
    print(f"{made.name}：{made.stat().st_size >> 20}MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
