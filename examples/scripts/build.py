"""Build the example workspaces: `python examples/scripts/build.py [名称…] [--out 文件夹]`, all by default."""

import argparse
from importlib import import_module
from pathlib import Path

WORKSPACES = {
    "芦庙镇": "lumiao",
    "芦庙镇半年": "bannian",
    "洋湖镇": "yanghu",
    "大佛镇": "dafo",
    "会宁县某镇": "huining",
    "双丰村所在镇": "shuangfeng",
    "黄金村": "huangjin",
    "教育专项": "jiaoyu",
    "定点帮扶": "dingdian",
    "行业部门": "bumen",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="重建示例工作区")
    parser.add_argument(
        "names", nargs="*", metavar="名称", help=f"可选：{'、'.join(WORKSPACES)}；不写就全部重建"
    )
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parents[1], help="写到哪个文件夹"
    )
    arguments = parser.parse_args()
    for name in arguments.names or WORKSPACES:
        if name not in WORKSPACES:
            parser.error(f"没有“{name}”，可选：{'、'.join(WORKSPACES)}")
        import_module(WORKSPACES[name]).build(arguments.out / name)


if __name__ == "__main__":
    main()
