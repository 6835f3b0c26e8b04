"""Help pages: plain aligned text, wrapped by the width that Chinese takes on a terminal.

Typer's own tables cut Chinese sentences off (they have no spaces to break at), and load rich to do so.
"""

import shutil
from collections.abc import Iterable
from typing import Any

from fupin_cli.outputs.width import width, wrap


def page(command: Any, ctx: Any) -> str:
    """The help of one command, or of the group with its list of commands."""
    total = min(shutil.get_terminal_size((80, 24)).columns, 100)
    out = [*wrap(command.help or "", total), "", _usage(command, ctx)]
    parameters = command.get_params(ctx)
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    rest = [p for p in parameters if p.param_type_name == "option" and not p.hidden]
    commands = [(name, command.commands[name].help or "") for name in getattr(command, "commands", {})]
    if commands:
        out += [
            "",
            "命令：",
            *_rows([(name, text.partition("。")[0] + "。") for name, text in commands], total),
        ]
    if arguments:
        out += ["", "参数：", *_rows([(_name(p), _text(p)) for p in arguments], total)]
    if rest:
        out += ["", "选项：", *_rows([(_flags(p), _text(p)) for p in rest], total)]
    if command.epilog:
        out += ["", *(line for part in command.epilog.splitlines() for line in wrap(part, total) or [""])]
    return "\n".join(out)


def _usage(command: Any, ctx: Any) -> str:
    parts = [ctx.command_path, "[选项]"]
    if getattr(command, "commands", None):
        parts.append("[命令 …]" if command.invoke_without_command else "命令 …")
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            parts.append(_name(parameter) if parameter.required else f"[{_name(parameter)}]")
    return "用法：" + " ".join(parts)


def _name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name)


def _flags(option: Any) -> str:
    short = [name for name in option.opts if not name.startswith("--")]
    long = [*(name for name in option.opts if name.startswith("--")), *option.secondary_opts]
    flags = ", ".join([*short, " / ".join(long)])
    if option.is_flag:
        return flags
    return f"{flags} <{option.metavar}>" if option.metavar else flags


def _text(parameter: Any) -> str:
    text = parameter.help or ""
    default = parameter.default
    shown = getattr(default, "value", default)
    if isinstance(shown, (str, int)) and not isinstance(shown, bool) and shown != "":
        text += f" 缺省 {shown}。"
    if getattr(parameter, "envvar", None):
        text += f" 也可用环境变量 {parameter.envvar}。"
    return text


def _rows(rows: Iterable[tuple[str, str]], total: int) -> list[str]:
    listed = list(rows)
    left = min(max(width(name) for name, _ in listed), 34)
    out = []
    for name, text in listed:
        lines = wrap(text, total - left - 4) or [""]
        if width(name) > left:
            out.append(f"  {name}")
        else:
            out.append(f"  {name}{' ' * (left - width(name))}  {lines.pop(0)}")
        out += [" " * (left + 4) + line for line in lines]
    return out
