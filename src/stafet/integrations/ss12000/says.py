"""The sentences of a fetch that fails: what happened, why, how to mend it."""

from __future__ import annotations

import ssl

import httpx

from stafet.integrations.limits import MEGABYTE
from stafet.integrations.ss12000.errors import FetchFailed
from stafet.kernel.sentences import sentence

TOKENS = "token"
"""How the place where tokens are given is called in sentences."""

_ASK_THE_SUPPLIER = sentence(
    "Ask the supplier of the school system; they see the same question in their log."
)
_TRY_LATER = sentence(
    "Nothing has been changed. It is tried again at the next hour it is set to; or fetch it yourself."
)


def unreachable(where: str, error: httpx.TransportError) -> FetchFailed:
    """Nobody answers there, or not as whom we asked for."""
    if _is_about_certificate(error):
        return FetchFailed(
            where,
            sentence("The system could not prove who it is: its certificate is not one this machine trusts."),
            sentence(
                "Check the address letter by letter. If the municipality uses certificates of its own, the people who run "
                "Stafet must add its authority to the machine."
            ),
        )
    if isinstance(error, httpx.TimeoutException):
        return too_slow(where)
    return FetchFailed(
        where,
        sentence("Nobody answers at that address, or the connection broke off."),
        sentence("Check the address, and whether the school system lets this machine in."),
    )


def is_final(error: httpx.TransportError) -> bool:
    """Whether asking again would give the same."""
    return _is_about_certificate(error) or isinstance(error, httpx.UnsupportedProtocol)


def who_are_you() -> FetchFailed:
    """The system does not know us, or not any more."""
    return FetchFailed(
        TOKENS,
        sentence("The system does not let Stafet in with this client id and secret."),
        sentence("Check both with whoever gave them out; a secret may have run out. Then write the new one."),
    )


def moved(where: str) -> FetchFailed:
    """The system points to another address, and addresses are chosen by people."""
    return FetchFailed(
        where,
        sentence(
            "The system points to another address. Stafet follows no pointers: the secret could go astray."
        ),
        sentence("Ask the supplier for the right address, and write that one."),
    )


def unexpected(where: str, status: int) -> FetchFailed:
    """An answer the standard does not know."""
    return FetchFailed(
        where, sentence("The system answered with the error %(status)s.", status=status), _TRY_LATER
    )


def no_json(where: str) -> FetchFailed:
    """An answer that can't be read."""
    return FetchFailed(
        where,
        sentence("The system’s answer could not be read: it is no JSON, or was cut off."),
        sentence("Check that the address is the one of the interface, not of a page. Else ask the supplier."),
    )


def not_the_standard(where: str) -> FetchFailed:
    """JSON, but not what SS12000 says stands in it."""
    return FetchFailed(
        where,
        sentence("The system’s answer is not what SS12000:2020 says it is."),
        _ASK_THE_SUPPLIER,
    )


def not_the_filter(where: str) -> FetchFailed:
    """A question by the standard that the system refuses."""
    return FetchFailed(
        where,
        sentence("The system does not understand a question that SS12000:2020 allows."),
        _ASK_THE_SUPPLIER,
    )


def not_given(where: str, *, refused: bool) -> FetchFailed:
    """Without this there is nothing to take in."""
    what = (
        sentence(
            "The system does not give Stafet its %(resource)s, and nothing can be taken in without.",
            resource=where,
        )
        if refused
        else sentence("The system has no %(resource)s at that address.", resource=where)
    )
    mend = (
        sentence("Ask whoever gave out the client id to let it read them, or write the scope it needs.")
        if refused
        else sentence("The address often ends in /v2.0 or the like. Ask the supplier for the whole address.")
    )
    return FetchFailed(where, what, mend)


def goes_in_circles(where: str) -> FetchFailed:
    """The same page token twice: it would never end."""
    return FetchFailed(where, sentence("The system gives the same page again and again."), _ASK_THE_SUPPLIER)


def answer_too_big(where: str, most: int) -> FetchFailed:
    """One answer, bigger than any real page."""
    return FetchFailed(
        where,
        sentence("One answer was bigger than %(most)s MB and was not taken.", most=most // MEGABYTE),
        sentence("Ask the supplier to keep to the page size that is asked for."),
    )


def too_much(where: str) -> FetchFailed:
    """All of it together is more than a municipality has."""
    return FetchFailed(
        where,
        sentence("The system sent more than any municipality has, and the fetch was stopped."),
        _ASK_THE_SUPPLIER,
    )


def packed(where: str) -> FetchFailed:
    """An answer that was packed although we had asked for it plain."""
    return FetchFailed(
        where,
        sentence("The system packed its answer although it was asked not to."),
        _ASK_THE_SUPPLIER,
    )


def too_slow(where: str) -> FetchFailed:
    """An answer that does not come, or drips."""
    return FetchFailed(where, sentence("The system took too long to answer."), _TRY_LATER)


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
