"""A short run of the fuzz harness, and tests that the harness finds what it looks for."""

from __future__ import annotations

import signal
import time
from random import Random

import pytest

import argmap
from fuzz import trying
from fuzz.documents import document
from fuzz.trying import READERS, WRITERS, tried

DOCUMENTS = 500  # of each format; CONTRIBUTING says how to try more
SEED = "ci"


@pytest.mark.parametrize("format", READERS)
def test_broken_documents_are_read_or_refused(format: str) -> None:
    wrong = {}
    for n in range(DOCUMENTS):
        random = Random(f"{SEED} {format} {n}")
        raw = document(format, random)
        own = [format] if format in WRITERS else []
        trial = tried(raw, format, writers=[*own, random.choice(WRITERS)], edits=random)
        if not trial.right:
            wrong[n] = (trial, raw)
    assert not wrong


def test_errors_that_are_not_argmaps_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: argmap.ArgumentMap) -> object:
        return vars(argmap)["missing"]

    monkeypatch.setattr(argmap, "outline", broken)
    trial = tried(b"[A]: a", "argdown", writers=[])
    assert (trial.verdict, trial.stage, trial.error) == ("foreign", "outline", "KeyError")


def test_what_is_written_and_cannot_be_read_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argmap, "dumps", lambda *_, **__: "[A")
    assert tried(b"[A]: a", "argdown", writers=["argmap-json"]).verdict == "unreadable"


def test_what_comes_back_changed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argmap, "dumps", lambda *_, **__: "[A]: b")
    assert tried(b"[A]: a", "argdown", writers=["argdown"]).verdict == "unequal"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of processor time here")
def test_what_takes_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: argmap.ArgumentMap) -> None:
        until = time.process_time() + 2
        while time.process_time() < until:
            pass

    monkeypatch.setattr(trying, "SECONDS", 0.05)
    monkeypatch.setattr(argmap, "check", slow)
    trial = tried(b"[A]: a", "argdown", writers=[])
    assert (trial.verdict, trial.stage) == ("slow", "check")
