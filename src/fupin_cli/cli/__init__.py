"""The command line: one file per command, options in, one call, rendering out."""

import atexit
import gc
import os
import sys
import threading

from fupin_cli.errors import FupinError, because

_INTERRUPTED = 130
# 启动时造的几十万个对象都留着用，垃圾回收一遍遍地查它们要占一成时间
_MANY = 100_000
_STOPPED = "已中止，没有留下半成品。"
# lxml 和 DuckDB 写盘失败时抛的不是 OSError；不为认它们而在启动时导入
_DISK = frozenset({"SerialisationError", "IOException"})


def main(arguments: list[str] | None = None) -> None:
    """Run `fupin`; every failure is one Chinese sentence on stderr and an exit status."""
    gc.set_threshold(_MANY, 50, 50)
    # 插件能看到每一个值；再说到处去找插件要几十毫秒
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # 中文 Windows 的控制台默认不是 UTF-8，遇到生僻字也不能中断
            stream.reconfigure(errors="replace")
    try:
        status = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # 慢机器上，命令还没装进来就按了 Ctrl-C
        print(_STOPPED, file=sys.stderr)
        status = _INTERRUPTED
    if arguments is None and threading.active_count() == 1:
        _leave(status)
    sys.exit(status)


def _leave(status: int) -> None:
    """End the process as it stands: taking apart what is to be forgotten anyway takes a tenth of a small run's time."""
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # 没有控制台，或被关掉了
                stream.flush()
    except BrokenPipeError:  # 输出的另一端（例如 head）先关了
        pass
    except (OSError, ValueError):
        return
    os._exit(status)


def run(arguments: list[str]) -> int:
    """The exit status of `fupin ARGUMENTS…`: 0 nothing found, 1 findings, 2 could not do the work.

    Whatever a command writes for people passes a last mask, unless --show-pii asks for whole numbers.
    """
    from contextlib import redirect_stderr, redirect_stdout

    from fupin_cli.privacy import Guarded, guarding

    if "--show-pii" in arguments:
        return _run(arguments)
    before = guarding.set(True)
    try:
        with redirect_stdout(Guarded(sys.stdout)), redirect_stderr(Guarded(sys.stderr)):
            return _run(arguments)
    finally:
        guarding.reset(before)


def _run(arguments: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from fupin_cli.cli.app import build
    from fupin_cli.cli.screen import say_error, say_traceback
    from fupin_cli.cli.wording import usage_error

    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        status = int(build(arguments)(arguments, standalone_mode=False, prog_name="fupin") or 0)
        if status == _INTERRUPTED:  # Typer 自己接住了 Ctrl-C，只留下这个数
            print(_STOPPED, file=sys.stderr)
        return status
    except FupinError as error:
        if debug:
            say_traceback()
        say_error(error)
    except TyperException as error:
        sentence = usage_error(error)
        if sentence:
            say_error(sentence)
    except (KeyboardInterrupt, Abort):
        print(_STOPPED, file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # 输出的另一端（例如 head）先关了，不是我们的错
        sys.stderr.close()
        return 0
    except Exception as error:
        if debug:
            say_traceback()
        say_error(_sentence(error))
    return 2


def _sentence(error: Exception) -> FupinError:
    """What to say of an exception that no part of the program has put in words: disks fail anywhere."""
    kind = type(error).__name__
    if isinstance(error, OSError) or kind in _DISK:
        where = f"“{error.filename}”" if isinstance(error, OSError) and error.filename else "文件"
        told = because(error) if isinstance(error, OSError) else "磁盘可能满了"
        return FupinError(
            f"写不了或读不了{where}：{told}。", "请检查磁盘空间，U盘、网络盘是否还在，再运行一次。"
        )
    return FupinError(
        f"程序内部出错（{kind}），这是程序的毛病，不是台账的毛病。",
        "请在命令后加 --debug 重新运行，把显示的内容发给维护人员（内容里可能有个人信息，发送前请检查）。",
    )
