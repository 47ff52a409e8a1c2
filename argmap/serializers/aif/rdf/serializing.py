"""From triples to text in a fixed order; rdflib writes JSON-LD and XML in any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.aif.rdf.syntaxes import quiet, rdflib
from argmap.serializers.aif.rdf.vocabulary import AIF, OWL, RDFS
from argmap.syntax import json, xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.serializers.aif.rdf.syntaxes import Syntax
    from argmap.serializers.aif.rows import Row


def serialized(triples: Iterable[tuple[Any, Any, Any]], syntax: Syntax, nodes: Iterable[Row]) -> str:
    """The text of triples in a syntax.

    Args:
        triples: The triples.
        syntax: The syntax.
        nodes: The nodes that they are made of.

    Raises:
        FormatError: XML cannot write a character of some node.
        MissingExtraError: rdflib is not installed.
    """
    graph = rdflib().Graph(bind_namespaces="none")
    for prefix, namespace in (("aif", AIF), ("rdfs", RDFS), ("owl", OWL)):
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    if syntax == "xml":
        _refuse_unwritable(nodes)
        return _sorted_xml(graph.serialize(format="xml"))
    with quiet():
        text: str = graph.serialize(format=syntax)
    return _sorted_json(text) if syntax == "json-ld" else text


def _refuse_unwritable(nodes: Iterable[Row]) -> None:
    for row in nodes:
        for key in ("text", "scheme", "timestamp"):
            value = row.get(key)
            if isinstance(value, str) and (bad := xml.UNWRITABLE.search(value)):
                raise FormatError(
                    f"the {key} of {shown(str(row['nodeID']))} holds {bad.group()!r}, which XML cannot write",
                    ids=[str(row["nodeID"])],
                    found=bad.group(),
                    hint="write Turtle",
                )


def _sorted_json(text: str) -> str:
    """JSON-LD with its resources and their properties in a fixed order."""
    resources = [
        {
            key: sorted(value, key=str) if isinstance(value, list) else value
            for key, value in sorted(r.items())
        }
        for r in json.loads(text)
    ]
    resources.sort(key=lambda r: str(r["@id"]))
    return json.dumps(resources, indent=2)


def _sorted_xml(text: str) -> str:
    """RDF/XML with its descriptions and their properties in a fixed order."""
    root, _ = xml.parse(text)
    for description in root:
        description[:] = sorted(description, key=lambda e: (e.tag, sorted(e.attrib.items()), e.text or ""))
    root[:] = sorted(root, key=lambda e: sorted(e.attrib.items()))
    for element in root.iter():
        element.tail = None
    ET.indent(root)
    ET.register_namespace("aif", AIF)
    ET.register_namespace("rdfs", RDFS)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"
