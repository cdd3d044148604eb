"""How the HTML page looks, and which problems it shows: style sheets alone, so that nothing on the page runs."""

from __future__ import annotations

from collections.abc import Iterable

STYLE = """
body { font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; margin: .5em 0 1em; }
caption { text-align: left; color: #555; }
th, td { border: 1px solid #bbb; padding: .2em .6em; text-align: left; vertical-align: top; }
td { white-space: pre-wrap; overflow-wrap: anywhere; }
th { background: #eef2f8; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
section { border-left: 4px solid #888; padding-left: 1em; margin: 1.5em 0; }
h3, table { break-inside: avoid; }
details { margin: .5em 0; }
summary { cursor: pointer; }
details div { margin: .8em 0 .8em 1em; }
section.error { border-color: #c0392b; }
section.warning { border-color: #d68910; }
section.notice { border-color: #2e86c1; }
h3 { margin: 0; }
p { margin: .3em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.faint { color: #777; }
nav li { margin: .1em 0; }
table.excerpt { font-size: 13px; }
table.excerpt td { min-width: 3em; }
table.excerpt th { font-weight: normal; color: #555; }
table.excerpt th.heading { font-weight: bold; color: #222; }
table.excerpt .marked { outline: 4px double #222; outline-offset: -4px; font-weight: bold; }
table.excerpt .used { outline: 1px solid #222; outline-offset: -2px; }
main > .choice { display: inline-block; margin: 0 .6em 0 1.2em; }
main > label { margin-right: .8em; cursor: pointer; }
main > input:checked + label { font-weight: bold; text-decoration: underline; }
main > section:target { display: block !important; }
@page { size: A4; margin: 15mm 12mm; }
@media print {
  body { margin: 0; font-size: 10.5pt; }
  nav { break-after: page; }
  main > section { display: block !important; break-inside: auto; }
  main > input, main > label, main > .choice { display: none; }
  h2, h3 { break-after: avoid; }
  table, table.excerpt { width: calc(100% - 2px); font-size: 9pt; }
  td.n { white-space: normal; }
}
"""
"""What is printed is whole, whatever was chosen to be shown."""


def choice_rules(choices: Iterable[str]) -> str:
    """Return the style by which a chosen input hides the sections that have not its class.

    The input of a choice has the choice as its id, and a section it is about `has-` and the choice as a class.
    """
    return "\n".join(f"#{each}:checked ~ section:not(.has-{each}) {{ display: none; }}" for each in choices)
