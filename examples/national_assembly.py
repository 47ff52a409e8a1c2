"""The map of a real statement: a parliament answers another one, as a news agency reports it.

Run it to write ``seeds/national-assembly-2024-11-30.argmap.json`` and a picture::

    python examples/national_assembly.py statement.svg

What the text says that the European Parliament holds or calls for is held by the Parliament, via the
Assembly and the agency. Nothing is added that the text does not say, and no side is taken. Who issued what,
when and where supports nothing, so that is the provenance of the sources, and no evidence.

In four places the map reads more than the words state. The fidelity of the quotes says so, and tags do:

- Of the resolution's allegations the text does not say what they are. That whoever makes allegations holds
  them to be well founded is our reading (X1, an interpretation).
- The text names no holder for one notion that the Assembly rejects. That it is the Parliament's is our reading
  of the paragraph (X3, an imputation).
- The Assembly says of the elections that observers considered them free, fair and credible. That it holds so
  itself, and means what it says before as reasons, is our reading (C10, an interpretation).
- "This afternoon" is taken for that of the date line, and the statement as addressed to the Parliament, since
  it invites and encourages it (interpretations, in the provenance of the statement).
"""

from __future__ import annotations

import sys
from pathlib import Path

from attrs import evolve

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Provenance, Quantity, Quote, Source

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TEXT = SEEDS / "national-assembly-2024-11-30.txt"
MAP = SEEDS / "national-assembly-2024-11-30.argmap.json"

report = Source.from_file(
    "report",
    TEXT,
    title="News report on the National Assembly’s answer to the European Parliament",
    date="2024-11-30",
    language="en",
)


def quoted(*passages: str, fidelity: str | None = None) -> list[Quote]:
    """Verified quotes of the report."""
    return [report.quote(words, fidelity=fidelity) for words in passages]


def figure(value: float | str, unit: str, words: str, within: str, **more: str) -> Quantity:
    """A figure with the words that state it, found inside the passage that uses it."""
    passage = report.quote(within)
    start = passage.exact.index(words) + (passage.start or 0)
    nth = report.text[: start + len(words)].count(words)
    return Quantity(value, unit, quote=report.quote(words, occurrence=nth), **more)


# Who speaks, who is answered, who reports, and whom the text speaks of

assembly = Party(
    "na", "National Assembly", role="speaker", kind="parliament", note="of the Kingdom of Cambodia"
)
spokesperson = Party("spokesperson", "Assembly Spokesperson", role="speaker", kind="spokesperson")
parliament = Party("ep", "European Parliament", role="counterparty", kind="parliament")
agency = Party("akp", "Agence Kampuchea Presse", role="reporter", kind="news agency", note="AKP in the text")
observers = Party(
    "observers", "Election observers", role="authority", note="numerous local and international observers"
)
ilo = Party("ilo", "International Labour Organization", role="authority", kind="international organization")
union = Party("eu", "European Union", kind="union of states")
cambodia = Party("cambodia", "Kingdom of Cambodia", kind="state")
government = Party("government", "Government of Cambodia", kind="government", note="Government in the text")
authorities = Party("authorities", "Authorities", note="the text does not say which")
csos = Party("csos", "Civil society organizations", note="CSOs in the text")
media = Party("media", "Media outlets", note="traditional and digital, including critical ones")
unions = Party("unions", "Trade unions and employers’ associations")
political_parties = Party("political-parties", "Political parties")
convicted = Party("convicted", "People convicted of instigating national insurgency")
stakeholders = Party("stakeholders", "Stakeholders on democratic space and labour rights")

parties = [
    assembly, spokesperson, parliament, agency, observers, ilo, union, cambodia, government, authorities,
    csos, media, unions, political_parties, convicted, stakeholders,
]  # fmt: skip

# Who issued what, and how it reached us

