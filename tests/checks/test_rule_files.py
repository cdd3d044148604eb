"""Where rules are looked for: naming the files is free, so that the desk paints before any rule is loaded."""

from __future__ import annotations

import subprocess
import sys

NAMED = (
    "import sys; from argparse import Namespace; from tui.command.given_files import rule_files; "
    "rule_files(Namespace(relations=[], settings=None)); "
    "print(*sorted({'numpy', 'checks.rulebook', 'checks.rule'} & sys.modules.keys()))"
)


def test_naming_the_files_of_rules_loads_neither_rules_nor_numpy() -> None:
    done = subprocess.run([sys.executable, "-c", NAMED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
