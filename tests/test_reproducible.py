"""The same ledgers give the same bytes, whatever the time zone, language, hash seed or order of files."""

import os
import shutil
import subprocess
import sys

import pytest

from fupin_cli.resources import folder

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "-f", "json"],
        ["reconcile", "-f", "json"],
        ["report", "-f", "docx"],
        ["report", "-f", "json"],
    ],
    ids=" ".join,
)
def test_同样的台账同样的字节(tmp_path, arguments):
    shutil.copytree(folder("examples") / "芦庙镇", tmp_path / "镇")
    outputs = []
    for extra in ENVIRONMENTS:
        done = subprocess.run(
            [sys.executable, "-c", "from fupin_cli.cli import main; main()", *arguments, "-q"],
            cwd=tmp_path / "镇",
            env={**os.environ, "PYTHONUTF8": "1", **extra},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0]