dated = Provenance(
    place="Phnom Penh",
    figures=figure("2024-11-30", "date", "2024-11-30", "date 2024-11-30"),
    quotes=quoted("date 2024-11-30", "phnom penh:"),
    note="From the date line. The text names no publisher and no author.",
)
stated = Source(
    "statement",
    title="Statement on the resolution",
    provenance=Provenance(
        assembly,
        to=parliament,
        via=agency,
        figures=Quantity(
            "2024-11-30",
            "date",
            of="receipt by the agency",
            quote=report.quote("this afternoon", fidelity="interpretation"),
        ),
        quotes=[
            *quoted("The National Assembly of the Kingdom of Cambodia has expressed strong disapproval"),
            *quoted("according to a statement received by Agence Kampuchea Presse (AKP) this afternoon."),
            *quoted("According to Agence Kampuchea Presse,"),
            *quoted("invites European Parliament members", fidelity="interpretation"),
            *quoted("encourages the European Parliament", fidelity="interpretation"),
        ],
        note="The text does not say when and where it was issued.",
    ),
)
answered = Source(
    "resolution",
    title="Resolution",
    provenance=Provenance(
        parliament,
        via=[assembly, agency],
        figures=figure("2024-11-28", "date", "November 28, 2024", "issued on November 28, 2024"),
        quotes=quoted("the European Parliament’s resolution issued on November 28, 2024"),
    ),
)

sources = [evolve(report, provenance=dated), stated, answered]

# The resolution, and what the Parliament is said to hold

resolution = Claim(
    "X1",
    "The resolution’s allegations concerning Cambodia are well founded.",
    by=parliament,
    via=[assembly, agency],
    mentions=[cambodia],
    kind="fact",
    tags=["content not reported"],
    quotes=quoted("the resolution’s allegations", fidelity="interpretation"),
)
release = Claim(
    "X2",
    "All political prisoners, activists and journalists should be released immediately.",
    by=parliament,
    via=[assembly, agency],
    kind="policy",
    quotes=quoted(
        "The European Parliament’s calls for the immediate release of all political prisoners, activists, and journalists"
    ),
)
silencing = Claim(
    "X3",
    "The authorities use criminalization to silence civil society.",
    by=parliament,
    via=[assembly, agency],
    mentions=[authorities, csos],
    kind="fact",
    tags=["holder implied"],
    quotes=quoted(
        "the notion that authorities are using criminalization to silence civil society is baseless",
        fidelity="imputation",
    ),
)

# The thesis, and what follows from it

thesis = Claim(
    "T1",
    "The European Parliament’s resolution is misleading and biased.",
    by=assembly,
    via=[agency],
    mentions=[parliament],
    kind="value",
    tags=["thesis"],
    quotes=quoted(
        "The National Assembly of the Kingdom of Cambodia has expressed strong disapproval of the European "
        "Parliament’s resolution issued on November 28, 2024, describing it as misleading and biased."
    ),
)
reassess = Claim(
    "R1",
    "The European Parliament should reassess its resolution objectively and in a balanced way.",
    by=assembly,
    via=[agency],
    to=[parliament],
    kind="policy",
    quotes=quoted(
        "encourages the European Parliament to reassess its resolution with an objective and balanced approach."
    ),
)
committed = Claim(
    "C13",
    "The National Assembly is committed to promoting and protecting human rights within the rule of law.",
    by=assembly,
    via=[agency],
    kind="value",
    quotes=quoted(
        "The National Assembly reaffirms its commitment to promoting and protecting human rights within the rule of law and"
    ),
)
visit = Claim(
    "R2",
    "Members of the European Parliament should visit and engage with stakeholders on democratic space and "
    "labour rights.",
    by=assembly,
    via=[agency],
    to=[parliament],
    mentions=[stakeholders],
    kind="policy",
    quotes=quoted(
        "invites European Parliament members to visit and engage with stakeholders on democratic space and labor rights."
    ),
)
relationship = Claim(
    "C14",
    "Cambodia values its relationship with the European Union, which rests on shared values and mutual respect.",
    by=assembly,
    via=[agency],
    mentions=[cambodia, union],
    kind="value",
    quotes=quoted(
        "Cambodia values its relationship with the European Union, founded on shared values and mutual respect, and"
    ),
)

