"""Sites to look at in a browser: the sample, and some that strain the pages."""

from __future__ import annotations

from pathlib import Path

import yaml

SAMPLE = Path(__file__).parents[2]
LANGUAGES = Path(__file__).parents[1] / "sites" / "languages" / "input"

STAGES = (
    "Arbeidsongeschiktheidsverzekeringsaanvraagprocedure",
    "Hypotheekrenteaftrekberekeningsgesprek en kredietwaardigheidsbeoordeling",
    "Levensverzekeringsmaatschappijovereenkomstondertekening",
    "Klantcontactcentrumbereikbaarheidsgarantie",
    "Nazorg",
)
TOUCHPOINTS = (
    "Arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaardenboekje",
    "Aansprakelijkheidswaardevaststellingsveranderingen in de polisvoorwaarden van het voorgaande kalenderjaar",
    "Hottentottententententoonstellingsterreinbewakingsdienst",
    "Kindercarnavalsoptochtvoorbereidingswerkzaamhedenplan van de gemeentelijke uitvoeringsorganisatie",
    "Meervoudigepersoonlijkheidsstoornisbehandelovereenkomst",
    "Gezondheidszorgkwaliteitsinstituutbeoordelingsformulier op papier",
    "Bel",
    "Elektriciteitsproductiemaatschappijklantenservicemedewerker",
)
KINDS = ("performance", "basic", "delight")


def _touchpoint(number: int) -> str:
    title = f"{number + 1} {TOUCHPOINTS[number % len(TOUCHPOINTS)]}"
    experience = 1 + (number * 3.7) % 9
    lines = [
        f"- title: {title}",
        f"  kind: {KINDS[number % 3]}",
        "  owner: Afdelingshoofdenoverlegvoorzittersplaatsvervanger Klantcontactcentrum",
        "  channel: Klantenserviceberichtenverkeersplatform",
        f"  importance: {{mean: {1 + (number * 2.3) % 9:.1f}, sd: 0.6, n: {84 + number}}}",
    ]
    if number % 13 == 12:
        lines.append("  wished: true")
    elif number % 11 != 10:
        lines += [
            f"  experience: {{mean: {experience:.1f}, sd: 0.6, n: 84, question: Hoe verliep de"
            " arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaardenbespreking?}",
        ]
    if number % 5 == 0:
        lines += [
            "  required: Wettelijkeinformatieverplichtingenbesluit, artikel 7:446, en het"
            " Aansprakelijkheidsverzekeringsovereenkomstenbesluit",
            "  target: {experience: 8.5, by: 2027-03-31, agreed_with: Ondernemingsraadsvoorzittersoverleg}",
            "  complaints: {count: 23, of: 310, period: oktober 2025 tot en met september 2026}",
            "  evidence:",
            "    - text: De Arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaardenboekjes waren onvindbaar.",
            "      source: mystery_guest",
            "      date: 2026-07-14",
            "      tone: bad",
            "  failure:",
            "    title: Arbeidsongeschiktheidsverzekeringspremierestitutieverzoekafhandelingsvertraging",
            "    per_year: 1800",
            "    rates: {Polisadministratiemedewerkersteam: 54.5, Acceptatie: 61}",
            "    steps:",
            "      - {who: customer, minutes: 15, what: Belt over de verzekeringsnemerswijzigingsbevestiging}",
            "      - {who: Polisadministratiemedewerkersteam, minutes: 12, cost: 1234.5, what: Zoekt na}",
            "      - {who: Klantcontactcentrumtelefoniste, minutes: 3, what: Belt terug}",
            "      - {who: Acceptatie, what: Wijzigt de arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaarden}",
            "  actions:",
            "    - title: Arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaardenvereenvoudigingstraject",
            "      owner: Afdelingshoofdenoverlegvoorzittersplaatsvervanger Klantcontactcentrum",
            "      status: doing",
            "      hours: 1240",
            "      cost: 125000",
            "      lift: 1.5",
            "      effect: [margin, loyalty]",
            "      due: 2026-10",
            "      review: 2027-06-30",
            "    - {title: Verzekeringsnemerswijzigingsbevestiging, status: done, lift: 1, result: Minder verzoeken}",
            "    - {title: Voorwaardenboekjesverzending, status: stopped, cost: 10}",
        ]
    return "\n".join("      " + line for line in lines)


