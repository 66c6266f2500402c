"""The list of a repeated section: names are typed, or numbers where some are to be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cfdiag.interview.events import ItemAdded, ItemRemoved, ItemsSettled
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.items import items_page, repeat_of
from cfdiag.interview.face.page_model import ItemsBody, ListedOption, PageModel
from cfdiag.interview.items import new_item, offered_items
from cfdiag.interview.plain.conversation import Conversation, Go
from cfdiag.questions import MismatchError

_NUMBERS = re.compile(r"[0-9]{1,4}(?:[,;\s]+[0-9]{1,4})*[,;\s]*")
_SWAP = re.compile(r"([0-9]{1,4})\s*>\s*([0-9]{1,4})")


def hold(talk: Conversation) -> None:
    """Say the list, and take one line."""
    step, say = talk.way.stop.steps[0], talk.presenter.words.say
    model = items_page(talk.presenter, step)
    picking = repeat_of(step.section).pick(talk.presenter.words.group) is not None
    for line in _list(model, picking=picking):
        talk.lines.say(line)
    prompt = "A name to add, /rename NUMBER NAME, /remove NUMBER; Enter when the list is complete: "
    if picking:
        prompt = "Numbers to choose, /remove NUMBER; Enter when that is all: "
        if Act.ADD in model.actions:
            prompt = "Numbers to choose, a name to add, /remove NUMBER; Enter when that is all: "
    typed = talk.ask(say(prompt))
    name = typed.strip() if isinstance(typed, str) else ""
    if not name:
        _settle(talk, model, picking=picking)
    elif picking and (_NUMBERS.fullmatch(name) or _SWAP.fullmatch(name)):
        _choose(talk, model, name)
    # Who types a number means the line of that number, and not an item called 3.
    elif name.isdigit():
        talk.refuse("A number is no name. /rename NUMBER NAME and /remove NUMBER change the list.")
    else:
        interview = talk.session.interview
        talk.save(new_item(interview, step.section.id, name, offered_items(interview, step.section)), name)


def _items(model: PageModel) -> tuple[ListedOption, ...]:
    return model.body.items if isinstance(model.body, ItemsBody) else ()


def _list(model: PageModel, *, picking: bool) -> Iterator[str]:
    """What is asked and what is on the list; of a choice everything, and how many are chosen."""
    yield ""
    yield model.ask
    for n, item in enumerate((item for item in _items(model) if item.chosen or picking), 1):
        mark = ("[x] " if item.chosen else "[ ] ") if picking else ""
        yield f"{n}. {mark}{item.label}"
    if picking and isinstance(model.body, ItemsBody):
        yield model.body.extent


def _settle(talk: Conversation, model: PageModel, *, picking: bool) -> None:
    """The list is complete; a choice that nobody has begun stays open."""
    step = talk.way.stop.steps[0]
    if picking and not any(item.chosen for item in _items(model)):
        raise Go(talk.way.on((step.key,)))
    if talk.save(ItemsSettled(step.section.id), talk.presenter.words.say("the list")):
        raise Go(talk.way.on((step.key,)))


def _choose(talk: Conversation, model: PageModel, typed: str) -> None:
    """Choose by numbers; `5 > 2` puts the fifth in the place of the second."""
    section, items = talk.way.stop.steps[0].section, _items(model)
    numbers = [int(number) for number in re.findall("[0-9]+", typed)]
    if not all(1 <= number <= len(items) for number in numbers):
        talk.complain(MismatchError("a number from {min} to {max}", min=1, max=len(items)))
        return
    meant = [items[number - 1] for number in dict.fromkeys(numbers)]
    swap = _SWAP.fullmatch(typed) is not None
    if swap and (meant[0].chosen or not meant[-1].chosen):
        talk.refuse("The first is to be one that is not chosen, the second one that is.")
        return
    new = [item for item in meant if not item.chosen]
    on, most = sum(item.chosen for item in items), repeat_of(section).extent(talk.presenter.words.group)[1]
    if not swap and on + len(new) > most:
        told = "That would be {n} of {max}. Type 5 > 2 to put number 5 in the place of number 2."
        talk.refuse(told, n=on + len(new), max=most)
        return
    if swap and not talk.save(ItemRemoved(section.id, meant[-1].id), ""):
        return
    for item in new:
        talk.save(ItemAdded(section.id, item.id, item.label), item.label)
