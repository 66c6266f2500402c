"""The page of a list of items: touch points, colleagues, accounts."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.interview.face.actions import SCROLLING, Act
from cfdiag.interview.face.page_model import ItemsBody, ListedOption, PageModel
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.flow import Step
from cfdiag.interview.items import listed_items
from cfdiag.model.questionnaire import Repeat, Section


def items_page(presenter: Presenter, step: Step, ids: Sequence[str] = ()) -> PageModel:
    """The list of a repeated section.

    Args:
        presenter: the interview as it stands.
        step: the list.
        ids: where its items stand, those that were taken off it among them; without it as they come.
    """
    section = step.section
    repeat = repeat_of(section)
    on, known = presenter.interview.items.get(section.id, {}), listed_items(presenter.interview, section)
    items = tuple(
        ListedOption(id_, known.get(id_, id_), chosen=id_ in on) for id_ in dict.fromkeys((*ids, *known))
    )
    some = {Act.DIGIT, Act.TOGGLE, Act.RENAME, *SCROLLING} if items else set()
    return PageModel(
        kind="items",
        key=step.key,
        ask=presenter.words.worded(repeat.ask),
        body=ItemsBody(items, presenter.words.label(repeat.name), _extent(presenter, repeat, len(on))),
        actions=presenter.usual | ({Act.ADD} if repeat.add else set()) | some,
    )


def _extent(presenter: Presenter, repeat: Repeat, n: int) -> str:
    """How many are on a list, and how many may or should be."""
    words, (least, most) = presenter.words, repeat.extent(presenter.words.group)
    if repeat.pick(words.group) is not None:
        return words.chosen(n, least, most)
    told = "{n} ticked; from {min} to {max}" if least else "{n} ticked; at most {max}"
    return words.say(told, n=n, min=least, max=most)


def repeat_of(section: Section) -> Repeat:
    """What a section is repeated for."""
    if section.repeat is None:
        raise TypeError(f"section {section.id} is not repeated")
    return section.repeat
