"""Results to render, without scoring anything: seeded, with long titles, Dutch, and hostile strings "
"where asked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag import __version__
from cfdiag.batch.phrasing import phrasing_in
from cfdiag.locales.catalogue import locale_for
from cfdiag.model import result as r
from cfdiag.model.block import Tagged
from cfdiag.model.blocks import ShownCell, TableBlock
from cfdiag.model.expression import Const
from cfdiag.model.interview import Interview
from cfdiag.model.material import Remark, SavedMaterial
from cfdiag.model.questionnaire import (
    Action,
    ComparedGroups,
    Dimension,
    Group,
    Option,
    Question,
    Questionnaire,
    Scale,
    Section,
)
from cfdiag.model.text import Text, plain
from cfdiag.model.view import Report
from cfdiag.render.diagnostics import WHOLE
from cfdiag.render.report import Setting
from cfdiag.render.report import build_view as view_of
from cfdiag.rules.fact_lookup import Facts
from cfdiag.rules.facts import Shown
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.findings import findings
from cfdiag.scoring.headline import headline
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.material import accounts, labels, people, spoken
from cfdiag.scoring.widest import widest

TRUE = Const(True)
"""What the rules hold on is the scorer's affair: here every action is called for."""


def text(en: str, nl: str = "") -> Text:
    return Text({"": {"en": en, **({"nl": nl} if nl else {})}}, "en")


FIVE = Scale("five", 1, 5, {1: plain("Very poor"), 5: plain("Excellent")})

STATEMENTS = (
    (
        "latent_needs",
        "We know needs that our customers have not yet put into words",
        "We kennen behoeften die klanten nog niet onder woorden hebben gebracht",
    ),
    (
        "reaches",
        "What one of us learns about a customer reaches the colleague who can use it",
        "Wat een van ons over een klant hoort, komt bij de collega die er iets mee kan",
    ),
    (
        "stays",
        "Knowledge of a customer stays when a colleague leaves",
        "Kennis van een klant blijft als een collega vertrekt",
    ),
    (
        "meetings",
        "Our meetings aim at a difference for the customer",
        "Onze overleggen zijn gericht op een verschil voor de klant",
    ),
    (
        "room",
        "There is room to look further than today's fires",
        "Er is ruimte om verder te kijken dan de brand van vandaag",
    ),
    (
        "fair_goals",
        "Goals are spread fairly over the departments",
        "Doelen zijn eerlijk over de afdelingen verdeeld",
    ),
    (
        "joint_goals",
        "Departments share goals that start with the customer",
        "Afdelingen delen doelen die bij de klant beginnen",
    ),
    (
        "platform",
        "Customer information stands in one place that is easy to reach",
        "Klantinformatie staat op één plek waar iedereen bij kan",
    ),
    (
        "pilots",
        "What works in a pilot reaches the whole organisation",
        "Wat in een proef werkt, bereikt de hele organisatie",
    ),
    (
        "rely",
        "I can rely on other departments to do their part",
        "Ik kan erop rekenen dat andere afdelingen hun deel doen",
    ),
)
FACETS = (
    ("sales", "Sales organisation", "Verkooporganisatie"),
    ("products", "Products and services", "Producten en diensten"),
    ("processes", "Processes", "Processen"),
    ("service_level", "Level of service", "Serviceniveau"),
)


def _rating(
    said: tuple[str, str, str],
    dimension: str,
    groups: tuple[str, ...],
    importance: frozenset[str],
    hostile: str,
) -> Question:
    id_, en, nl = said
    en += hostile
    return Question(
        id=id_,
        type="rating",
        ask=text(en, nl),
        groups=groups,
        scale=FIVE,
        dimension=dimension,
        importance=importance,
    )


def _action(id_: str, kind: Any, en: str, nl: str, because: tuple[str, ...], **more: Any) -> Action:
    return Action(
        id=id_,
        when=TRUE,
        kind=kind,
        title=text(en, nl),
        because=because,
        why=text(
            "The answers show it: what is known about the customer stays with the person who heard it.",
            "De antwoorden laten het zien: wat iemand over de klant weet, blijft bij wie het hoorde.",
        ),
        first_step=text(
            "Ask three customers this week, face to face, and write down what they say in their own words.",
            "Vraag het deze week drie klanten, onder vier ogen, en schrijf hun eigen woorden op.",
        ),
        owner=text("Head of sales", "Hoofd verkoop"),
        measure=text(
            "The next five ratings are a point higher.", "De volgende vijf oordelen liggen een punt hoger."
        ),
        **more,
    )