def long_journey() -> str:
    """Forty touchpoints with the longest compounds that Dutch has to offer."""
    stages = []
    for i, stage in enumerate(STAGES):
        touchpoints = "\n".join(_touchpoint(number) for number in range(i * 8, i * 8 + 8))
        stages.append(f"  - title: {stage}\n    touchpoints:\n{touchpoints}")
    return f"""\
title: Arbeidsongeschiktheidsverzekeringsmaatschappijklantreis van aanvraag tot en met uitkeringsbeëindiging
language: nl
summary: |
  # Arbeidsongeschiktheidsverzekeringsmaatschappijvoorwaarden

  Een tabel, een [lange verwijzing](https://example.org/{"arbeidsongeschiktheid" * 6}) en wat `{"code" * 40}`.

  | Kolom | {"Arbeidsongeschiktheidsverzekering" * 2} | Derde | Vierde |
  |:--|:-:|--:|---|
  | a | b | {"c" * 120} | d |

  ```
  {"een regel in een blok " * 12}
  ```
promise: {{title: Duidelijkheidsverschaffingsvoortvarendheid, question: Wist u waar u aan toe was?}}
context:
  organisation: Nederlandse Arbeidsongeschiktheidsverzekeringsmaatschappij
  customer: Zelfstandigondernemersfinancieringsaanvragers
  period: derde kwartaal 2026
  sample: {{invited: 2400, answered: 86}}
overall: {{mean: 7.4, sd: 1.3, n: 86}}
nps: {{promoters: 41, passives: 33, detractors: 12, benchmark: {{low: 25, high: 45, source: Brancheonderzoek}}}}
target: {{experience: 7.5, overall: 8, nps: 45, by: 2027-09-30, agreed_with: de aandeelhoudersvergadering}}
learned:
  - said: Het {"arbeidsongeschiktheidsverzekering" * 4}svoorwaardenboekje was niet te vinden.
    did: Elke klant krijgt het {"arbeidsongeschiktheidsverzekering" * 4}svoorwaardenboekje nu thuisgestuurd.
    since: 2026-09
  - said: We horen nooit iets.
    did: Vaste klantcontactcentrummedewerkersbereikbaarheid.
stages:
{chr(10).join(stages)}
"""


DRAFT = """\
title: A draft that nobody may see yet
draft: true
nps: {promoters: 2, passives: 1, detractors: 1}
stages:
  - title: Only stage
    touchpoints:
      - {title: Secret touchpoint one, importance: {answers: [9, 8, 9]}, experience: {answers: [4, 3, 5]}}
      - {title: Secret touchpoint two, importance: {answers: [8]}, experience: {answers: [9]}}
      - {title: Secret touchpoint three, importance: {mean: 3, n: 40}, experience: {mean: 8, n: 40}}
      - {title: Secret touchpoint four, wished: true, importance: 9}
"""

SURVEY = """\
responses:
  source: data/answers.csv
  segment: {column: group, title: Arbeidsongeschiktheidsverzekeringsklantgroepenindelingssystematiek}
  wave: wave
"""
DRAFT_OF_A_SURVEY = DRAFT.replace("stages:", f"{SURVEY}stages:") + (
    "      - {title: Secret touchpoint five, importance: {column: a}, experience: {column: b}}\n"
)
ANSWERS = "group,wave,a,b\n" + "".join(
    f"{TOUCHPOINTS[i % 5]},{2024 + i % 3} {STAGES[i % 3]},{7 + i % 4},{1 + i % 10}\n" for i in range(150)
)
"""The survey file of that draft: groups and waves with names as long as Dutch has to offer."""

UNKNOWN = """\
title: Nothing asked yet
no_figures: There was no budget for a survey.
stages:
  - title: Only stage
    touchpoints:
      - title: First
      - {title: Second, importance: 8}
"""

KITCHEN = """title: Een keuken kopen
context: {organisation: Keukenhuis}
stages:
  - title: Offerte
    touchpoints:
      - {title: Specificatie, importance: 9.1, experience: 6.2}
      - {title: Ontwerpgesprek, importance: 8.4, experience: 8.1}
      - {title: Cadeau bij oplevering, importance: 4.1, experience: 8.3}
"""

MINIMAL = """\
title: Buying a kitchen
stages:
  - title: Offer
    touchpoints:
      - {title: Specification, importance: 9.1, experience: 6.2}
      - {title: Design talk, importance: 8.4, experience: 8.1}
  - title: Delivery
    touchpoints:
      - {title: The day that was agreed, importance: 8.8, experience: 7.0}
      - {title: A present, importance: 4.1, experience: 8.3}
"""


class _Words(yaml.SafeLoader):
    """YAML in which `yes` and `no` are words, as cjgen reads them."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

BESIDE = {
    *("vision", "own", "competitor", "failure", "actions", "internal"),
    *("loyalty", "organisation", "learned", "focus"),
}
"""Keys of what stands beside customers' figures, and of what is done about them."""


def twenty(*, beside: bool = False) -> str:
    """Twenty touchpoints with the texts, figures and evidence of the law firm, some of them twice.

    `beside` says whether with what stands beside those: plans, own estimates, competitors, costs and deeds.
    """
    journey = yaml.load((SAMPLE / "journeys" / "advocatenkantoor.yaml").read_text("utf-8"), _Words)
    left = 20
    for stage in journey["stages"]:
        once = stage["touchpoints"]
        again = [{**touchpoint, "title": f"{touchpoint['title']} bis"} for touchpoint in once]
        stage["touchpoints"] = [*once, *again][:left]
        left -= len(stage["touchpoints"])
    journey.pop("focus")  # it takes a part of what the sample's site has
    if not beside:
        for written in (journey, *(touchpoint for stage in journey["stages"] for touchpoint in stage["touchpoints"])):
            for key in BESIDE & written.keys():
                del written[key]
    return yaml.safe_dump(journey, allow_unicode=True, sort_keys=False)


def write(root: Path, site: str, **journeys: str) -> Path:
    """An author's folder with these files."""
    (root / "journeys").mkdir(parents=True)
    (root / "site.yaml").write_text(site, encoding="utf-8")
    for stem, content in journeys.items():
        (root / "journeys" / f"{stem}.yaml").write_text(content, encoding="utf-8")
    return root
