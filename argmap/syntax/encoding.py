"""Bytes to text: UTF-8, UTF-16 and UTF-32 where a byte order mark says so, or what XML and web pages declare."""

from __future__ import annotations

import codecs
import re

from argmap.errors import FormatError
from argmap.limits import exceeded, in_force
from argmap.values import misfit

_MARKS = (  # that of UTF-32 starts like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIRST = frozenset(mark[:1] for mark, _ in _MARKS)

_DECLARED = re.compile(
    rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']?([\w.:-]+)"""
    rb"""|\s*(?=<)[\s\S]{0,4000}?<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(r"iso8859|cp\d|koi8|mac|shift_jis|euc|big5|gb|hz|iso2022|tis|johab|ptcp|kz1048")
_OF_WEB_PAGES = {"ascii": "cp1252", "iso8859-1": "cp1252"}  # what browsers understand by these names
_PACKED = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "zstandard"),
)


def decoded(text: str | bytes) -> str:
    r"""The text without its byte order mark.

    Bytes are UTF-8 unless a byte order mark says UTF-16 or UTF-32; what is not UTF-8 is read in the encoding
    that it declares as XML or as a web page.

    Raises:
        LimitError: There are more bytes than the limits in force allow.
        FormatError: The bytes are not text in that encoding, or the text holds half of a surrogate pair, with
            line and column; or it is neither text nor bytes.

    >>> decoded(b"\xff\xfeR\x00e\x00n\x00t\x00")
    'Rent'
    """
    if isinstance(text, str):
        _refuse_large(len(text))
        if not text.isascii():
            utf8(text)
        return text.removeprefix("\ufeff")
    if not isinstance(text, (bytes, bytearray, memoryview)):
        raise misfit(text, "text is", FormatError, expected="str or bytes", hint="load() reads files")
    _refuse_large(memoryview(text).nbytes)
    raw = bytes(text)
    mark, encoding = b"", "utf-8"
    if raw[:1] in _FIRST:
        mark, encoding = next(((m, e) for m, e in _MARKS if raw.startswith(m)), (mark, encoding))
    try:
        return str(raw[len(mark) :], encoding)
    except UnicodeDecodeError as bad:
        _refuse_packed(raw)
        if not mark and (declared := _declared(raw)) is not None:
            return declared
        start = len(mark) + bad.start
        before = raw[len(mark) : start].decode(encoding)
        name = encoding[:6].rstrip("-").upper()
        what = f"byte 0x{raw[start]:02x} is not" if name == "UTF-8" else "the bytes are not"
        found, hint = raw[start : start + 1], "save the file as UTF-8"
        raise FormatError.at(
            before, len(before), f"{what} {name}", found=found, expected=name, hint=hint
        ) from None


def _refuse_packed(raw: bytes) -> None:
    """Refuse what is no text, but a text that was packed."""
    packed = next((name for mark, name in _PACKED if raw.startswith(mark)), "")
    if packed:
        message, hint = f"the bytes are not text: they are packed with {packed}", "unpack the file first"
        raise FormatError(message, line=1, column=1, found=raw[:4], expected="text", hint=hint)


def _declared(raw: bytes) -> str | None:
    """The text in the encoding that it declares as XML or as a web page; None if it declares none that fits."""
    found = _DECLARED.match(raw)
    name = next(filter(None, found.groups()), b"") if found else b""
    try:
        encoding = codecs.lookup(name.decode("ascii")).name if name else ""
        if found and not found[1]:
            encoding = _OF_WEB_PAGES.get(encoding, encoding)
        return str(raw, encoding) if _OF_TEXT.match(encoding) else None
    except (LookupError, ValueError):
        return None


def _refuse_large(size: int) -> None:
    """Refuse a text that is certainly larger than the limit: a character is a byte or more."""
    if size > (most := in_force().bytes):
        raise exceeded("bytes", most, f"the text has {size:,} bytes or more", size)


def utf8(text: str) -> bytes:
    """The text in UTF-8.

    Raises:
        FormatError: It holds half of a surrogate pair, with line and column.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise FormatError.at(
            text,
            error.start,
            "the text holds a lone surrogate, which UTF-8 cannot write",
            found=text[error.start],
            hint="decode the file again with the right encoding",
        ) from None
