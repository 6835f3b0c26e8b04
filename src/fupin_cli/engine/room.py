"""What an engine over an exported folder may take: memory, and disk for what does not fit into it."""

from contextvars import ContextVar
from pathlib import Path

# 可用的内存，如 2GB；'' 是 DuckDB 自己的缺省（内存的八成）
MEMORY: ContextVar[str] = ContextVar("MEMORY", default="")
# 临时文件夹建在哪里；None 是系统的临时文件夹
TEMPORARY: ContextVar[Path | None] = ContextVar("TEMPORARY", default=None)
