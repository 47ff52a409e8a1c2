"""The map of a hearing with two sides: a town council and its traders, on a street without cars.

Run it to write ``quay-street.argmap.json`` and ``quay-street.svg``, the hearing as a dispute, next to it::

    python examples/quay_street.py

The town, its council, its traders and the minutes in ``quay-street.txt`` are invented for this example.
"""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Provenance, Quantity, Quote, Source

HERE = Path(__file__).resolve().parent
MAP = HERE / "quay-street.argmap.json"
PICTURE = HERE / "quay-street.svg"

minutes = Source.from_file(
    "minutes",
    HERE / "quay-street.txt",
    title="Minutes of the hearing on Quay Street",
    date="2026-03-14",
    language="en",
)

council = Party("council", "Town council", role="speaker", kind="council", note="of Tellmouth")
traders = Party("traders", "Quay Traders’ Association", role="counterparty", kind="association")


def said(words: str) -> list[Quote]:
    """The words of the minutes that state a claim."""
    return [minutes.quote(words)]


def figure(value: float | str, unit: str, words: str, **more: str) -> Quantity:
    """A figure with the words that state it, of which the minutes have the first."""
    return Quantity(value, unit, quote=minutes.quote(words, occurrence=1), **more)


# What the council holds

close = Claim(
    "T1", "Quay Street should be closed to cars at summer weekends.",
    by=council, kind="policy", tags=["thesis"],
    quotes=said("proposes to close Quay Street to cars at weekends from May to September."),
)  # fmt: skip
crowded = Claim(
    "C1", "Quay Street is too crowded in summer.",
    by=council, kind="value", quotes=said("The street is too crowded in summer"),
)  # fmt: skip
walkers = Evidence(
    "E1", "On Saturdays at noon, 2,300 people an hour walk along the street.",
    by=council, kind="statistic", figures=[figure(2300, "people", "2,300 people an hour")],
    quotes=said("on Saturdays at noon 2,300 people an hour walk along it"),
)  # fmt: skip
narrow = Evidence(
    "E2", "The pavements are only 1.8 metres wide.",
    by=council, kind="statistic", figures=[figure(1.8, "metres", "1.8 metres")],
    quotes=said("the pavements are only 1.8 metres wide."),
)  # fmt: skip
safer = Claim(
    "C2", "Without cars the street is safer.",
    by=council, kind="fact", quotes=said("Without cars the street is safer."),
)  # fmt: skip
hurt = Evidence(
    "E3", "Two people were hurt in the trial of August 2025, nine in August 2024.",
    by=council, kind="statistic", figures=[figure("2025-08", "date", "August 2025"), figure("2024-08", "date", "August 2024")],
    quotes=said("In the trial of August 2025 two people were hurt, in August 2024 it had been nine."),
)  # fmt: skip
guests = Claim(
    "C3", "A street without cars brings more guests.",
    by=council, kind="fact", quotes=said("A street without cars also brings more guests"),
)  # fmt: skip
takings = Evidence(
    "E4", "In the trial the takings of the cafés rose by 12 percent.",
    by=council, kind="statistic", figures=[figure(12, "percent", "12 percent", of="takings of the cafés")],
    quotes=said("in the trial the takings of the cafés rose by 12 percent."),
)  # fmt: skip

# What the traders hold

leave_open = Claim(
    "X1", "Quay Street should stay open to cars.",
    by=traders, kind="policy", quotes=said("asked the council to leave the street open."),
)  # fmt: skip
heavy = Claim(
    "X2", "Shops that sell heavy goods lose customers, who come by car.",
    by=traders, kind="fact", quotes=said("Shops that sell heavy goods lose customers, it said, as these come by car"),
)  # fmt: skip
chandler = Evidence(
    "E5", "The ship chandler sold a fifth less in the August of the trial.",
    by=traders, kind="example", quotes=said("the ship chandler sold a fifth less in the August of the trial."),
)  # fmt: skip
proves_little = Claim(
    "X3", "The trial proves little.",
    by=traders, kind="value", quotes=said("The trial proves little"),
)  # fmt: skip
fine_weather = Claim(
    "X4", "In fine weather fewer people drive.",
    by=traders, kind="fact", quotes=said("in fine weather fewer people drive."),
)  # fmt: skip
driest = Evidence(
    "E6", "August 2025 was the driest in ten years.",
    by=traders, quotes=said("August 2025 was the driest in ten years"),
)  # fmt: skip
deliveries = Claim(
    "X5", "Deliveries cannot wait until Monday.",
    by=traders, kind="fact", quotes=said("Nor can deliveries wait until Monday"),
)  # fmt: skip
fish = Evidence(
    "E7", "Fish is landed on Saturdays.",
    by=traders, quotes=said("fish is landed on Saturdays."),
)  # fmt: skip

# What the council answers

mornings = Claim(
    "C4", "Deliveries remain allowed until 10 in the morning.",
    by=council, kind="fact", quotes=said("deliveries remain allowed until 10 in the morning"),
)  # fmt: skip
early = Evidence(
    "E8", "The boats land their catch before 8.",
    by=council, quotes=said("the boats land their catch before 8."),
)  # fmt: skip
shows = Claim(
    "C5", "The trial does show something.",
    by=council, kind="value", quotes=said("the trial does show something"),
)  # fmt: skip
fell = Evidence(
    "E9", "The number of cars fell by a third, that of people hurt by more than three quarters.",
    by=council, kind="statistic",
    quotes=said("the number of cars fell by a third, but that of people hurt by more than three quarters."),
)  # fmt: skip

statements: list[Claim | Evidence] = [
    close, crowded, safer, guests, leave_open, heavy, proves_little, fine_weather, deliveries, mornings, shows,
    walkers, narrow, hurt, takings, chandler, driest, fish, early, fell,
]  # fmt: skip

relations = [
    crowded.supports(close),
    walkers.supports(crowded),
    narrow.supports(crowded),
    safer.supports(close),
    hurt.supports(safer),
    guests.supports(close),
    takings.supports(guests),
    leave_open.attacks(close),
    heavy.supports(leave_open),
    chandler.supports(heavy),
    proves_little.attacks(safer),
    proves_little.attacks(guests),
    fine_weather.supports(proves_little),
    driest.supports(proves_little),
    deliveries.supports(leave_open),
    fish.supports(deliveries),
    mornings.attacks(deliveries),
    early.supports(mornings),
    shows.attacks(proves_little),
    fell.supports(shows),
]

issued = Provenance(
    place="Tellmouth",
    figures=[figure("2026-03-14", "date", "14 March 2026")],
    quotes=said("Tellmouth, 14 March 2026"),
    note="The town and the hearing are invented.",
)

hearing = ArgumentMap.of(
    council,
    traders,
    evolve(minutes, provenance=issued),
    *statements,
    *relations,
    title="Should Quay Street be closed to cars?",
    metadata={"about": "the minutes of a hearing that was invented for this example"},
)


def main() -> None:
    """Write the map and its picture."""
    argmap.dump(hearing, MAP)
    argmap.render(hearing, PICTURE, layout="dispute", between=("traders", "council"))


if __name__ == "__main__":
    main()
