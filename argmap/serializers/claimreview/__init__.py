"""ClaimReview, the JSON-LD by which fact-checkers publish what was claimed, by whom, and their verdict.

Source: https://schema.org/ClaimReview
"""

from __future__ import annotations

from argmap.serializers.claimreview.reading import loads
from argmap.serializers.claimreview.writing import dumps

__all__ = ["dumps", "loads"]