# What the resolution rests on

false_claims = Claim(
    "C1",
    "The resolution rests on false claims and one-sided reports.",
    by=assembly,
    via=[agency],
    mentions=[parliament],
    kind="fact",
    quotes=quoted("The resolution is based on false claims and one-sided reports,"),
)
misinformation = Claim(
    "C2",
    "The calls for release are founded on misinformation.",
    by=assembly,
    via=[agency],
    mentions=[parliament],
    kind="fact",
    quotes=quoted(
        "The European Parliament’s calls for the immediate release of all political prisoners, activists, and "
        "journalists are founded on misinformation,"
    ),
)
no_prisoners = Claim(
    "C3",
    "There are no political prisoners in Cambodia.",
    by=assembly,
    via=[agency],
    mentions=[cambodia],
    kind="fact",
    quotes=quoted("there are no political prisoners in Cambodia, and"),
)
baseless = Claim(
    "C4",
    "The notion that criminalization is used to silence civil society is baseless.",
    by=assembly,
    via=[agency],
    mentions=[authorities, csos],
    kind="fact",
    quotes=quoted(
        "the notion that authorities are using criminalization to silence civil society is baseless."
    ),
)
lawful = Claim(
    "C5",
    "Legal actions follow established laws and procedures to maintain public order and accountability.",
    by=assembly,
    via=[agency],
    kind="fact",
    quotes=quoted(
        "Legal actions are conducted in compliance with established laws and procedures to maintain public "
        "order and accountability,"
    ),
)
rule_of_law = Claim(
    "C6",
    "The rule of law is the cornerstone of democracy.",
    by=assembly,
    via=[agency],
    kind="value",
    quotes=quoted("with the rule of law as the cornerstone of democracy."),
)

# What the resolution does, against the record that the Assembly presents