def silo(hostile: str = "") -> Questionnaire:
    inside = ("internal",)
    dims = {
        "customer_knowledge": Dimension(
            "customer_knowledge", text("Knowledge of the customer" + hostile, "Kennis van de klant")
        ),
        "meaningful_collaboration": Dimension(
            "meaningful_collaboration",
            text(
                "Collaboration that means something to the customer", "Samenwerken dat de klant iets oplevert"
            ),
        ),
        "structure": Dimension(
            "structure", text("Structure and governance", "Structuur en sturing"), weight=2.0
        ),
        "in_place": Dimension("in_place", text("What is in place", "Wat geregeld is"), kind="checklist"),
    }
    which = ["customer_knowledge"] * 3 + ["meaningful_collaboration"] * 3 + ["structure"] * 4
    questions = tuple(
        _rating(said, dim, inside, frozenset(inside), hostile)
        for said, dim in zip(STATEMENTS, which, strict=True)
    )
    words = Question(
        id="lost",
        type="text",
        ask=text(
            "Which customer issue got lost between departments?" + hostile,
            "Welke klantvraag raakte zoek tussen afdelingen?",
        ),
        groups=inside,
        tags=(
            Option("handover", text("Handing over", "Overdracht")),
            Option("systems", text("Systems", "Systemen")),
        ),
    )
    return Questionnaire(
        id="silo",
        version="1.0.0",
        sha256="ab" * 32,
        title=text("Customer focus across departments" + hostile, "Klantgerichtheid over afdelingen heen"),
        groups={
            "internal": Group(
                "internal",
                text("Inside the organisation" + hostile, "Binnen de organisatie"),
                14,
                anonymous=True,
            )
        },
        sections=(Section(id="all", title=text("Statements", "Stellingen"), questions=(*questions, words)),),
        dimensions=dims,
        actions=(
            _action(
                "one_goal",
                "mend",
                "Choose one goal that two departments share" + hostile,
                "Kies één doel dat twee afdelingen delen",
                ("joint_goals", "lost"),
                impact=3,
                effort=2,
                horizon=60,
            ),
            _action(
                "go_and_see",
                "mend",
                "Send two people to a customer, with no agenda but theirs" + hostile,
                "Stuur twee mensen naar een klant, zonder andere agenda dan die van de klant",
                ("latent_needs", "lost"),
                impact=3,
                effort=1,
                horizon=30,
            ),
            _action(
                "spread_pilot",
                "mend",
                "Name the next department before the pilot ends",
                "Wijs de volgende afdeling aan voordat de proef afloopt",
                ("pilots",),
                impact=2,
                effort=2,
                horizon=90,
            ),
            _action(
                "tell_it",
                "build",
                "Tell the best handover at the next meeting" + hostile,
                "Vertel de beste overdracht op het volgende overleg",
                ("rely",),
                impact=2,
                effort=1,
                horizon=30,
            ),
        ),
        notes={
            "recipe": text(
                "There is no single recipe: what fits one organisation may not fit another." + hostile,
                "Er is geen recept: wat bij de ene organisatie past, past niet bij de andere.",
            )
        },
    )


def view_questionnaire(hostile: str = "") -> Questionnaire:
    both = ("internal", "customer")
    questions = tuple(_rating(said, "facets", both, frozenset({"customer"}), hostile) for said in FACETS)
    words = Question(
        id="worked",
        type="text",
        ask=text("What has worked well?", "Wat ging er goed?"),
        groups=("customer",),
        tags=(Option("people", text("People", "Mensen")),),
    )
    return Questionnaire(
        id="view",
        version="1.0.0",
        sha256="cd" * 32,
        title=text("How do your customers view you?" + hostile, "Hoe kijken uw klanten naar u?"),
        groups={
            "internal": Group(
                "internal",
                text("Inside the organisation" + hostile, "Binnen de organisatie"),
                18,
                anonymous=True,
            ),
            "customer": Group("customer", text("Customers", "Klanten"), 20, anonymous=False, side="customer"),
        },
        compare=ComparedGroups("internal", "customer"),
        sections=(
            Section(
                id="facets", title=text("The four facets", "De vier kanten"), questions=(*questions, words)
            ),
        ),
        dimensions={
            "facets": Dimension("facets", text("Four facets of the business", "Vier kanten van het bedrijf"))
        },
        actions=(
            _action(
                "repair",
                "mend",
                "Repair one touch point together with the customers who rated it low",
                "Verbeter één contactmoment samen met de klanten die het laag waardeerden",
                ("service_level", "worked"),
                impact=3,
                effort=3,
                horizon=60,
                to_customers=text(
                    "We repair one thing, together with you.", "We herstellen één ding, samen met u."
                ),
            ),
        ),
    )


