"""Which objects of a document are reviews and claims, and which belong to which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.serializers.claimreview.contexts import each, literal
from argmap.serializers.claimreview.vocabulary import ANSWER, CLAIM, MARKUP

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from argmap.serializers.claimreview.linked_data import Document, Json, Node, Path

_IN_ANSWERS: Final = {"text", "claimant", "claimDate"}
_HOLDER: Final = ("author", "creator")  # the first that a claim has
_REVIEWER: Final = ("author", "creator", "publisher")  # the first that a review has


class Found(NamedTuple):
    """A review or a claim.

    Attributes:
        node: Its object.
        form: What it is, as the residue notes it; "" for a review.
        about: The object of the claim: the one that is reviewed, or the claim itself; None if it is not one object.
        works: All objects that are reviewed, or the claim itself.
    """

    node: Node
    form: str
    about: Node | None
    works: tuple[Node, ...]

    @property
    def words(self) -> str:
        """The name under which the claim is put in words."""
        return "text" if self.form in (CLAIM, ANSWER) else "claimReviewed"


def items_of(document: Document) -> tuple[list[Found], list[Node]]:
    """The reviews and claims to read, in the order of the text; and those within others, which are not read."""
    closed: set[int] = set()  # objects that are a review or within one
    covered: set[int | str] = set()  # objects that have a review in them or are reviewed, also by their @id
    first: dict[tuple[str, str], int] = {}
    found: list[Found] = []
    within: list[Node] = []
    for node in document.nodes:
        form = _form(node)
        inside = node.parent is not None and id(node.parent.raw) in closed
        if form in ("", CLAIM) and node.id and _is_mention(document, node, form, first):
            form = None
        is_review = form is not None and form != CLAIM
        if inside or is_review:
            closed.add(id(node.raw))
        if inside and is_review:
            within.append(node)
        elif form is not None and not inside:
            about, works = _about(document, node) if form == "" else (node, (node,))
            found.append(Found(node, form, about, works))
            if form == "":
                covered.update(work.id or id(work.raw) for work in works)
            if is_review:
                covered.update([id(around.raw) for around in _new_around(node, covered)])
    return _without_covered(found, covered, within), within


def _new_around(node: Node, known: Container[int | str]) -> Iterator[Node]:
    """The objects around a node up to the first that is known."""
    around = node.parent
    while around is not None and id(around.raw) not in known:
        yield around
        around = around.parent


def _without_covered(found: Sequence[Found], covered: set[int | str], within: list[Node]) -> list[Found]:
    """The items without claims that are those of reviews, or within other claims."""
    kept, inside = [], set[int]()
    for item in found:
        if item.form != CLAIM:
            kept.append(item)
        elif id(item.node.raw) not in covered and item.node.id not in covered:
            ancestor = item.node.parent
            while ancestor is not None and id(ancestor.raw) not in inside:
                ancestor = ancestor.parent
            if ancestor is not None:
                within.append(item.node)
            else:
                kept.append(item)
                inside.add(id(item.node.raw))
    return kept


def _form(node: Node) -> str | None:
    """What an object is: a form, or None for what is neither review nor claim."""
    types, keys = node.types, node.keys
    if node.role == "claimReviewMarkups":
        return MARKUP
    if "ClaimReview" in types or "claimReviewed" in keys:
        return ""
    if "Claim" in types:
        return CLAIM
    in_answer = node.role in ("claims", "claim") or node.parent is None or "text" in keys
    is_answer = ("claimReview" in keys and in_answer) or (
        node.role == "claims" and not _IN_ANSWERS.isdisjoint(keys)
    )
    return ANSWER if is_answer and not types else None


def _is_mention(document: Document, node: Node, form: str, first: dict[tuple[str, str], int]) -> bool:
    """Whether a review or claim is put in words by another object with its ``@id``, which stands for it."""
    names = ("claimReviewed",) if form == "" else ("text", "name")

    def speaks(other: Node) -> bool:
        return any(name in other.keys for name in names)

    if speaks(node):
        return False
    key = node.id, form
    if key not in first:
        others = [other for other in document.same(node) if _form(other) == form]
        by_rank = sorted(others, key=lambda other: (not speaks(other), other.is_reference))
        first[key] = id(by_rank[0].raw)
    return first[key] != id(node.raw)


def _about(document: Document, review: Node) -> tuple[Node | None, tuple[Node, ...]]:
    """The object that is reviewed, if it is one or one of them is a claim; and all that are reviewed."""
    nodes: list[Node] = []
    for value in each(document.value(review, "itemReviewed")):
        if isinstance(value, dict) and "@value" not in value:
            nodes.append(document.node(value))
        elif isinstance(value, str) and (named := document.named(value, review)) is not None:
            nodes.append(named)
    claims = [node for node in nodes if "Claim" in document.types(node)]
    chosen = nodes if len(nodes) == 1 else claims if len(claims) == 1 else []
    return (chosen[0] if chosen else None), tuple(nodes)


class People(NamedTuple):
    """The authors of a claim and of its review, as they are written.

    Attributes:
        holders: Those of what is reviewed.
        reviewers: Those of the review.
    """

    holders: list[Any]
    reviewers: list[Any]


def people_of(document: Document, item: Found) -> People:
    """The authors of a claim and of its review."""
    node = item.node
    if item.form == ANSWER:
        rows = [row for row in each(node.get("claimReview")) if isinstance(row, dict)]
        return People([], [row["publisher"] for row in rows if row.get("publisher") is not None])
    if item.form == MARKUP:
        page = node.parent
        return People(each(node.get("claimAuthor")), each(page.get("claimReviewAuthor")) if page else [])
    holders = [author for work in item.works for author in _authors(document, work, _HOLDER)]
    return People(holders, _authors(document, node, _REVIEWER) if item.form == "" else [])


def _authors(document: Document, node: Node, names: Iterable[str]) -> list[Any]:
    """The authors of an object; of a role in which somebody is the author, that somebody."""
    pending: list[Any] = []
    for name in names:
        pending = each(document.value(node, name))
        if pending:
            break
    authors: list[Any] = []
    seen: set[int] = set()
    pending.reverse()
    while pending:
        author = pending.pop()
        if not isinstance(author, dict) or "@value" in author:
            word = literal(author)
            authors += [author] if not isinstance(word, str) or word.strip() else []
            continue
        role = document.node(author)
        if id(author) not in seen and any(kind.endswith("Role") for kind in document.types(role)):
            seen.add(id(author))
            pending += reversed(each(document.value(role, "author")) or [author])
        else:
            authors.append(author)
    return authors


def ancestors(items: Iterable[Found]) -> set[int]:
    """The objects that have a review or claim in them which is read."""
    found: set[int] = set()
    for item in items:
        found.update([id(around.raw) for around in _new_around(item.node, found)])
    return found


def strangers(document: Document, value: Any, items: Sequence[Found]) -> Iterator[tuple[Path, Any]]:
    """The entries of a list of documents or of a graph in which nothing was found, and that nothing names."""
    root: Json = value if isinstance(value, dict) else {}
    graph = document.node(root).keys.get("@graph", "claims" if "claims" in root else "") if root else ""
    head: Path = (graph,) if graph else ()
    entries = root.get(graph) if graph else value
    if not isinstance(entries, list):
        return
    depth = len(head)
    taken = {item.node.path[depth] for item in items if len(item.node.path) > depth}
    reviewed = {work.id or id(work.raw) for item in items for work in item.works}
    for n, entry in enumerate(entries):
        used = isinstance(entry, dict) and (
            id(entry) in document.used or not reviewed.isdisjoint((id(entry), document.node(entry).id))
        )
        if n not in taken and not used and entry != {}:  # an answer without claims
            yield (*head, n), entry
