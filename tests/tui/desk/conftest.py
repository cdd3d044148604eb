"""What the desk's tests share: homes of their own, and an open desk."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import desk_example
import pytest
from desk_driver import OpenDesk, settled
from textual.pilot import Pilot

from model.messages import Language
from tui.desk.app import DeskApp
from tui.desk.loading import Read, load


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own settings, state and clock out of the tests."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "home"


@pytest.fixture
def planted(samples: Path, tmp_path: Path) -> Path:
    """A copy of the sample with six planted faults."""
    return Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path))


@pytest.fixture
def example_path(tmp_path: Path) -> Path:
    """A path for the example; the file is there, so that an engagement can stand beside it."""
    path = tmp_path / desk_example.PATH
    path.write_bytes(b"")
    return path


@pytest.fixture
def open_desk(example_path: Path, tmp_path: Path) -> OpenDesk:
    """Open a desk on the example, or on a file that is read in truth."""

    @asynccontextmanager
    async def opened(
        path: Path | None = None,
        language: Language = "en",
        size: tuple[int, int] = (80, 24),
        read: Read | None = None,
    ) -> AsyncIterator[tuple[DeskApp, Pilot[int]]]:
        reader = read or (load if path else desk_example.read_example)
        folder = tmp_path / "settings"
        folder.mkdir(exist_ok=True)
        settings = folder / "desk.toml"
        if not settings.exists():
            settings.write_text('author = "李"\n', encoding="utf-8")
        app = DeskApp([path or example_path], language, folder=folder, read=reader)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await settled(app, pilot)
            yield app, pilot

    return opened