def level(score: float | None, target: float = 70) -> Any:
    return (
        None
        if score is None
        else "critical"
        if score < 40
        else "developing"
        if score < target
        else "on_target"
    )


def _question(
    chance: random.Random, q: Question, n: int, *, importance: bool, quadrant: bool = True
) -> r.QuestionScore:
    mean = min(4.8, max(1.3, chance.gauss(3.3, 0.8)))
    matters = min(4.9, max(2.5, chance.gauss(4.0, 0.5)))
    counts = {str(v): max(0, round(n / (1 + 2 * abs(v - mean)) / 2.2)) for v in range(1, 6)}
    gap = r.Gap(n=n - 1, mean=mean - matters, interval=(mean - matters - 0.4, mean - matters + 0.4))
    place = (
        ("keep_up" if mean >= 3.3 else "concentrate")
        if matters >= 4
        else ("overkill" if mean >= 3.3 else "low_priority")
    )
    rated: dict[str, Any] = {"importance": r.Importance(n=n, mean=matters), "gap": gap} if importance else {}
    if importance and quadrant:
        rated |= {"quadrant": place, "borderline": chance.random() < 0.25, "stability": 0.9}
    return r.QuestionScore(
        type="rating",
        title=q.ask.pick("en"),
        scale=(1, 5),
        dimension=q.dimension,
        n=n,
        status={"answered": n, "unknown": chance.randrange(4)},
        mean=mean,
        sd=0.8,
        median=3,
        points=25 * (mean - 1),
        distribution=counts,
        interval=(mean - 0.3, mean + 0.3),
        range=(mean - 0.3, mean + 0.2),
        **rated,
    )


def _dimension(chance: random.Random, n: int) -> r.DimensionScore:
    score = chance.uniform(32, 84)
    return r.DimensionScore(
        score=score,
        n=n,
        sd=12.0,
        interval=(score - 6, score + 5),
        range=(score - 5, score + 4),
        coverage=chance.uniform(0.85, 1),
        target=70,
        weight=1,
        level=level(score),
    )


def silo_result(chance: random.Random, q: Questionnaire, n: int = 30) -> r.QuestionnaireResult:
    questions = {
        x.id: _question(chance, x, n, importance=True)
        for s in q.sections
        for x in s.questions
        if x.type == "rating"
    }
    dimensions = {k: _dimension(chance, n) for k, d in q.dimensions.items() if d.kind == "scored"}
    dimensions["in_place"] = r.DimensionScore(kind="checklist", met=5, of=7, n=n)
    cells: dict[str, r.Cell] = {}
    for name, count in (("Sales", 9), ("Service & delivery", 8), ("Finance", 7)):
        cells[name] = r.Cell(
            n=count,
            overall=r.Score(score=52.5, n=count),
            dimensions={k: _dimension(chance, count) for k in dimensions if k != "in_place"},
        )
    cells["Legal"] = r.Cell(n=None, withheld=True, reason="withheld")
    cells["IT"] = r.Cell(n=None, withheld=True, reason="withheld")
    overall = r.Score(
        score=54.2,
        n=n,
        sd=9.1,
        median=55.0,
        interval=(50.8, 57.6),
        range=(50.7, 57.5),
        coverage=0.97,
        level="developing",
    )
    lost = r.QuestionScore(type="text", n=n, distribution={"handover": 12, "systems": 7})
    return r.QuestionnaireResult(
        id=q.id,
        version=q.version,
        sha256=q.sha256,
        n=n,
        title=q.title.pick("en"),
        overall=overall,
        dimensions=dimensions,
        questions=questions,
        groups={
            "internal": r.GroupScore(
                n=n, title="Inside", overall=overall, dimensions=dimensions, questions={"lost": lost}
            )
        },
        by={"department": cells},
        widest=widest({"department": cells}),
        crosshair={"kind": "mean", "importance": 4.0, "performance": 3.3},
        actions=[
            r.ActionScore(
                id="go_and_see",
                kind="mend",
                title="Go and see",
                priority=1.3125,
                need=0.4375,
                impact=3,
                effort=1,
                horizon=30,
                owner="Head of sales",
                because=[
                    r.Because(question="latent_needs", points=35.0, target=70, importance=0.875),
                    r.Because(question="lost", points=None, target=70),
                ],
                questionnaires=["silo"],
            ),
            r.ActionScore(
                id="one_goal",
                kind="mend",
                title="One goal",
                priority=0.6,
                need=0.4,
                impact=3,
                effort=2,
                horizon=60,
                owner="Board member",
                because=[r.Because(question="joint_goals", points=42.0, target=70, importance=0.8)],
                questionnaires=["silo"],
            ),
            r.ActionScore(
                id="spread_pilot",
                kind="mend",
                title="Spread",
                priority=0.3,
                need=0.3,
                impact=2,
                effort=2,
                horizon=90,
                owner="Sponsor",
                because=[r.Because(question="pilots", points=50.0, target=70)],
                questionnaires=["silo"],
            ),
            r.ActionScore(
                id="tell_it",
                kind="build",
                title="Tell it",
                priority=0.9,
                need=0.45,
                impact=2,
                effort=1,
                horizon=30,
                owner="Team lead",
                because=[r.Because(question="rely", points=82.0, target=70)],
                questionnaires=["silo"],
            ),
        ],
        not_judged=[r.NotJudged(id="x", title="Pay out less for fires put out", missing=["points.room"])],
    )


