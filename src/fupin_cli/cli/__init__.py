"""The command line: one file per command, options in, one call, rendering out."""

import sys

from fupin_cli.errors import FupinError


def main(arguments: list[str] | None = None) -> None:
    """Run `fupin`; every failure is one Chinese sentence on stderr and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # 中文 Windows 的控制台默认不是 UTF-8，遇到生僻字也不能中断
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """The exit status of `fupin ARGUMENTS…`: 0 nothing found, 1 findings, 2 could not do the work."""
    from typer.exceptions import Abort, TyperException

    from fupin_cli.cli.app import build
    from fupin_cli.cli.screen import say_error
    from fupin_cli.cli.wording import usage_error

    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        return int(build()(arguments, standalone_mode=False, prog_name="fupin") or 0)
    except FupinError as error:
        if debug:
            raise
        say_error(error)
    except TyperException as error:
        sentence = usage_error(error)
        if sentence:
            say_error(sentence)
    except (KeyboardInterrupt, Abort):
        print("已中止，没有留下半成品。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # 输出的另一端（例如 head）先关了，不是我们的错
        sys.stderr.close()
        return 0
    except Exception as error:
        if debug:
            raise
        say_error(
            FupinError(
                f"程序内部出错（{type(error).__name__}），这是程序的毛病，不是台账的毛病。",
                "请在命令后加 --debug 重新运行，把显示的内容发给维护人员（内容里可能有个人信息，发送前请检查）。",
            )
        )
    return 2
