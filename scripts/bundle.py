"""Make the folder fupin-离线包-…: everything that a machine without a network needs besides Python itself.

`python scripts/bundle.py linux windows` makes them in dist/ from the wheel that lies there (`scripts/release.py`)
and the pinned packages of requirements.txt; needs `pip install ".[release]"` and a network.
`--python 3.11 3.13` takes the packages of several versions.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
OFFLINE = ROOT / "scripts" / "offline"


@dataclass(frozen=True)
class Platform:
    """A kind of machine: its name for people, what Python calls it, and the wheels that run there."""

    name: str
    system: str
    machines: tuple[str, ...]
    tags: tuple[str, ...]

    def environment(self, python: str) -> dict[str, str]:
        """What environment markers see there."""
        windows = self.system == "Windows"
        return {
            "sys_platform": "win32" if windows else "linux",
            "platform_system": self.system,
            "os_name": "nt" if windows else "posix",
            "platform_machine": self.machines[0],
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


def _manylinux(machine: str) -> tuple[str, ...]:
    # 2.28：统信 UOS 20、麒麟 V10 的 glibc
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)), f"manylinux2014_{machine}")


PLATFORMS = {
    "windows": Platform("Windows 10 以上（64位）", "Windows", ("amd64",), ("win_amd64",)),
    "linux": Platform("Linux（x86_64：兆芯、海光、Intel、AMD）", "Linux", ("x86_64",), _manylinux("x86_64")),
    "linux-arm": Platform("Linux（aarch64：鲲鹏、飞腾）", "Linux", ("aarch64",), _manylinux("aarch64")),
}


def entries(text: str) -> list[tuple[str, str]]:
    """Requirements and their digests, a pair each."""
    joined = text.replace("\\\n", " ").splitlines()
    lines = [line for line in joined if line.strip() and not line.lstrip().startswith("#")]
    return [(line.partition("--hash")[0].strip(), line[line.index("--hash") :].strip()) for line in lines]


def needed(text: str, target: Platform, python: str) -> str:
    """The pinned packages of one platform and version: pip judges markers by the machine it runs on."""
    kept = []
    for requirement, hashes in entries(text):
        parsed = Requirement(requirement)
        if parsed.marker is None or parsed.marker.evaluate(target.environment(python)):
            kept.append(f"{parsed.name}{parsed.specifier} {hashes}\n")
    return "".join(kept)


def download(folder: Path, target: Platform, versions: list[str]) -> None:
    """Put the wheels of every version into `folder`, and pip to install them with."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        str(folder),
    ]
    subprocess.run([*pip, "pip"], check=True)
    for version in versions:
        with tempfile.TemporaryDirectory() as room:
            wanted = Path(room) / "requirements.txt"
            wanted.write_text(needed(text, target, version), encoding="utf-8")
            tags = [f"--platform={tag}" for tag in target.tags]
            machine = ["--implementation=cp", f"--python-version={version}", *tags]
            subprocess.run([*pip, *machine, "--require-hashes", "-r", str(wanted)], check=True)


def launchers(folder: Path, target: Platform, versions: list[str]) -> None:
    """Put the files to double-click and the notes into `folder`."""
    windows = target.system == "Windows"
    suffix, newline = (".bat", "\r\n") if windows else (".sh", "\n")
    names = {job: f"{word}{suffix}" for job, word in (("web", "打开网页"), ("demo", "演示"))}
    template = (OFFLINE / f"start{suffix}").read_text(encoding="utf-8")
    listed = " ".join(versions)
    for job, name in names.items():
        text = template.replace("{versions}", listed).replace("{job}", job)
        text = text.replace("{pause}", "pause" if job == "demo" else "")
        (folder / name).write_text(text, encoding="utf-8", newline=newline)
        (folder / name).chmod(0o755)
    notes = (
        (OFFLINE / "说明.txt")
        .read_text(encoding="utf-8")
        .format(
            name=target.name,
            versions=listed.replace(" ", "、"),
            web=names["web"],
            demo=names["demo"],
            run=f"{'py' if windows else 'python3'} start.py run validate 台账.xlsx",
        )
    )
    (folder / "说明.txt").write_text(notes, encoding="utf-8-sig", newline=newline)
    shutil.copyfile(OFFLINE / "start.py", folder / "start.py")
    meant = {"name": target.name, "system": target.system, "machines": target.machines, "python": versions}
    (folder / "适用.json").write_text(json.dumps(meant, ensure_ascii=False), encoding="utf-8")


def bundle(kind: str, versions: list[str]) -> Path:
    """Make one folder anew."""
    target = PLATFORMS[kind]
    folder = DIST / f"fupin-离线包-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "安装包"
    wheels.mkdir(parents=True)
    shutil.copy(next(DIST.glob("fupin_cli-*.whl")), wheels)
    shutil.copy(ROOT / "requirements.txt", folder)
    download(wheels, target, versions)
    launchers(folder, target, versions)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")
    return folder


def main() -> int:
    """Make the bundles asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="+", choices=list(PLATFORMS), help="给哪种机器")
    parser.add_argument(
        "--python", nargs="+", default=["3.11"], metavar="版本", help="目标机器的 Python 版本"
    )
    chosen = parser.parse_args()
    if not list(DIST.glob("fupin_cli-*.whl")):
        print("dist/ 里没有安装包，请先运行 python scripts/release.py。")
        return 2
    for kind in chosen.kinds:
        folder = bundle(kind, chosen.python)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{folder.name}：{size >> 20}MB，Python {'、'.join(chosen.python)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
