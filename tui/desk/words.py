"""The desk's own words: English templates of the `tui` floor, told in the language of the moment."""

from __future__ import annotations

from model.messages import Language, Message, translate

FLOOR = "tui"


def desk_message(template: str, /, **values: object) -> Message:
    """Return a message of the tui floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), FLOOR)


class Words:
    """Tells templates and messages in one language, which can be switched while the desk is open."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def switch(self) -> None:
        """Change to the other language."""
        self.language = "en" if self.language == "zh" else "zh"

    def __call__(self, template: str, /, **values: object) -> str:
        """Return `template` in the language, its places filled with `values`."""
        told = translate(self.language, template, FLOOR)
        return told.format_map({name: str(value) for name, value in values.items()}) if values else told

    def tell(self, message: Message) -> str:
        """Return `message` in the language."""
        return message.text(self.language)
