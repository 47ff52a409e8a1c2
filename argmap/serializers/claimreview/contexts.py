"""What the words of JSON-LD mean: terms, prefixes and keywords, by their names in schema.org.

Contexts at other addresses are not fetched; that of schema.org is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHEMA: Final = re.compile(r"(?:(?:https?:)?//)?(?:[a-z-]{1,20}\.)?schema\.org/#?(?!/)", re.IGNORECASE)
_PREFIXES: Final = {"schema", "sdo", "so"}  # usual for schema.org, also where no context says so
_LISTS: Final = ("@list", "@set")
_LONGEST_CHAIN: Final = 8  # of terms that are defined by other terms
_TYPES: Final = {"claimreview": "ClaimReview", "claim": "Claim"}
REVERSE: Final = "@reverse "  # before the name of a property that is stated at its value
_BETWEEN_WORDS: Final = re.compile(r"[\s_-]")


class Term(NamedTuple):
    """How a context defines a word.

    Attributes:
        meaning: What it stands for; None for itself.
        reverse: Whether it states a property of its value instead of its object.
        container: What the keys of an object are that is its value: "@language", "@index", "@id", "@type"; or "".
    """

    meaning: str | None
    reverse: bool = False
    container: str = ""


_KEYWORDS: Final = {"type": Term("@type"), "id": Term("@id")}  # as the context of schema.org has them
_NO_TERM: Final = Term(None)
_MAPS: Final = {"@language", "@index", "@id", "@type"}


class Context:
    """What the terms of a part of a document mean.

    Attributes:
        language: The language of texts that state none; "" if it is not known.
        scopes: The terms of this context and of those around it, the nearest first.
        has_maps: Whether some term has objects as values whose keys are no properties.
    """

    def __init__(
        self,
        terms: Mapping[str, Term] = _KEYWORDS,
        around: Context | None = None,
        base: str = "",
        language: str = "",
    ) -> None:
        """The terms, the context of the object around, and the address that others start from."""
        self.language = language
        self.has_maps: bool = any(term.container for term in terms.values()) or (
            around is not None and around.has_maps
        )
        self.scopes: tuple[Mapping[str, Term], ...] = (terms, *(around.scopes if around else ()))
        self._base = base
        self._names: dict[str, str] = {}

    def within(self, value: Any) -> Context:
        """The context of an object that states one of its own."""
        terms: dict[str, Term] = {}
        base, tag = self._base, self.language
        for part in each(value):
            if not isinstance(part, dict):
                continue
            base = part["@base"] if isinstance(part.get("@base"), str) else base
            tag = part["@language"] if isinstance(part.get("@language"), str) else tag
            terms |= {word: _term(meaning) for word, meaning in part.items() if not word.startswith("@")}
        if not terms and (base, tag) == (self._base, self.language):
            return self
        return Context(terms, self, base, tag)

    def term(self, word: str) -> Term:
        """How a word is defined; without a meaning if it is not."""
        return next((terms[word] for terms in self.scopes if word in terms), _NO_TERM)

    def expanded(self, word: str) -> str:
        """A word with terms and prefixes replaced by what they stand for."""
        for _ in range(_LONGEST_CHAIN):
            prefix, colon, local = word.partition(":")
            whole = self.term(word).meaning
            if whole is None and colon and not local.startswith("//"):
                start = self.term(prefix).meaning
                whole = None if start is None else start + local
            if whole is None or whole == word:
                break
            word = whole
        return word

    def address(self, word: str) -> str:
        """An ``@id`` in full, as far as the document says what it starts from."""
        whole = self.expanded(word)
        if not self._base:
            return whole
        try:
            return urljoin(self._base, whole)
        except ValueError:
            return whole

    def name(self, word: str) -> str:
        """The name that schema.org has for a key or type, or a keyword; any other word as it is.

        >>> context = Context().within({"s": "http://schema.org/", "kind": "@type"})
        >>> [context.name(word) for word in ("s:author", "kind", "https://schema.org/Claim", "schema:url", "url")]
        ['author', '@type', 'Claim', 'url', 'url']
        """
        found = self._names.get(word)
        if found is None:
            whole = self.expanded(word)
            start = _SCHEMA.match(whole)
            prefix, colon, local = whole.partition(":")
            found = whole[start.end() :] if start else local if colon and prefix in _PREFIXES else whole
            self._names[word] = found
        return found

    def key(self, word: str) -> str:
        """The name of a key; one that states a property of its value is marked as reversed."""
        name = self.name(word)
        return REVERSE + name if self.term(word).reverse else name

    def types(self, value: Any) -> tuple[str, ...]:
        """The names of the types in a value of ``@type``.

        >>> Context().types(["http://schema.org/Review", {"@id": "sdo:ClaimReview"}, "claim review"])
        ('Review', 'ClaimReview', 'ClaimReview')
        """
        words = (t.get("@id", t.get("@value")) if isinstance(t, dict) else t for t in each(value))
        return tuple([self._type(word) for word in words if isinstance(word, str)])

    def _type(self, word: str) -> str:
        """The name of a type; blanks around one that schema.org has do not count, any other stays as it is."""
        name = type_name(self.name(word.strip()))
        return name if name in _TYPES.values() else type_name(self.name(word))


def _term(value: Any) -> Term:
    if not isinstance(value, dict):
        return Term(value if isinstance(value, str) else None)
    meaning, reverse = value.get("@id"), value.get("@reverse")
    container = next((c for c in each(value.get("@container")) if isinstance(c, str) and c in _MAPS), "")
    found = reverse if isinstance(reverse, str) else meaning
    return Term(found if isinstance(found, str) else None, isinstance(reverse, str), container)


def type_name(word: str) -> str:
    """A type by its name in schema.org, whatever its prefix and spelling; any other word as it is.

    >>> type_name("x:claimReview"), type_name("Claim Review"), type_name("https://x.example/Claim")
    ('ClaimReview', 'ClaimReview', 'https://x.example/Claim')
    """
    local = word if "/" in word else word.rpartition(":")[2]
    return _TYPES.get(_BETWEEN_WORDS.sub("", local).lower(), word)


def each(value: Any) -> list[Any]:
    """The values of a property: one, those of a list or set, none for null.

    >>> each("a"), each(["a", {"@list": ["b"]}, None]), each(None)
    (['a'], ['a', 'b'], [])
    """
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    found, pending = [], [value]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += reversed(value)
        elif isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _LISTS:
            pending += value.values()
        elif value is not None:
            found.append(value)
    return found


def literal(value: Any) -> Any:
    """What a value object holds; any other value as it is."""
    return value["@value"] if isinstance(value, dict) and "@value" in value else value


def language(value: Any, otherwise: str = "") -> str:
    """The language tag of a value object, or that of the context."""
    found = value.get("@language", otherwise) if isinstance(value, dict) else otherwise
    return found if isinstance(found, str) else ""
