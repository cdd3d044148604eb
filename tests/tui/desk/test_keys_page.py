"""The page of the keys is what the key map says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_is_what_the_script_makes_of_the_key_map() -> None:
    made = runpy.run_path(str(DOCS / "make_keys_page.py"))["page"]()
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == made, "run: python docs/make_keys_page.py"
