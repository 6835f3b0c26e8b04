"""The one exception that reaches a user: a Chinese sentence that says what is wrong, and what to do."""

import errno

# 系统的话多是英文，常见的几种说成中文
_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给你的磁盘空间用完了",
    errno.EFBIG: "文件太大，这个磁盘放不下",
    errno.EROFS: "这个位置只能读，不能写",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "盘不在了",
    errno.ENXIO: "盘不在了",
    errno.ESTALE: "网络盘断开了",
    errno.ENOTCONN: "网络盘断开了",
    errno.ETIMEDOUT: "网络盘没有回应",
}


def because(error: OSError) -> str:
    """Why the system could not read or write, in words for a sentence; its own words where there are no others."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class FupinError(Exception):
    """A command could not do its work; the command line prints it in one line and exits with 2.

    Args:
        message: what is wrong, naming the file, sheet or option; one sentence ending in 。
        hint: what the user should do; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class EntryError(FupinError):
    """An entry of the catalogue's form that cannot stand as it is written.

    Args:
        key: the entry's key that is wrong ('' for the entry as a whole).
        word: what is wrong in it, as it stands in the file.
    """

    def __init__(self, message: str, hint: str = "", key: str = "", word: str = "") -> None:
        super().__init__(message, hint)
        self.key = key
        self.word = word
