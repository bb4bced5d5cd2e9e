"""What may be shared about a young person, with whom, on which basis: dated data with a source, and what asks it."""

from stafet.kernel.sharing.loading import SharingFileError, read_allowances, sharing_matrix
from stafet.kernel.sharing.matrix import (
    Allowance,
    Decider,
    Recipient,
    SharingMatrix,
    Thing,
    class_of,
)

__all__ = [
    "Allowance",
    "Decider",
    "Recipient",
    "SharingFileError",
    "SharingMatrix",
    "Thing",
    "class_of",
    "read_allowances",
    "sharing_matrix",
]
