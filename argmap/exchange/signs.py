"""Signs by which the texts of a format are known among others of the same syntax.

A sign looks at the top level of a text, and never at all of it: the keys of a JSON object, their values not yet
decoded; the root element of an XML text; the value of a YAML text; a web page; the lines of any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Syntax = Literal["json", "yaml", "xml", "html", "text", "own"]
Keys = dict[str, msgspec.Raw]


class Root(NamedTuple):
    """The root element of an XML text: its local name, and its attributes as they are written."""

    name: str
    attributes: str


@frozen
class Sign:
    """How the texts of a format differ from others of the same syntax.

    Attributes:
        syntax: The syntax of its texts; "own" if no other format has it, so that the suffix of a file is enough.
        is_on: Whether the top level of a text has the sign: ``Keys``, a YAML object, a ``Root``, the text of a web
            page, or a list of the lines that are not blank; of its own syntax the whole text.
    """

    syntax: Syntax
    is_on: Callable[[Any], bool]


def keys_of(raw: bytes | msgspec.Raw) -> Keys:
    """The keys of a JSON object, or of the first object of an array, with their values not yet decoded.

    An array of several items is there as well, under the key "": its first object may be of another kind.
    """
    try:
        return msgspec.json.decode(raw, type=Keys)
    except msgspec.ValidationError:
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
        first = next((item for item in items if bytes(item).startswith(b"{")), None)
        keys = {} if first is None else msgspec.json.decode(first, type=Keys)
        return keys if len(items) == 1 or not keys else {**keys, "": msgspec.Raw(raw)}


def has_keys(*names: str, without: tuple[str, ...] = ()) -> Callable[[Keys], bool]:
    """Whether an object has all of these keys, and none of those."""
    needed = frozenset(names)
    return lambda keys: needed <= keys.keys() and keys.keys().isdisjoint(without)


def has_root(*names: str) -> Callable[[Root], bool]:
    """Whether the root element has one of these names."""
    return lambda root: root.name in names


def starts_with(pattern: str) -> Callable[[list[str]], bool]:
    """Whether the first line starts with what a regular expression matches."""
    return lambda lines: bool(lines) and re.match(pattern, lines[0]) is not None


def is_linked_data(*words: str) -> Callable[[Keys], bool]:
    """Whether an object is JSON-LD, and some value holds one of these words."""
    return lambda keys: (
        "@" in "".join([key[:1] for key in keys])
        and any(word.encode() in bytes(value) for value in keys.values() for word in words)
    )


_REVIEWS = frozenset({"claimReviewed", "claimReviewMarkupPages", "claimReviewMarkups"})
_ANSWERS = ("claims", "results")
_is_linked_claim = is_linked_data("Claim")


def is_claimreview(keys: Keys) -> bool:
    """JSON-LD with a review of a claim, or an answer of the Fact Check API."""
    if "argmap" in keys:
        return False
    if not _REVIEWS.isdisjoint(keys) or _is_linked_claim(keys):
        return True
    return any(b'"claimReview"' in bytes(keys[name]) for name in _ANSWERS if name in keys)


def has_reviews(page: str) -> bool:
    """A web page with markup that speaks of reviews of claims."""
    return "ClaimReview" in page


def is_feed(lines: list[str]) -> bool:
    """Lines of JSON or of scripts, one of the first of which is a review."""
    return bool(lines) and lines[0][0] in "{[<" and any("ClaimReview" in line for line in lines[:50])


_is_graph = has_keys("nodes", "edges", without=("AIF", "resources", "argmap"))


def is_aif(keys: Keys) -> bool:
    """Nodes and edges without coordinates."""
    return _is_graph(keys) and not _has_coordinates(keys)


def is_ova(keys: Keys) -> bool:
    """Nodes and edges of OVA, which draws them."""
    return _is_graph(keys) and _has_coordinates(keys)


def _has_coordinates(keys: Keys) -> bool:
    """Whether the first node has coordinates, or the text of the analysis is there: OVA's own files."""
    try:
        return "analysis" in keys or "x" in keys_of(keys["nodes"])
    except ValueError:
        return False


_CAES = {"statements", "arguments", "assumptions", "issues", "argument_schemes", "issue_schemes", "language"}
_GSN = {"text", "supportedBy", "inContextOf", "challenges", "undeveloped", "nodeType"}


def is_caes(value: Mapping[str, Any]) -> bool:
    """Some part of an argument graph of Carneades."""
    return bool(_CAES & value.keys())


def is_gsn(value: Mapping[str, Any]) -> bool:
    """Some element of a safety case."""
    elements = (v for v in value.values() if isinstance(v, dict))
    return not is_caes(value) and any(_GSN & element.keys() for element in elements)


_CASE = re.compile(
    r"sacm|omg\.org/arm|acwg|org\.eclipse\.acme|deis-project|dependable-os|goalstructuringnotation",
    re.IGNORECASE,
)
_PACKAGES = {"assurancecasepackage", "assurancecase", "argumentpackage", "ddipackage", "caemodule"}


def is_sacm(root: Root) -> bool:
    """A package of SACM, or of what is built on it."""
    return root.name.lower() in _PACKAGES or _CASE.search(root.attributes) is not None


def is_certware(root: Root) -> bool:
    """A goal or claim of CertWare."""
    return "certware.net/" in root.attributes


def is_iccma(lines: list[str]) -> bool:
    """The line with the number of arguments is near the top."""
    return any(re.match(r"p\s+af\s", line) for line in lines[:50])


def is_aba(lines: list[str]) -> bool:
    """The line with the number of atoms is near the top."""
    return any(re.match(r"p\s+aba\s", line) for line in lines[:50])


def is_tgf(lines: list[str]) -> bool:
    """Nodes, a line with a number sign, then pairs of nodes."""
    return "#" in lines[1:] and all(len(line.split()) > 1 for line in lines[lines.index("#") + 1 :])


_ARGDOWN = re.compile(
    r"""^(?: \[[^\[\]{}"\n]+\](?!\() | <[^<>/!?="\n]+> ) \s*(?::\s|$|[{#])
    | ^\s+(?: [+\-_] | <[+\-_] | [+\-_]> | >< )\s*[\[<]""",
    re.MULTILINE | re.VERBOSE,
)
_ARGDOWN_FENCE = re.compile(r"^\s*(?:```+|~~~+)\s*\{?\.?argdown\b", re.MULTILINE)


def is_argdown(text: str) -> bool:
    """A line that begins with a statement or an argument, or a relation to one; not in a fence of a note."""
    return not has_fences(text) and "</" not in text and _ARGDOWN.search(text) is not None


def has_fences(text: str) -> bool:
    """A note with fences of Argdown."""
    return _ARGDOWN_FENCE.search(text) is not None


_SPAN = re.compile(r"T\d+\t\S+ \d+ \d+")
_TRIPLES = re.compile(r"\s*(?:@prefix\s|@base\s|PREFIX\s|<[^<>\s]+>\s+<[^<>\s]+>)", re.IGNORECASE)


def has_spans(text: str) -> bool:
    """The first line is a span of a text."""
    return _SPAN.match(text) is not None


def has_triples(text: str) -> bool:
    """Statements of RDF, of which some word is of AIF."""
    return _TRIPLES.match(text) is not None and "/aif#" in text
