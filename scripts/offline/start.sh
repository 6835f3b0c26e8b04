#!/bin/sh
cd "$(dirname "$0")" || exit 1
for version in {versions}; do
  if command -v "python$version" >/dev/null 2>&1 && "python$version" -c "" 2>/dev/null; then
    exec "python$version" -X utf8 start.py {job} "$@"
  fi
done
if command -v python3 >/dev/null 2>&1; then
  exec python3 -X utf8 start.py {job} "$@"
fi
echo "没有找到 Python。请先安装 64 位的 Python {versions}。"
exit 2
