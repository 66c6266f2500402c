"""What can be opened from every page: consent, the sections, a note in passing, scores so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import consent
from cfdiag.interview.events import LOOSE, Remarked, filed
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.promise import consent_choices
from cfdiag.interview.face.review import remark_lines, section_places
from cfdiag.interview.flow import Step
from cfdiag.interview.screen.panels.lines import NoteField, NotePanel
from cfdiag.interview.screen.panels.pick import PickPanel
from cfdiag.interview.screen.panels.places import FindPanel, JumpPanel
from cfdiag.interview.screen.panels.texts import ScoresPanel
from cfdiag.interview.screen.surface import PageContext
from cfdiag.model.interview import Consent, Interview, LooseRemark


def ask_consent(context: PageContext) -> None:
    """What may become of the words: numbered, each with what follows from it."""
    words = context.presenter.words
    choices = consent_choices(words)

    def chosen(ids: list[str]) -> bool:
        now = context.presenter.interview
        given = Consent(ids[0]) if ids else None
        return given == now.respondent.consent or context.commit(consent.said(now, given))

    options = [(choice.id, choice.label) for choice in choices]
    start = [choice.id for choice in choices if choice.chosen]
    context.open(PickPanel(context, words.say(consent.CONSENT_QUESTION), options, start, chosen, many=False))


def show_sections(context: PageContext, way: Navigator) -> None:
    """The sections with what is open in each, the cursor on the one that the page is in."""
    shown, here = context.presenter, way.stop.section
    places = section_places(shown, way.steps)
    if not places:
        return
    start = next((step.key for step in way.steps if here and step.section.id == here.id), "")
    context.open(JumpPanel(context, shown.words.say("Sections"), places, start))


def note_in_passing(context: PageContext, begun: str = "") -> None:
    """A remark between two questions, with what was typed of it before it was open."""
    shown = context.presenter
    field = NoteField("value", shown.words.say("Note"), shown.draft(LOOSE))

    def kept(texts: Mapping[str, str]) -> bool:
        text = texts["value"].strip()
        done = not text or context.commit(Remarked(LooseRemark(text=text)))
        return done and context.keep_draft(LOOSE, "")

    NotePanel(context, LOOSE, [field], kept).open(begun)


def file_remark(context: PageContext, steps: Sequence[Step]) -> None:
    """To which question something belongs that was said in passing."""
    words = context.presenter.words
    chosen = [0]

    def file_to(key: str) -> None:
        if context.commit(filed(context.presenter.interview, chosen[0], key)):
            context.close()

    def ask_for_question() -> None:
        steps_asked = [step for step in steps if step.question is not None]
        context.open(FindPanel(context, steps_asked, words.say("To which question does it belong"), file_to))

    def picked(ids: list[str]) -> bool:
        chosen[:] = [int(id_) for id_ in ids]
        return bool(ids)

    options = [(each.id, each.label) for each in remark_lines(context.presenter, steps)]
    if len(options) == 1:
        ask_for_question()
        return
    title = words.say("Said in passing")
    context.open(PickPanel(context, title, options, [], picked, many=False, then=ask_for_question))


def show_scores(context: PageContext, scorecard: Callable[[Interview], str] | None) -> None:
    """What the answers come to so far; the one place where a score is seen.

    Args:
        context: what is around.
        scorecard: gives the text; None where nobody can score.
    """

    def text() -> str:
        try:
            return scorecard(context.presenter.interview) if scorecard is not None else ""
        except CfdiagError as error:
            return str(error)

    context.open(ScoresPanel(context, text))