unjust = Claim(
    "C7",
    "The allegations unjustly affect Cambodia’s steadfast efforts to promote and protect human rights and "
    "democratic principles.",
    by=spokesperson,
    via=[agency],
    mentions=[cambodia],
    kind="value",
    quotes=quoted(
        "the Spokesperson of the Cambodian National Assembly remarked that the resolution’s allegations unjustly "
        "affect Cambodia’s steadfast efforts in promoting and protecting human rights and democratic principles."
    ),
)
open_space = Claim(
    "C8",
    "Civic and political spaces in Cambodia are free and open.",
    by=assembly,
    via=[agency],
    mentions=[cambodia],
    kind="fact",
    quotes=quoted(
        "civic and political spaces in Cambodia are undeniably free and open, evidenced by the registration of"
    ),
)
registered_csos = Evidence(
    "E3",
    "Over 6,000 civil society organizations are registered.",
    by=assembly,
    via=[agency],
    mentions=[csos],
    kind="statistic",
    quotes=quoted("the registration of over 6,000 civil society organizations (CSOs)"),
    figures=[
        figure(
            6000,
            "organizations",
            "over 6,000",
            "the registration of over 6,000 civil",
            qualifier="over",
            of="registered civil society organizations",
        )
    ],
)
registered_media = Evidence(
    "E4",
    "Nearly 2,000 traditional and digital media outlets, critical ones included, are registered and operate "
    "without censorship.",
    by=assembly,
    via=[agency],
    mentions=[media],
    kind="statistic",
    quotes=quoted(
        "and nearly 2,000 traditional and digital media outlets, including critical ones, operating without censorship."
    ),
    figures=[
        figure(
            2000, "outlets", "nearly 2,000", "and nearly 2,000 traditional", qualifier="nearly",
            of="registered media outlets",
        )
    ],
)  # fmt: skip
partnership = Claim(
    "C9",
    "Cambodia makes substantial efforts to address challenges facing civil society organizations and to foster "
    "effective partnerships with them.",
    by=assembly,
    via=[agency],
    mentions=[cambodia, government, csos],
    kind="fact",
    quotes=quoted(
        "Cambodia is making substantial efforts to address challenges facing CSOs and fostering effective "
        "Government-CSO partnerships through"
    ),
)
forums = Evidence(
    "E5",
    "There are regular consultative forums of Government and civil society organizations.",
    by=assembly,
    via=[agency],
    mentions=[government, csos],
    kind="example",
    quotes=quoted("regular consultative forums and"),
)
working_group = Evidence(
    "E6",
    "At the organizations’ request, a working group is to amend the Law on Association and NGOs.",
    by=assembly,
    via=[agency],
    mentions=[csos],
    kind="example",
    quotes=quoted("a working group to amend the Law on Association and NGOs at the CSOs’ request."),
)
fair = Claim(
    "C10",
    "The recent elections were free, fair and credible.",
    by=assembly,
    via=[agency],
    kind="fact",
    tags=["conclusion implied"],
    quotes=quoted("The elections were widely considered free, fair, and credible", fidelity="interpretation"),
)
expanded = Evidence(
    "E7",
    "Civil and political spaces were expanded in the lead-up to the communal and parliamentary elections of 2022 "
    "and 2023.",
    by=assembly,
    via=[agency],
    kind="event",
    quotes=quoted(
        "In the lead-up to the communal and parliamentary elections in 2022 and 2023, civil and political spaces "
        "were expanded."
    ),
    figures=[
        figure("2022", "date", "2022", "elections in 2022 and 2023", of="elections"),
        figure("2023", "date", "2023", "elections in 2022 and 2023", of="elections"),
    ],
)
bans_lifted = Evidence(
    "E8",
    "Many people convicted of instigating national insurgency had political bans lifted and took part in forming "
    "and joining parties.",
    by=assembly,
    via=[agency],
    mentions=[convicted, political_parties],
    kind="event",
    quotes=quoted(
        "Many individuals previously convicted of instigating national insurgency had their political activity "
        "bans lifted and participated in forming and joining different political parties for the recent elections."
    ),
)
turnout = Evidence(
    "E9",
    "Turnout in the 2023 general elections was a high 84.59 percent; 18 parties competed.",
    by=assembly,
    via=[agency],
    mentions=[political_parties],
    kind="statistic",
    quotes=quoted(
        "The 2023 general elections saw a high voter turnout of 84.59 percent, with 18 political parties competing."
    ),
    figures=[
        figure("2023", "date", "2023", "The 2023 general elections", of="general elections"),
        figure(
            84.59, "percent", "84.59 percent", "turnout of 84.59 percent", of="voter turnout", when="2023"
        ),
        figure(18, "political parties", "18", "with 18 political", when="2023"),
    ],
)
observed = Evidence(
    "E10",
    "Numerous local and international observers, including 333 from abroad representing 65 countries, considered "
    "the elections free, fair and credible.",
    by=observers,
    via=[assembly, agency],
    kind="testimony",
    quotes=quoted(
        "widely considered free, fair, and credible by numerous local and international observers, including 333 "
        "from abroad representing 65 countries."
    ),
    figures=[
        figure(333, "observers", "333", "including 333 from abroad", of="observers from abroad"),
        figure(
            65,
            "countries",
            "65",
            "representing 65 countries",
            of="countries that the observers from abroad represent",
        ),
    ],
)
association = Claim(
    "C11",
    "The environment favours freedom of association under the Law on Trade Union, in line with conventions of "
    "the International Labour Organization.",
    by=assembly,
    via=[agency],
    mentions=[ilo, unions],
    kind="fact",
    quotes=quoted(
        "This growth reflects a conducive environment for exercising freedom of association under the Law on "
        "Trade Union, in line with International Labour Organization (ILO) conventions."
    ),
)
organizations = Evidence(
    "E11",
    "By March 2024, 6,317 trade unions and employers’ associations were registered, 74.21 percent more than in 2016.",
    by=assembly,
    via=[agency],
    mentions=[unions],
    kind="statistic",
    quotes=quoted(
        "by March 2024, 6,317 professional organizations, comprising various trade unions and employers’ "
        "associations, were registered, marking a 74.21 percent increase since 2016."
    ),
    figures=[
        figure("2024-03", "date", "March 2024", "by March 2024, 6,317"),
        figure(
            6317, "organizations", "6,317", "6,317 professional", of="registered professional organizations",
            when="2024-03",
        ),
        figure(
            74.21, "percent", "74.21 percent", "a 74.21 percent increase",
            of="increase of registered professional organizations", when="2024-03", baseline="2016",
        ),
        figure("2016", "date", "2016", "increase since 2016"),
    ],
)  # fmt: skip
labour_market = Claim(
    "C12",
    "Cambodia is developing a resilient labour market with improved working conditions.",
    by=assembly,
    via=[agency],
    mentions=[cambodia],
    kind="fact",
    quotes=quoted(
        "demonstrating the development of a resilient labor market with improved working conditions."
    ),
)
better_factories = Evidence(
    "E12",
    "Cambodia is recognized as the first country to implement the ILO’s Better Factories Cambodia Programme, a precedent "
    "for others worldwide.",
    by=assembly,
    via=[agency],
    mentions=[cambodia, ilo],
    kind="example",
    quotes=quoted(
        "Cambodia is recognized as the first country to implement the ILO’s Better Factories Cambodia Programme, "
        "which has set a precedent for similar initiatives globally."
    ),
)
employment = Evidence(
    "E13",
    "The employment rate is high, and unemployment is among the lowest in the region.",
    by=assembly,
    via=[agency],
    mentions=[cambodia],
    kind="statistic",
    quotes=quoted(
        "The country maintains a high employment rate, with its unemployment rate among the lowest in the region,"
    ),
)

