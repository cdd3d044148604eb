"""Codes and names as tables print them: 类/款/项 in pieces, a name without a code, the 类 that a title names."""

from __future__ import annotations

import re
from functools import cache

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, is_code
from model.lexicon.lexicon import normalised, without_numbering
from model.pattern import pattern
from model.source.book import CellValue

_MARKED = pattern(r"(\d{3})[.．·\-—](\d\d)(?:[.．·\-—](\d\d))?")
_PIECE = pattern(r"\d{1,3}")
_TOP = 3
"""Digits of a 类."""


def code_text(value: CellValue) -> str:
    """Return a code cell's text: a number without its ".0", a text without spaces; "" for anything else."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and value >= 0 else ""
    if isinstance(value, str):
        return "".join(value.split())
    return ""


def code_of_column(value: CellValue) -> str:
    """Return the text of a cell in a column of codes, where marks may stand between their parts: 208.05.01."""
    text = code_text(value)
    marked = _MARKED.fullmatch(text)
    return "".join(filter(None, marked.groups())) if marked else text


def join_pieces(pieces: list[str], above: list[str]) -> str:
    """Return the code that 类/款/项 cells make, "" where they make none.

    A blank piece before a printed one is that of the row above (`above`); 2 printed for 02 is read as 02. Forms whose
    code spans the three columns print it whole in one of them.
    """
    whole_code = _whole(pieces)
    if whole_code:
        return whole_code
    if not any(pieces) or not all(_PIECE.fullmatch(piece) for piece in pieces if piece):
        return ""
    last = max(index for index, piece in enumerate(pieces) if piece)
    whole = [
        piece or (above[index] if index < len(above) else "")
        for index, piece in enumerate(pieces[: last + 1])
    ]
    if not all(whole):
        return ""
    joined = whole[0] + "".join(piece.zfill(2) for piece in whole[1:])
    return joined if is_code(joined) else ""


def _whole(pieces: list[str]) -> str:
    """Return the code of a 款 or 项 that is printed whole, beside nothing but codes above it; "" where none is."""
    printed = [piece for piece in pieces if piece]
    if not printed or len(printed[-1]) <= _TOP or not is_code(printed[-1]):
        return ""
    return printed[-1] if all(map(printed[-1].startswith, printed)) else ""


_DIGITS = r"\d(?:\s?\d){2,6}"
"""A code, which a narrow cell may break over lines."""
_BRACKETED = pattern(rf"[\[［【]\s?({_DIGITS})\s?[\]］】]\s*(\S.*)", re.DOTALL)
_LED = pattern(rf"({_DIGITS})[\s\-－—_]*([^\s\d].*)", re.DOTALL)
_BEHIND = pattern(rf"(\S.*?)\s*[\[［【(（]\s?({_DIGITS})\s?[\]］】)）]", re.DOTALL)


@cache
def code_and_name(text: str) -> tuple[str, str]:
    """Return the code and the name of a cell that prints both, such as [201]一般公共服务支出; else "" and the text.

    A code without brackets, or behind the name, must be the one that the classification gives this name.
    """
    plain = text.strip()
    if found := _BEHIND.fullmatch(plain):
        code, domain = "".join(found[2].split()), domain_of("".join(found[2].split()))
        if domain and code in catalogue().by_name(normalised(found[1]), domain):
            return code, found[1].strip()
    for form in (_BRACKETED, _LED):
        found = form.fullmatch(plain)
        code = "".join(found[1].split()) if found else ""
        domain = domain_of(code)
        if found and domain:
            name = found[2].strip()
            if form is _BRACKETED or code in catalogue().by_name(normalised(name), domain):
                return code, name
    return "", plain


@cache
def named_anywhere(text: str) -> bool:
    """Return whether a text is a name of any of the classifications."""
    plain = without_numbering(normalised(text))
    return any(catalogue().by_name(plain, domain) for domain in Domain)


@cache
def named_code(text: str, domain: Domain, above: str = "", *, class_first: bool = False) -> str:
    """Return the one code of `domain` below `above` that `text` names, "" if none or several.

    For functions only a 类 is looked for: the names of 款 and 项 recur under many classes. `class_first` takes the one
    类 of several codes: in a list of 类, 其他支出 is one.
    """
    plain = without_numbering(normalised(text))
    codes = {code for code in catalogue().by_name(plain, domain) if code.startswith(above)}
    classes = {code for code in codes if len(code) == 3}
    if domain is Domain.FUNCTION or (class_first and len(classes) == 1):
        codes = classes
    return codes.pop() if len(codes) == 1 else ""
