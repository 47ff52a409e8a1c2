"""Templates for Jinja: those of argmap, or a user's own; texts of a map are values in them, never templates."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from argmap.errors import MissingExtraError, ReportError
from argmap.filesystem import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def filled(
    own: str,
    template: str | Path | None,
    *,
    autoescape: bool = False,
    filters: Mapping[str, Callable[..., str]] | None = None,
    **values: Any,
) -> str:
    """A template with its values.

    Args:
        own: The name of argmap's template.
        template: The file of another one, or None.
        autoescape: Whether text becomes HTML where it is put in.
        filters: What templates can do with values, by name.
        **values: What they can put in.

    Raises:
        MissingExtraError: Jinja is not installed.
        FileError: The template cannot be read.
        ReportError: It is no template, or puts in what there is not.
    """
    try:
        import jinja2  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing() from None
    text = _text_of(own, template)
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=autoescape,  # noqa: S701 - Markdown has escaped its texts itself
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters or {})
    try:
        return environment.from_string(text).render(**values)
    except jinja2.TemplateSyntaxError as error:
        problem, line = error.message or "it is no template", error.lineno
    except jinja2.TemplateError as error:
        problem, line = error.message or "it cannot be filled", None
    except (
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
        ZeroDivisionError,
    ) as error:  # of the expressions in it
        problem, line = f"{type(error).__name__}: {error}", None
    raise ReportError(
        f"the template cannot be used: {problem}",
        path=str(template or own),
        line=line,
        expected="a template for Jinja with the values document and parts",
    )


def missing() -> MissingExtraError:
    """The error where what reports are made with is not installed."""
    return MissingExtraError(
        "reports need the extra 'report', which is not installed", hint='pip install "argmap[report]"'
    )


def own_template(name: str) -> str:
    """A template of argmap's."""
    return files("argmap.reporting").joinpath("templates").joinpath(name).read_text(encoding="utf-8")


def _text_of(own: str, template: str | Path | None) -> str:
    if template is None:
        return own_template(own)
    try:
        return read_bytes(template).decode()
    except UnicodeDecodeError as error:
        raise ReportError(f"the template is not text in UTF-8: {error}", path=str(template)) from None
