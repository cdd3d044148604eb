"""How many decimals a number format prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.amounts_format import FormatKind, decimals_of_format, read_format


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("0", 0),
        ("0.00", 2),
        ("#,##0", 0),
        ("#,##0.00_ ", 2),
        ("#,##0.00;[Red]-#,##0.00", 2),
        ("0_);[Red]\\(0\\)", 0),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 2),
        ('_ ¥* #,##0.0000_ ;_ ¥* \\-#,##0.0000_ ;_ ¥* "-"????_ ;_ @_ ', 4),
        ('0.00"元"', 2),
        ("[$¥-804]#,##0.0", 1),
        ("#,##0.00_);[红色]\\(#,##0.00\\)", 2),
        ("# ##0.0", 1),
    ],
)
def test_a_plain_format_gives_its_decimals(code: str, decimals: int) -> None:
    assert read_format(code).kind is FormatKind.AMOUNT
    assert decimals_of_format(code) == decimals


@pytest.mark.parametrize(
    ("code", "decimals"),
    [("#,##0,", -3), ("#,##0.0,", -2), ("0.00,,", -4), ("0,,,,", -6), ("0!.0,", -3), ('0.00,"千元"', -1)],
)
def test_a_scaling_format_is_distinguished(code: str, decimals: int) -> None:
    assert read_format(code).kind is FormatKind.SCALED
    assert decimals_of_format(code) == decimals


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", FormatKind.GENERAL),
        ("G/通用格式", FormatKind.GENERAL),
        ("", FormatKind.GENERAL),
        ("@", FormatKind.TEXT),
        ("0.00%", FormatKind.PERCENT),
        ("0.00E+00", FormatKind.SCIENTIFIC),
        ("# ?/?", FormatKind.FRACTION),
        ("yyyy-mm-dd", FormatKind.DATE),
        ('yyyy"年"m"月"', FormatKind.DATE),
        ("[h]:mm", FormatKind.DATE),
        (";;;", FormatKind.OTHER),
        ('"元"', FormatKind.OTHER),
    ],
)
def test_what_is_no_plain_number_gives_no_decimals(code: str, kind: FormatKind) -> None:
    assert read_format(code).kind is kind
    assert decimals_of_format(code) is None


@given(st.text(alphabet='0#?,.;%@"\\_*![]yE+-/ 元', max_size=20))
def test_any_format_is_read(code: str) -> None:
    assert isinstance(read_format(code).kind, FormatKind)