def view_result(
    chance: random.Random, q: Questionnaire, inside: int = 12, outside: int = 11
) -> r.QuestionnaireResult:
    rated = {
        x.id: _question(chance, x, outside, importance=True, quadrant=False)
        for s in q.sections
        for x in s.questions
        if x.type == "rating"
    }
    perception = {}
    for key, score in rated.items():
        mean = score.mean or 3.0
        own = min(4.8, mean + chance.uniform(-0.6, 1.2))
        d = own - mean
        interval = (d - 0.5, d + 0.5)
        finding: Any = "blind_spot" if interval[0] > 0 else "unseen_strength" if interval[1] < 0 else None
        perception[key] = r.Perception(
            internal=own,
            customer=mean,
            n_internal=inside,
            n_customer=outside,
            difference=d,
            points=25 * d,
            interval=interval,
            g=0.8,
            p=0.001 if finding else 0.2,
            finding=finding,
        )
    score = r.Score(
        score=61.3,
        n=outside,
        sd=12.0,
        interval=(53.2, 69.4),
        range=(53.0, 68.6),
        coverage=0.94,
        level="developing",
    )
    dims = {
        "facets": r.DimensionScore(
            score=61.3,
            n=outside,
            sd=12.0,
            interval=(53.2, 69.4),
            range=(53.0, 68.6),
            coverage=0.94,
            target=70,
            level="developing",
        )
    }
    own = {
        "facets": r.DimensionScore(
            score=69.7,
            n=inside,
            interval=(61.0, 78.0),
            range=(60.4, 77.1),
            coverage=0.9,
            target=70,
            level="developing",
        )
    }
    return r.QuestionnaireResult(
        id=q.id,
        version=q.version,
        sha256=q.sha256,
        n=inside + outside,
        title=q.title.pick("en"),
        overall=score,
        dimensions=dims,
        questions=rated,
        groups={
            "internal": r.GroupScore(n=inside, dimensions=own),
            "customer": r.GroupScore(n=outside, dimensions=dims, questions=rated, overall=score),
        },
        perception=perception,
        rank_agreement=0.4,
        actions=[
            r.ActionScore(
                id="repair",
                kind="mend",
                title="Repair",
                priority=0.5,
                need=0.5,
                impact=3,
                effort=3,
                horizon=60,
                owner="Owner",
                because=[r.Because(question="service_level", points=50.0, target=70, importance=0.9)],
                questionnaires=["view"],
            )
        ],
    )


