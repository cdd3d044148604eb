"""Make docs/keys.md from the desk's key map: every key, in English and Chinese, and how to change it.

python docs/make_keys_page.py
"""

from __future__ import annotations

from pathlib import Path

from model.messages import translate
from tui.desk.keymap import shipped
from tui.desk.keynames import display, split
from tui.desk.screens.help import MARKS, SCOPES

PAGE = Path(__file__).resolve().parent / "keys.md"

_HEAD = """\
# The keys of the desk / 审核台的按键

`?` in the desk shows the same, with your own keys. `:` finds a command by its words.
在审核台中按 `?` 可随时查看（含自定义的按键），按 `:` 可按文字查找命令。

This page is made from `tui/desk/keys.toml` by `docs/make_keys_page.py`.
"""

_TAIL = """\
## Your own keys / 自定义按键

A file `keys.toml` in your configuration folder (`~/.config/yushen/` on Linux, `~/Library/Application Support/yushen/`
on macOS, `%LOCALAPPDATA%\\yushen\\` on Windows) gives other keys to the ids above, separated by commas:

```toml
"desk.export" = "w"
"tree.fold" = "f9,k"
```

A line with an unknown id, an unknown key, a key that a terminal cannot tell from another (`ctrl+h` `ctrl+i` `ctrl+j` `ctrl+m`)
or one that is taken where both would be live is left out, and said with its number when the desk opens.

在配置文件夹中新建 `keys.toml`，按上表的标识指定其他按键，多个按键用逗号分隔。有误的行不生效，打开审核台时会指明行号。

## Settings / 设置

`desk.toml` in the same folder / 同一文件夹中的 `desk.toml`：

| name | values | |
|---|---|---|
| `borders` | `"plain"`, `"ascii"` | ASCII rules and fold signs, for terminals that draw line characters wide / 终端把制表符画成两格时用 ASCII 线条 |
| `ambiguous` | `"keep"`, `"replace"` | replaces “ ” … ① and the like by plain signs, for terminals that draw them wide / 终端把“”…①等画成两格时换成普通符号 |
| `theme` | `"dark"`, `"light"`, `"contrast"` | dark, light or high contrast; `H` switches / 深色、浅色或高对比度，按 `H` 切换 |
| `language` | `"zh"`, `"en"` | Chinese or English, in the place of the locale's; `L` switches / 中文或英文（未设置时随系统区域设置），按 `L` 切换 |
| `after_decision` | `"next"`, `"stay"` | after a decision: on to the next problem that is not decided, or stay / 处理一个问题之后：转到下一个待定的问题，或留在原处 |
| `author` | text | the name that decisions and notes carry; asked once / 处理和批注的署名，首次处理时询问 |
| `role` | `auditor`, `reviewer` | in which role you act / 身份：审计员或复核人 |

With `NO_COLOR` set, no colour is sent at all: marks, bold, underline and reverse carry every meaning.
设置 `NO_COLOR` 后不输出任何颜色，含义由标记、粗体、下划线和反白表达。
"""


def page() -> str:
    """Return the page."""
    parts = [_HEAD, "## Marks / 标记\n\n| mark | | |\n|---|---|---|"]
    parts += [f"| `{mark}` | {what} | {_chinese(what)} |" for mark, _, what in MARKS]
    for scope, title in SCOPES.items():
        parts.append(f"\n## {title} / {_chinese(title)}\n\n| keys | id | | |\n|---|---|---|---|")
        for entry in shipped():
            if entry.scope == scope:
                keys = " ".join(_code(display(key)) for key in split(entry.keys))
                parts.append(f"| {keys} | `{entry.id}` | {entry.help} | {_chinese(entry.help)} |")
    return "\n".join([*parts, "", _TAIL])


def _chinese(template: str) -> str:
    return translate("zh", template, "tui")


def _code(key: str) -> str:
    return f"`{key}`".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
