"""How many small faults put into a module its own tests notice (mutation testing, by cosmic-ray's operators).

    python scripts/mutants.py fupin_cli.periods
    python scripts/mutants.py fupin_cli.periods --tests tests/test_periods.py --sample 60

The modules, their tests and how many mutants are drawn stand in scripts/mutants.toml; without a name all are run.

Every mutant runs in a forked child that already holds the libraries, so one costs about a second, and the
changed text lives in memory only: the files are never touched. Needs `pip install cosmic-ray` and a system
with fork (Linux, macOS). A mutant that runs out of its CPU time counts as killed.
"""

import argparse
import difflib
import importlib
import importlib.util
import os
import random
import re
import resource
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

CPU_SECONDS = 30
# 先装进来，每个改法的子进程就不必再装；fupin 自己的模块不能先装，否则用着的还是没改的
_LIBRARIES = "pydantic rapidfuzz pandas stdnum cn2an duckdb pyarrow sqlglot typer rich docx openpyxl"
# 位运算、is 的替换多半一导入就出错，只会把比例抬高
_IDLE = re.compile(r"Bit|Shift|Is(?:Not)?(?:_|$)|Pow|Invert|Variable|RemoveDecorator")


def mutants(source: str) -> list[tuple[str, str]]:
    """All mutants of a module's text: the operator's name and the changed text, each text once."""
    tree = get_ast(source)
    found: dict[str, str] = {}
    for name in operator_names():
        operator = None if _IDLE.search(name) else get_operator(name)
        if operator is None or operator.arguments():
            continue
        count = sum(len(list(operator().mutation_positions(node))) for node in ast_nodes(tree))
        for occurrence in range(count):
            text = mutate_code(source, operator(), occurrence)
            if text is not None and text != source:
                found.setdefault(text, name.removeprefix("core/"))
    return [(name, text) for text, name in found.items()]


class _Changed(MetaPathFinder, Loader):
    """Imports the changed text in the place of module `name`, for whoever imports it first."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, str(self.path), "exec"), module.__dict__)


def killed(name: str, path: Path, text: str, tests: list[str]) -> bool:
    """Whether the tests notice the changed text."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        try:
            sys.meta_path.insert(0, _Changed(name, path, text))
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
        except BaseException:
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="all of scripts/mutants.toml where none is named")
    parser.add_argument("--tests", nargs="+", help="other tests than those of scripts/mutants.toml")
    parser.add_argument("--sample", type=int, help="how many, drawn with --seed; 0 for all")
    parser.add_argument("--seed", type=int, default=2023)
    asked = parser.parse_args()
    for library in _LIBRARIES.split():
        importlib.import_module(library)
    # 找到一个反例就够了，不必缩到最小
    hypothesis.settings.register_profile(
        "mutants", phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate]
    )
    hypothesis.settings.load_profile("mutants")
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["module"]
    settings = {item["name"]: item for item in listed}
    for module in asked.modules or settings:
        known = settings.get(module, {"tests": [], "sample": 0})
        tests = asked.tests or known["tests"]
        if not tests:
            parser.error(f"{module} is not in scripts/mutants.toml: say which --tests")
        sample = known["sample"] if asked.sample is None else asked.sample
        _run(module, tests, sample, asked.seed)


def _run(module: str, tests: list[str], sample: int, seed: int) -> None:
    """Try `sample` mutants of a module (0 for all) and print those that are left."""
    path = Path(__file__).parents[1] / "src" / Path(*module.split(".")).with_suffix(".py")
    source = path.read_text(encoding="utf-8")
    if killed(module, path, source, tests):
        raise SystemExit(f"the tests fail on the unchanged {module}")
    every = mutants(source)
    drawn = every
    if 0 < sample < len(every):
        drawn = random.Random(seed).sample(every, sample)
    tally: Counter[bool] = Counter()
    for name, text in drawn:
        dead = killed(module, path, text, tests)
        tally[dead] += 1
        if not dead:
            changed = difflib.unified_diff(source.splitlines(), text.splitlines(), lineterm="", n=0)
            print(name, *list(changed)[2:], sep="\n    ", flush=True)
    print(f"{module}: {len(every)} mutants, {len(drawn)} run, {tally[True]} killed, {tally[False]} left")


if __name__ == "__main__":
    main()
