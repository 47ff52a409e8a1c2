"""SACM XML to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.diagnostics import Report, ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.serializers.common.residue import with_residue
from argmap.serializers.sacm.case import Case
from argmap.serializers.sacm.vocabulary import NAME, ROOT, ROOT_ID
from argmap.serializers.sacm.writing import document_of
from argmap.syntax import xml

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from SACM XML.

    Claims become claims, artifact references evidence, argument reasoning arguments; asserted inference and
    evidence become support, attack where ``isCounter`` is true, undercut where a counter aims at relations or
    reasoning only. Asserted context is not a relation of the model and stays in the document.

    Args:
        text: The document.
        report: Receives a diagnostic for elements that are left in the document only.

    Raises:
        FormatError: Not XML, or not an assurance case.
        InvalidFileError: Elements with impossible ids, or with the same id, each with its line.

    >>> m = loads('''<AssuranceCasePackage><claim id="a" content="Safe."/><claim id="b" content="Tested."/>
    ... <assertedInference id="r"><source href="#b"/><target href="#a"/></assertedInference>
    ... </AssuranceCasePackage>''')
    >>> m["a"].text, m.relations[0].sources, m.relations[0].targets
    ('Safe.', ('b',), ('a',))
    """
    with GarbageCollectionPaused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    root, lines = xml.parse(text, names="written", report=report)
    xml.drop_white_space(root)
    document = xml.in_one_line(root)
    m = Case(root, lines, report).map({NAME: {"document": document}})
    may_be_ours = (root.tag, root.attrib.get("id")) == (ROOT, ROOT_ID)  # saves writing what others wrote
    if may_be_ours and document == xml.in_one_line(document_of(with_residue(m, NAME, {}))):
        return with_residue(m, NAME, {})
    return m
