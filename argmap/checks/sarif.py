"""Findings for code forges and editors: SARIF 2.1.0 (OASIS Standard, 2020).

A forge knows a finding again by its partial fingerprint, which is made of code, ids and words: not of lines, so it
follows the finding over edits.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from argmap.diagnostics import Severity
from argmap.messages import position
from argmap.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.checks.finding import Finding
    from argmap.checks.rule import Rule
    from argmap.model import ArgumentMap

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME: Final = "https://argmap.readthedocs.io"
FINGERPRINT: Final = "argmapFinding/v1"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(
    checked: Iterable[tuple[ArgumentMap, Sequence[Finding]]],
    rules: Sequence[Rule],
    version: str,
    *,
    complete: bool,
) -> dict[str, Any]:
    """The log of one run.

    Args:
        checked: Each map that was checked and what was found in it, accepted findings included.
        rules: The rules that were run.
        version: The version of argmap.
        complete: Whether all maps could be read.
    """
    index = {rule.code: n for n, rule in enumerate(rules)}
    driver = {
        "name": "argmap",
        "version": version,
        "informationUri": HOME,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": complete}],
        "results": [_result(m, finding, index) for m, findings in checked for finding in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def fingerprint(finding: Finding) -> str:
    """What a finding is known by over edits: a digest of its code, ids and words."""
    parts = (finding.code, *sorted(finding.ids), "", " ".join(finding.words.split()))
    return sha256("\n".join(parts).encode()).hexdigest()


def _rule(rule: Rule) -> dict[str, Any]:
    about = f"Finds {rule.looks_for}."
    described: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": rule.looks_for[:1].upper() + rule.looks_for[1:]},
        "fullDescription": {"text": about},
        "help": {"text": f"{about} {rule.documentation}".rstrip(), "markdown": _help(rule, about)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.documentation:
        described["helpUri"] = rule.documentation
    if rule.group:
        described["properties"] = {"tags": [rule.group]}
    return described


def _help(rule: Rule, about: str) -> str:
    return f"{about} [What to do about it]({rule.documentation})." if rule.documentation else about


def _result(m: ArgumentMap, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message[:1].upper()}{finding.message[1:]}{hint}."},
        "locations": [_location(finding)],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding)},
        "properties": {"ids": list(finding.ids)},
    }
    if (passage := _passage(m, finding)) is not None:
        result["relatedLocations"] = [passage]
    if finding.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted.reason}]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line}
        if finding.column is not None:
            place["region"]["startColumn"] = finding.column
    location: dict[str, Any] = {"physicalLocation": place}
    if finding.ids:
        location["logicalLocations"] = [{"name": i} for i in finding.ids]
    return location


def _passage(m: ArgumentMap, finding: Finding) -> dict[str, Any] | None:
    """Where the words are in the file of their source, if it has one."""
    source = m.get(finding.source) if finding.source else None
    if not isinstance(source, Source) or not source.file or finding.start is None or finding.end is None:
        return None
    line, column = position(source.text, finding.start)
    last, end = position(source.text, finding.end)
    region = {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}
    uri = _uri(str(PurePath(finding.path).parent / source.file))
    return {
        "id": 0,
        "message": {"text": f"The words in {source.title or source.id}."},
        "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
    }


def _uri(path: str) -> str:
    place = PurePath(path)
    return place.as_uri() if place.is_absolute() else quote(place.as_posix())
