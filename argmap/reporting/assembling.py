"""A report of a map: its parts in order, each made by a function of its own."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from attrs import evolve

from argmap.errors import ReportError
from argmap.messages import listed, nearest, shown
from argmap.model.fields import several
from argmap.rendering import figures as figures_of
from argmap.reporting.content import Document, Grid
from argmap.reporting.parts.answers import answers
from argmap.reporting.parts.claims import claims
from argmap.reporting.parts.evaluation import evaluation
from argmap.reporting.parts.figures import figures
from argmap.reporting.parts.findings import findings
from argmap.reporting.parts.provenance import provenance
from argmap.reporting.parts.quantities import quantities
from argmap.reporting.parts.sources import sources
from argmap.reporting.parts.summary import summary
from argmap.reporting.parts.text import text
from argmap.reporting.places import Places
from argmap.values import misfit, must_be
from argmap.words import contents, language_of, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from argmap.model import ArgumentMap
    from argmap.reporting.content import Part

_PARTS: Final[Mapping[str, Callable[[Places], Part | None]]] = {
    "provenance": provenance,
    "summary": summary,
    "claims": claims,
    "answers": answers,
    "quantities": quantities,
    "evaluation": evaluation,
    "findings": findings,
    "text": text,
    "sources": sources,
}
FIGURES: Final = "figures"
PARTS: Final = (
    *("summary", "provenance", FIGURES, "claims", "answers"),
    *("quantities", "evaluation", "findings", "text", "sources"),
)
"""The parts of a report, in their usual order."""


def document(
    m: ArgumentMap,
    *,
    parts: Iterable[str] | None = None,
    language: str | None = None,
    progress: Callable[[str], object] | None = None,
    **drawing: Any,
) -> Document:
    """The report of a map, for whatever sets it.

    Args:
        m: The map.
        parts: The names of its parts, in the order that is wanted; all of them by default.
        language: The language of the report as a BCP 47 tag; by default that of the sources, if they have one.
        progress: Called with the name of each part that is done.
        **drawing: How the figures are drawn, as for ``figures``.

    Raises:
        ReportError: There is no such part.
    """
    if language is not None:
        must_be(language, str, "the language of a report as a BCP 47 tag")
    if progress is not None and not callable(progress):
        raise misfit(
            progress, "what is called with the name of each part is", ReportError, expected="a function"
        )
    wanted = _known(parts)
    places = Places.of(m, linked="claims" in wanted, text="text" in wanted)
    made = []
    for name in wanted:
        if name == FIGURES:
            made.append(figures(places, figures_of(m, **drawing)))
        elif part := _PARTS[name](places):
            made.append(part)
        if progress is not None:
            progress(name)
    found = contents((*m.nodes, *m.relations))
    return Document(
        title=m.title.strip() or "Argument map",
        language=visible(language_of(m) if language is None else language),
        description=f"Report on an argument map of {listed(found) or 'no claims'}.",
        parts=_numbered(made),
    )


def _numbered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with their tables numbered."""
    numbers = count(1)
    return tuple(
        evolve(
            part,
            blocks=tuple(evolve(b, number=next(numbers)) if isinstance(b, Grid) else b for b in part.blocks),
        )
        for part in parts
    )


def _known(parts: Iterable[str] | None) -> tuple[str, ...]:
    """The names of parts, each once.

    Raises:
        ReportError: There is no such part.
    """
    if parts is None:
        return PARTS
    given = (parts,) if isinstance(parts, str) else several(parts, "names of parts")
    names: list[str] = []
    for name in given:
        if not isinstance(name, str) or name not in PARTS:
            known = ", ".join(PARTS)
            raise ReportError(
                f"a report has no part {shown(name)}, expected some of: {known}",
                path="parts",
                found=name,
                expected=known,
                nearest=nearest(name, PARTS) if isinstance(name, str) else None,
            )
        names += [] if name in names else [name]
    return tuple(names)
