"""What changed between two maps, bringing changes of two together, and pairing the claims of two statements."""

from argmap.change.conflict import Conflict
from argmap.change.difference import Diff, diff
from argmap.change.joining import union
from argmap.change.matching import Pairing, match
from argmap.change.merging import Merge, merge
from argmap.change.record import Change
from argmap.change.vocabulary import ChangeKind

__all__ = ["Change", "ChangeKind", "Conflict", "Diff", "Merge", "Pairing", "diff", "match", "merge", "union"]
