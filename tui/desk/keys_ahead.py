"""Keys that are pressed while a dialog opens: they wait until it can take them, so that nothing typed ahead is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key

MOST_FRAMES = 50
"""After so many frames the keys are let go even if nothing in the dialog has taken the focus."""


class KeysAhead:
    """Holds keys back, in their order, while the dialog on top has not given the focus to any of its fields."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._held: list[Key] = []
        self._frames = 0

    def hold(self, key: Key) -> bool:
        """Hold a key back where the dialog cannot take it yet, or others wait before it; return whether it is held."""
        if not self._held:
            if not self._is_opening:
                return False
            self._frames = 0
            self._app.call_after_refresh(self._let_go)
        self._held.append(key)
        return True

    @property
    def _is_opening(self) -> bool:
        screen = self._app.screen
        return isinstance(screen, ModalScreen) and bool(screen.AUTO_FOCUS) and screen.focused is None

    async def _let_go(self) -> None:
        """Hand the keys on once they can be taken; one of them may open another dialog, for which the rest waits."""
        self._frames += 1
        if self._is_opening and self._frames < MOST_FRAMES:
            self._app.call_after_refresh(self._let_go)
            return
        held, self._held = self._held, []
        for key in held:
            await self._app.on_event(key)