statements: list[Claim | Evidence] = [
    thesis, reassess, committed, visit, relationship, resolution, release, silencing,
    false_claims, misinformation, no_prisoners, baseless, lawful, rule_of_law,
    unjust, open_space, registered_csos, registered_media, partnership, forums, working_group,
    fair, expanded, bans_lifted, turnout, observed, association, organizations,
    labour_market, better_factories, employment,
]  # fmt: skip

relations = [
    thesis.supports(reassess),
    committed.supports(reassess),
    relationship.supports(visit),
    thesis.attacks(resolution),
    false_claims.supports(thesis),
    misinformation.supports(false_claims),
    misinformation.attacks(release),
    no_prisoners.supports(misinformation),
    no_prisoners.attacks(release),
    baseless.supports(false_claims),
    baseless.attacks(silencing),
    baseless.supported_by(lawful, rule_of_law),
    unjust.supports(thesis),
    unjust.attacks(resolution),
    open_space.supports(unjust),
    open_space.attacks(silencing),
    registered_csos.supports(open_space),
    registered_media.supports(open_space),
    partnership.supports(unjust),
    forums.supports(partnership),
    working_group.supports(partnership),
    fair.supports(unjust),
    expanded.supports(fair),
    bans_lifted.supports(fair),
    turnout.supports(fair),
    observed.supports(fair),
    association.supports(unjust),
    organizations.supports(association),
    labour_market.supports(unjust),
    better_factories.supports(labour_market),
    employment.supports(labour_market),
]

# What only says that someone is being reported; no claim stands on these words.
formulas_of_reporting = quoted(
    "the statement asserted.",
    "It emphasized that",
    "The statement also highlighted that",
    "The statement further noted that",
)

statement = ArgumentMap.of(
    *parties,
    *sources,
    *statements,
    *relations,
    title="The National Assembly of Cambodia answers the European Parliament",
    metadata={
        "about": "a news report of 30 November 2024 on a statement that Agence Kampuchea Presse received"
    },
)


def main() -> None:
    """Write the map, and the picture if a file name is given."""
    argmap.dump(statement, MAP)
    for path in sys.argv[1:]:
        argmap.render(statement, path)


if __name__ == "__main__":
    main()
