"""Ask the advisories about every pinned package: `python scripts/audit.py`. Needs `pip install ".[release]"`.

Exit 1 where a known vulnerability is found. Where the advisories cannot be reached, or know nothing of a
package, that is said and is no failure: CI also runs on machines without a network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Exit status: 0 nothing known, 1 a vulnerability."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt", "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    try:
        asked: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        last = done.stderr.strip().splitlines()[-1:] or ["没有回答"]
        print(f"没有查：连不上漏洞公告（{last[0]}）。")
        return 0
    known = [package for package in asked if "skip_reason" not in package]
    found = [(package, fault) for package in known for fault in package["vulns"]]
    for package, fault in found:
        fixed = "、".join(fault["fix_versions"]) or "还没有"
        print(f"{package['name']} {package['version']}：{fault['id']}，修好的版本：{fixed}")
    print(f"查了{len(known)}个包，{len(asked) - len(known)}个没有查到公告；已知漏洞{len(found)}个。")
    if not known:
        print("没有查：这里的软件源不给漏洞公告。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
