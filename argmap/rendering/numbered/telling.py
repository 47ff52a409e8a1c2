"""Figures in words: their titles, their captions, and what stands in for them where they cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.debate import Status, responses
from argmap.messages import counted, listed
from argmap.model import Argument, Claim, Evidence, Utterance
from argmap.model.kinds import SUPPORTING
from argmap.outlining import outline
from argmap.rendering.excerpt import brief
from argmap.words import contents, text_of, theses, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap
    from argmap.rendering.numbered.splitting import Piece
    from argmap.viewing import View

READING: Final = "Lines lead from a reason to what it is for or against."
LISTED: Final = 6  # ids in a sentence
_UNTITLED: Final = "Argument map"


def title_of(m: ArgumentMap, piece: Piece | None, number: int) -> str:
    """The title of a figure; of a map that is one figure, that of the map."""
    title = m.title.strip() or _UNTITLED
    if piece is None:
        return title
    if number == 1 or (piece.continued and not piece.contexts):
        return f"{title}: overview{'' if number == 1 else ', continued'}"
    if piece.top is not None:
        return _named(m, piece.top)
    if len(piece.contexts) != 1:
        return listed(piece.heads)
    if piece.continued:
        return f"{_named(m, piece.contexts[0])}, continued"
    return _bearing(piece.heads, piece.contexts[0])


def _named(m: ArgumentMap, i: str) -> str:
    """An element by its id and its title, or the beginning of its text."""
    record = m[i]
    if not isinstance(record, (Claim, Evidence, Argument, Utterance)):
        return i
    words = getattr(record, "title", "") or brief(without_tags(text_of(record), record.tags))
    return f"{i}: {words.removesuffix('.')}" if words.strip() and words != i else i


def caption_of(
    base: View, piece: Piece | None, number: int, numbers: Mapping[str, int], small: str = ""
) -> str:
    """What a figure shows and how to read it; ``small`` says why its text is smaller than asked for."""
    m = base.map
    if piece is None:
        shows = [f"{_contents(m, (n.id for n in m.nodes))}."]
        open_ = _open(base, {n.id for n in m.nodes}, {})
    else:
        shows = [f"{_shows(base, piece, number)}: {_contents(m, piece.full)}.", *_elsewhere(piece, numbers)]
        open_ = [] if number == 1 else _open(base, piece.full, {})
    overview = notes_of(base, numbers) if piece is not None and number == 1 else []
    return " ".join(filter(None, (*shows, *overview, *open_, READING, small)))


def notes_of(base: View, numbers: Mapping[str, int]) -> list[str]:
    """What an overview says of all figures: how much there is, and which accusations nobody answers."""
    figures = counted(max(numbers.values(), default=1), "figure")
    return [f"In all {_contents(base.map, numbers)} in {figures}.", *_open(base, numbers, numbers)]


def _shows(base: View, piece: Piece, number: int) -> str:
    """What the figure is about, and how that bears on what it is below."""
    main = [i for i in piece.full if i in theses(base.whole)]
    if number == 1 and main:
        what, them = ("The thesis", "it") if len(main) == 1 else ("The theses", "them")
        return f"{what} {listed(main)}, and what bears on {them} most directly"
    if piece.top is not None and number > 1:
        return f"{piece.top} and what bears on it"
    if piece.continued and piece.contexts:
        return f"What else bears on {listed(piece.contexts)}"
    if number == 1 or piece.continued:
        return f"What {'else ' if piece.continued else ''}the map leads to"
    if len(piece.contexts) == 1:
        return _bearing(piece.heads, piece.contexts[0])
    return f"{listed(piece.heads)} and what bears on {'it' if len(piece.heads) == 1 else 'them'}"


def _bearing(heads: Sequence[str], context: str) -> str:
    return f"{listed(heads)}, which {'bear' if len(heads) > 1 else 'bears'} on {context}"


def _elsewhere(piece: Piece, numbers: Mapping[str, int]) -> list[str]:
    """In which figures the branches go on."""
    found: dict[int, list[str]] = {}
    for i in piece.named:
        found.setdefault(numbers[i], []).append(i)
    sentences = [f"{listed(ids)} in Figure {number}" for number, ids in found.items()]
    above: dict[int, list[str]] = {}
    for i in piece.contexts:
        above.setdefault(numbers[i], []).append(i)
    context = [f"{listed(ids)} {'is' if len(ids) == 1 else 'are'} in Figure {n}." for n, ids in above.items()]
    return [*context, *([f"Shown with all that bears on them: {', '.join(sentences)}."] if sentences else [])]


def unanswered(m: ArgumentMap) -> tuple[str, ...]:
    """The claims of counterparties that nobody answers, by ``responses``, but for reasons for others of theirs."""
    accusers = {p.id for p in m.counterparties}
    open_ = [r.claim for r in responses(m) if r.status is Status.UNANSWERED]
    return tuple([i for i in open_ if not _aside(m, i, accusers)])


def _aside(m: ArgumentMap, i: str, accusers: set[str]) -> bool:
    targets = [m[t] for r in m.outgoing(i) if r.kind in SUPPORTING for t in r.targets]
    return any(getattr(t, "by", None) in accusers for t in targets)


def _open(base: View, ids: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    """Which accusations among some elements nobody answers, with the figures that they are in."""
    here = {*ids}
    found = [i for i in base.whole.cached(unanswered) if i in here]
    words = [f"{i} (Figure {numbers[i]})" if numbers.get(i, 1) > 1 else i for i in found]
    if len(words) > LISTED + 1:
        words = [*words[:LISTED], counted(len(words) - LISTED, "other")]
    return [f"Nobody answers {listed(words)}."] if words else []


def alt_of(view: View, title: str, caption: str, number: int, of: int) -> str:
    """What stands in for a figure: what it is, its caption, and all that is in it as an indented text."""
    what = "Argument map" if of == 1 else f"Figure {number} of {of} of an argument map"
    return f"{what}. {title}. {caption}\n\n{outline(view)}"


def _contents(m: ArgumentMap, ids: Iterable[str]) -> str:
    """How many elements of which type there are."""
    here = {*ids}
    return listed(contents(n for n in m.nodes if n.id in here)) or "nothing"
