@echo off
chcp 65001 >nul
cd /d "%~dp0"
for %%v in ({versions}) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v -X utf8 start.py {job}
    goto done
  )
)
where python >nul 2>nul
if errorlevel 1 (
  echo 没有找到 Python。请先安装 64 位的 Python {versions}，安装时勾选 Add python.exe to PATH。
  pause
  exit /b 2
)
python -X utf8 start.py {job}
:done
if errorlevel 1 pause
{pause}
