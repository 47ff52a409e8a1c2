"""Maps of Rationale (`.rtnl`): a script that makes boxes, which is read line by line and never run.

Sources: the readers and writers of Rationale's files in AIFdb and in the program Argumentative. Rationale has published
no description.
"""

from __future__ import annotations

from argmap.serializers.rationale.reading import loads

__all__ = ["loads"]
