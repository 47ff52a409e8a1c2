"""A report as data, for a template of typst: every block with its kind, all text as strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.reporting.content import Grid, Heading, Items, Paragraph, Picture, Quotation, is_turned
from argmap.words import visible

if TYPE_CHECKING:
    from argmap.reporting.content import Block, Document, Flow, Line


def data_of(document: Document) -> dict[str, Any]:
    """The report; links lead only to what is in it."""
    return {
        "title": visible(document.title),
        "description": visible(document.description),
        "parts": [
            {"name": part.name, "title": visible(part.title), "blocks": [*map(_block, part.blocks)]}
            for part in document.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph() | Quotation():
            return _flow(block)
        case Heading():
            return {"kind": "heading", "text": visible(block.text)}
        case Items():
            return {"kind": "items", "items": [[*map(_flow, item)] for item in block.items]}
        case Grid():
            rows = [
                {"anchor": row.anchor, "cells": [[*map(_flow, cell)] for cell in row.cells]}
                for row in block.rows
            ]
            head = [visible(name) for name in block.head]
            return {
                "kind": "grid",
                "head": head,
                "rows": rows,
                "caption": visible(block.caption),
                "shares": block.shares,
            }
        case Picture():
            return _picture(block)


def _picture(picture: Picture) -> dict[str, Any]:
    figure = picture.figure
    wide, high = figure.diagram.size
    return {
        "kind": "picture",
        "number": figure.number,
        "caption": visible(figure.caption),
        "alt": visible(figure.alt),
        "width": wide,
        "height": high,
    }


def _flow(flow: Flow) -> dict[str, Any]:
    turned = is_turned(flow)
    if isinstance(flow, Quotation):
        return {
            "kind": "quotation",
            "words": visible(flow.words),
            "place": _line(flow.place),
            "turned": turned,
        }
    return {"kind": "paragraph", "line": _line(flow.line), "anchor": flow.anchor, "turned": turned}


def _line(line: Line) -> list[dict[str, str]]:
    return [
        {
            "text": visible(run.text),
            "look": str(run.look),
            "target": "" if run.is_address else run.target,
            "address": run.target if run.is_address else "",
        }
        for run in line
    ]
