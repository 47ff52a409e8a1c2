"""The syntaxes of RDF, which of them a text is, and the library that knows them."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from argmap.errors import ArgmapError, MissingExtraError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

Syntax = Literal["turtle", "json-ld", "xml"]


def checked(syntax: str) -> Syntax:
    """The name of a syntax, if it is one.

    Raises:
        ArgmapError: It is not.
    """
    if syntax not in get_args(Syntax):
        raise unknown_name("syntax", syntax, get_args(Syntax), ArgmapError)
    return cast("Syntax", syntax)


def guessed(text: str) -> Syntax:
    """The syntax that the first characters of a text suggest."""
    start = text.lstrip("\ufeff \t\r\n")
    if re.match(r"\{|\[\s*(\{|\]\s*$)", start):  # Turtle may start with "[] a …"
        return "json-ld"
    return "xml" if start[:5].lower().startswith(("<?xml", "<rdf:", "<!")) else "turtle"


@cache
def rdflib() -> Any:
    """The library.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        import rdflib as library  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtraError("AIF in RDF needs rdflib", hint="pip install 'argmap[rdf]'") from None
    return library


@contextmanager
def quiet() -> Iterator[None]:
    """Silence rdflib: that it is deprecated, or that names hold spaces, does not concern its caller."""
    logger = logging.getLogger("rdflib.term")

    def silent(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.removeFilter(silent)
