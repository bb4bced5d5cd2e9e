from hypothesis import given
from hypothesis import strategies as st

from stafet.web.components.text_width import ELLIPSIS, fit_text, text_width


@given(st.text(max_size=60), st.floats(0, 400))
def test_a_fitted_text_never_is_wider_than_its_place(text: str, width: float) -> None:
    assert text_width(fit_text(text, 13, width), 13) <= width


@given(st.text(max_size=60))
def test_a_text_that_fits_is_left_alone(text: str) -> None:
    assert fit_text(text, 13, text_width(text, 13)) == text


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fit_text("Havneby Erhvervsskole", 13, 60).endswith(ELLIPSIS)


def test_a_wide_letter_is_wider_than_a_narrow_one() -> None:
    assert text_width("W", 13) > text_width("i", 13)
