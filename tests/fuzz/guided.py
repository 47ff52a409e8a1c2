"""Documents found by which code they reach, with atheris where it installs.

    pip install atheris
    PYTHONPATH=tests python -m fuzz.guided FORMAT FOLDER -max_total_time=600

FORMAT is the name of a format. FOLDER collects the documents that reach new code; it begins with those of the samples.
Arguments of libFuzzer follow. The run stops at the first document that goes wrong, and leaves it in a file ``crash-…``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from random import Random

from fuzz.documents import documents
from fuzz.mutating import mutated
from fuzz.trying import tried


def main() -> None:
    """Run atheris on a format."""
    atheris = import_module("atheris")  # it is not there on every machine

    format, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for n, raw in enumerate(documents(format)):
        (folder / f"sample-{n}").write_bytes(raw)

    def one(raw: bytes) -> None:
        trial = tried(raw, format, writers=(format,))
        if not trial.right:
            raise AssertionError(trial)

    def changed(raw: bytes, size: int, seed: int) -> bytes:
        """Half of the changes are of structure, which libFuzzer does not know."""
        random = Random(seed)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(raw, size))
        return mutated(raw, format, random)[:size]

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], one, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
