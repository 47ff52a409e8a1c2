"""Which objects of a document are reviews and claims, and which belong to which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from argmap.serializers.claimreview.linked_data import each, literal
from argmap.serializers.claimreview.vocabulary import ANSWER, CLAIM, MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.serializers.claimreview.linked_data import Document, Json, Node, Path

_OF_A_CLAIM: Final = ("review", "reviews", "subjectOf")  # under which a claim has its reviews

_IN_ANSWERS: Final = {"text", "claimant", "claimDate"}


class Found(NamedTuple):
    """A review or a claim.

    Attributes:
        node: Its object.
        form: What it is, as the residue notes it; "" for a review.
        about: The object of the claim: the one that is reviewed, or the claim itself; None if it is not an object.
    """

    node: Node
    form: str
    about: Node | None

    @property
    def words(self) -> str:
        """The name under which the claim is put in words."""
        return "text" if self.form in (CLAIM, ANSWER) else "claimReviewed"


def items_of(document: Document) -> tuple[list[Found], list[Node]]:
    """The reviews and claims to read, in the order of the text; and those within others, which are not read."""
    closed: set[int] = set()  # objects that are a review or within one
    around: set[int] = set()  # objects that have a review in them
    reviewed: set[int] = set()
    found: list[Found] = []
    within: list[Node] = []
    for node in document.nodes:
        form = _form(node)
        inside = node.parent is not None and id(node.parent.raw) in closed
        is_review = form is not None and form != CLAIM
        if inside or is_review:
            closed.add(id(node.raw))
        if inside and is_review:
            within.append(node)
        elif form is not None and not inside:
            about = _about(document, node) if form == "" else node
            found.append(Found(node, form, about))
            if form == "" and about is not None:
                other = document.described(about)
                reviewed.update([id(about.raw), *([id(other.raw)] if other else [])])
            ancestor = node.parent if is_review else None
            while ancestor is not None and id(ancestor.raw) not in around:
                around.add(id(ancestor.raw))
                ancestor = ancestor.parent
    return _without_covered(found, reviewed | around, within), within


def _without_covered(found: Sequence[Found], covered: set[int], within: list[Node]) -> list[Found]:
    """The items without claims that are those of reviews, or within other claims."""
    kept, inside = [], set[int]()
    for item in found:
        if item.form != CLAIM:
            kept.append(item)
        elif id(item.node.raw) not in covered:
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
    types = node.types
    if node.role == "claimReviewMarkups":
        return MARKUP
    if "ClaimReview" in types or "claimReviewed" in node.keys:
        return ""
    if "Claim" in types:
        return CLAIM
    in_answer = node.role == "claims" or node.parent is None
    is_answer = "claimReview" in node.keys or (
        node.role == "claims" and not _IN_ANSWERS.isdisjoint(node.keys)
    )
    return ANSWER if in_answer and is_answer and not types else None


def _about(document: Document, review: Node) -> Node | None:
    """The object that is reviewed: what the review names, or the claim that has the review."""
    values = each(document.value(review, "itemReviewed"))
    nodes = [document.node(v) for v in values if isinstance(v, dict) and "@value" not in v]
    nodes += [n for v in values if isinstance(v, str) and (n := document.named(v)) is not None]
    claims = [node for node in nodes if "Claim" in _types(document, node)]
    chosen = nodes if len(nodes) == 1 else claims if len(claims) == 1 else []
    if chosen:
        return chosen[0]
    around = review.parent
    if around is not None and around.role == "@reverse" and review.role == "itemReviewed":
        return around.parent
    if around is not None and review.role in _OF_A_CLAIM and "Claim" in around.types and not values:
        return around
    return None


def _types(document: Document, node: Node) -> tuple[str, ...]:
    other = document.described(node)
    return node.types + (other.types if other else ())


def people_of(
    document: Document, item: Found, who: Literal["holder", "reviewer", "both"] = "both"
) -> list[Any]:
    """The authors of a claim, of its review, or the objects among both."""
    node, about = item.node, item.about
    if item.form == ANSWER:
        rows = [row for row in each(node.get("claimReview")) if isinstance(row, dict)]
        holders, reviewers = [], [row["publisher"] for row in rows if row.get("publisher") is not None]
    elif item.form == MARKUP:
        holders = each(node.get("claimAuthor"))
        page = node.parent
        reviewers = each(page.get("claimReviewAuthor")) if page else []
    else:
        holders = each(document.value(about, "author")) if about is not None else []
        reviewers = each(document.value(node, "author")) if item.form == "" else []
    chosen = {"holder": holders, "reviewer": reviewers, "both": holders + reviewers}[who]
    return [a for a in chosen if who != "both" or (isinstance(a, dict) and isinstance(literal(a), dict))]


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
    reviewed = {id(item.about.raw) for item in items if item.about is not None}
    for n, entry in enumerate(entries):
        used = isinstance(entry, dict) and (id(entry) in document.used or id(entry) in reviewed)
        if n not in taken and not used:
            yield (*head, n), entry
