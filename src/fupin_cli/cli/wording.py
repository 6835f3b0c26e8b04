"""Typer's own words in Chinese: help panels and usage errors."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from fupin_cli.cli.help import page
from fupin_cli.cli.values import plainly
from fupin_cli.errors import FupinError
from fupin_cli.nearest import nearest


class _Chinese:
    """Help pages of a command or group."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        typer.echo(page(self, ctx))

    def get_help(self, ctx: Any) -> str:
        return page(self, ctx)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份帮助。"
            plainly([option])
        return option


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plainly(self.params)


class ChineseGroup(_Chinese, TyperGroup):
    """The group of all commands, in the order in which work is done."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)


def usage_error(error: Any) -> FupinError | None:
    """A wrong command line in one Chinese sentence; None where help was shown instead."""
    kind = type(error).__name__
    command = error.ctx.command_path if getattr(error, "ctx", None) is not None else "fupin"
    hint = f"运行 {command} --help 看用法。"
    if kind == "NoArgsIsHelpError":
        typer.echo(error.message)
        return None
    if kind == "NoSuchOption":
        near = "、".join(error.possibilities or ())
        return FupinError(f"没有选项“{error.option_name}”。", f"是不是 {near}？{hint}" if near else hint)
    if kind == "MissingParameter":
        name = error.param.get_error_hint() if error.param is not None else (error.param_hint or "")
        return FupinError(f"缺少必填的参数 {str(name).replace(chr(39), '')}。", hint)
    if kind == "BadParameter":
        name = error.param.opts[0] if error.param is not None else ""
        return FupinError(f"选项 {name} 的值不对：{_value_fault(error.message)}。", hint)
    if kind == "BadOptionUsage":
        return FupinError(f"选项 {error.option_name} 后面要跟一个值。", hint)
    if "No such command" in error.message:
        wrong = error.message.split("'")[1]
        return FupinError(f"没有命令“{wrong}”。", _near_command(wrong, error.ctx, command))
    if "Missing command" in error.message:
        return FupinError("没有说要做什么。", hint)
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(")") or error.message
        return FupinError(f"多了看不懂的参数：{extra}。", hint)
    return FupinError(f"命令写得不对：{error.message}", hint)


def _value_fault(message: str) -> str:
    if " is not one of " in message:
        wrong, _, choices = message.removeprefix("Value error, ").partition(" is not one of ")
        return f"“{wrong.strip(chr(39))}”不能用，可选 {choices.rstrip('.').replace(chr(39), '')}"
    if "does not exist" in message:
        return "路径不存在"
    if "is not a valid" in message:
        return message.split(" is not a valid", maxsplit=1)[0] + "的格式不对"
    return message


def _near_command(wrong: str, ctx: Any, path: str) -> str:
    known = list(ctx.command.commands)
    near = "".join(f"是不是 {path} {name}？" for name in nearest(wrong, known))
    return f"{near}可用的命令：{'、'.join(known)}。"
