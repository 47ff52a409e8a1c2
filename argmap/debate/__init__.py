"""Who says what to whom in a map: answers, figures, claims without reasons, the parts that concern a party or two."""

from argmap.debate.answers import Answer
from argmap.debate.parties import about, dispute
from argmap.debate.quantities import StatedQuantity, quantities
from argmap.debate.responses import Response, Status, responses
from argmap.debate.unsupported import UnsupportedClaim, unsupported

__all__ = [
    "Answer",
    "Response",
    "StatedQuantity",
    "Status",
    "UnsupportedClaim",
    "about",
    "dispute",
    "quantities",
    "responses",
    "unsupported",
]
