"""What the DOT text of every notation has in common: quoting, the whole document, the title, the legend below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graphviz.quoting import quote

from argmap.rendering.legend import legend
from argmap.rendering.text.escape import attribute_id, html_lines
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.rendering.scene import Layout, Scene
    from argmap.rendering.style import Style

Attributes = dict[str, Any]


def attributes(values: Mapping[str, Any], html: str = "", id: str = "") -> str:
    """Attributes in brackets, each value quoted where DOT needs it; numbers as short as they can be.

    Args:
        values: The attributes, most of which come again in other nodes or edges.
        html: An HTML-like label, without its angle brackets.
        id: The id, quoted.

    >>> attributes({"shape": "plain", "width": 0.5}, "<b>Cap</b>", id=node_id("1"))
    ' [id="node-1" shape=plain width=0.5 label=<<b>Cap</b>>]'
    """
    texts = [f"{name}={_QUOTED[value]}" for name, value in values.items()]
    if id:
        texts.insert(0, f"id={id}")
    if html:
        texts.append(f"label=<{html}>")
    return f" [{' '.join(texts)}]"


def node_id(id: str) -> str:
    """The id of the node of a record, quoted."""
    quoted: str = quote(attribute_id("node-" + id))
    return quoted


class _Quoted(dict[str | float, str]):
    """Values as DOT has them, remembered because most of them come again in every node or edge."""

    def __missing__(self, value: str | float) -> str:
        quoted: str = quote(value if isinstance(value, str) else f"{value:g}")
        if len(self) < _REMEMBERED:
            self[value] = quoted
        return quoted


_REMEMBERED: Final = 1000
_QUOTED: Final = _Quoted()


def document(
    scene: Scene[Any, Any],
    style: Style,
    layout: Layout,
    *,
    graph: Attributes,
    node: Attributes,
    edge: Attributes,
    caption: Attributes,
    inside: Iterable[str],
    outside: Iterable[str],
) -> str:
    """A scene as DOT text: ``inside`` are statements of the cluster that has the caption, ``outside`` all others."""
    face = {"fontname": style.font, "fontsize": style.size}
    common = {
        "splines": "true",
        "outputorder": "edgesfirst",
        "newrank": "true",
        "pad": 0.05,
        "bgcolor": "white",
    }
    begin = f"subgraph cluster_all {{ graph{attributes(caption)}" if caption else "{"
    return "\n".join(
        [
            "digraph argmap {",
            f"  graph{attributes({**graph, **common, **face, **_title(scene.title, style, layout)})}",
            f"  node{attributes({**face, **node})}",
            f"  edge{attributes({**face, 'fontsize': style.size - 1, **edge})}",
            f"  {begin}",
            *(f"    {statement}" for statement in inside),
            "  }",
            *(f"  {statement}" for statement in outside),
            "}\n",
        ]
    )


class Corner(NamedTuple):
    """What Graphviz calls the sides of a cluster for its label, which it turns with the ranks."""

    top: str
    bottom: str
    left: str

    @classmethod
    def of(cls, rankdir: str) -> Corner:
        """The sides where ranks run in a direction."""
        top, bottom = ("b", "t") if rankdir == "BT" else ("t", "b")
        return cls(top, bottom, "r" if rankdir == "RL" else "l")


def caption(
    scene: Scene[Any, Any], style: Style, width: float, rankdir: str, *, margin: int = 0
) -> Attributes:
    """The attributes of a cluster with the legend bottom left; none where there is nothing to explain."""
    table = legend(scene.legend, style, width) if style.legend else ""
    if not table:
        return {}
    side = Corner.of(rankdir)
    around = {"peripheries": 0, "margin": margin}
    return {**around, "label": f"<{table}>", "labelloc": side.bottom, "labeljust": side.left}


def _title(title: str, style: Style, layout: Layout) -> Attributes:
    if not title.strip():
        return {}
    size = style.size + 4
    lines = wrap(title, layout.card_width * 3, size, bold=True, max_lines=4).lines
    text = html_lines(lines, bold=True)
    label = (
        '<<table border="0" cellborder="0" cellspacing="0" cellpadding="4"><tr>'
        f'<td align="left" balign="left"><font point-size="{size:g}">{text}</font></td></tr></table>>'
    )
    return {"labelloc": "t", "labeljust": "l", "label": label}