def remarks(hostile: str = "") -> list[Remark]:
    said = (
        (
            "silo",
            "lost",
            "internal",
            "A delivery date was promised by sales, changed by planning, and nobody told the customer.",
            ("handover",),
            "",
        ),
        (
            "silo",
            "lost",
            "internal",
            "Een klacht bleef drie weken liggen omdat service en facturatie elk dachten dat de ander belde.",
            ("handover", "systems"),
            "",
        ),
        (
            "view",
            "worked",
            "customer",
            "When our line stood still your engineer drove through the night. I still tell that story.",
            (),
            "J. de Boer",
        ),
    )
    return [
        Remark(
            questionnaire=a,
            question=b,
            section="all",
            item="",
            group=c,
            text=d + hostile,
            kind="answer",
            tags=tuple(e),
            department="Sales" if a == "silo" else "",
            account="",
            author=f + (hostile if f else ""),
            private=False,
        )
        for a, b, c, d, e, f in said
    ]


def engagement(
    seed: int = 7, hostile: str = "", respondents: int = 30
) -> tuple[r.Result, dict[str, Questionnaire], list[Remark]]:
    """A result over two questionnaires, what they ask, and what people said."""
    chance = random.Random(seed)  # noqa: S311  no secret
    questionnaires = {q.id: q for q in (view_questionnaire(hostile), silo(hostile))}
    parts = [
        view_result(chance, questionnaires["view"]),
        silo_result(chance, questionnaires["silo"], respondents),
    ]
    result = r.Result(
        tool=__version__,
        inputs=r.Inputs(interviews=respondents + 23, unfinished=1),
        privacy=r.Privacy(min_group=5, min_comments=10, unmasked=False),
        questionnaires=parts,
        plan=r.Plan(
            build=["tell_it"],
            mend=["go_and_see", "one_goal", "repair", "spread_pilot"],
            projected={"silo": 58.1, "view": 64.0},
        ),
        fictional=True,
    )
    return judged(result, questionnaires), questionnaires, remarks(hostile)


def judged(result: r.Result, questionnaires: dict[str, Questionnaire]) -> r.Result:
    """The result with the findings that its figures give, and what is said first of them."""
    parts = []
    for part in result.questionnaires:
        questionnaire = questionnaires[part.id]
        facts = Facts(Shown(questionnaire, part, {}, ""))
        parts.append(
            replace(part, findings=findings(questionnaire, part, facts, phrasing_in(locale_for("en"))))
        )
    return replace(result, questionnaires=parts, headline=headline(parts, questionnaires))


def setting(**changes: Any) -> Setting:
    base: dict[str, Any] = {"client": "Acme Pumps", "date": "2026-11-22", "fictional": True}
    return Setting(**{**base, **changes})


def carrying(
    result: r.Result,
    questionnaires: dict[str, Questionnaire],
    remarks: Sequence[Remark],
    interviews: Sequence[Interview],
) -> r.Result:
    """The result with what was said, as consent and floors let it through; the remarks are as given."""
    kept = [
        (i, questionnaires[i.questionnaire.id]) for i in interviews if i.questionnaire.id in questionnaires
    ]
    said = spoken(kept, result, Options(unmasked=result.privacy.unmasked), WHOLE)
    n, parts = people(kept), counted(result.questionnaires)
    return replace(
        result,
        questionnaires=parts,
        counts=counts_together(parts),
        inputs=replace(result.inputs, people=UNSET if n is None else n),
        material=SavedMaterial(
            spoken=replace(said, remarks=list(remarks)),
            texts=questionnaires,
            labels=labels(kept, result),
            asked_about=accounts(kept),
        ),
    )


def build_view(
    result: r.Result,
    questionnaires: dict[str, Questionnaire],
    remarks: Sequence[Remark],
    interviews: Sequence[Interview],
    setting: Setting,
) -> Report:
    """The view of a result and of what was said beside it."""
    return view_of(carrying(result, questionnaires, remarks, interviews), setting)


B = TypeVar("B", bound=Tagged)


def blocks(view: Report, section: str, kind: type[B]) -> list[B]:
    """The blocks of one kind in a section of the view, and its tables behind; none where it is not there."""
    found, behind = view.section(section), view.section("tables")
    own = [block for block in found.blocks if isinstance(block, kind)] if found else []
    tables = [block for block in behind.blocks if isinstance(block, TableBlock)] if behind else []
    return own + [table for table in tables if isinstance(table, kind) and table.id.startswith(section)]


def texts(row: Sequence[ShownCell]) -> list[str]:
    """The texts of a row of a table."""
    return [cell.text for cell in row]
