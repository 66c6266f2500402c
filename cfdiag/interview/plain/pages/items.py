"""The list of a repeated section: a name that is typed is added; commands change what is there."""

from __future__ import annotations

from cfdiag.interview.events import ItemsSettled
from cfdiag.interview.face.page_model import ItemsBody
from cfdiag.interview.items import new_item
from cfdiag.interview.plain.conversation import Conversation, Go


def hold(talk: Conversation) -> None:
    """Say the list, and take one line."""
    step, say = talk.way.stop.steps[0], talk.presenter.words.say
    model = talk.presenter.items(step)
    talk.lines.say("")
    talk.lines.say(model.ask)
    on = [item for item in model.body.items if item.chosen] if isinstance(model.body, ItemsBody) else []
    for n, item in enumerate(on, 1):
        talk.lines.say(f"{n}. {item.label}")
    typed = talk.ask(
        say("A name to add, /rename NUMBER NAME, /remove NUMBER; Enter when the list is complete: ")
    )
    name = typed.strip() if isinstance(typed, str) else ""
    if not name:
        if talk.save(ItemsSettled(step.section.id), say("the list")):
            raise Go(talk.way.on((step.key,)))
    elif name.isdigit():
        talk.refuse("A number is no name. /rename NUMBER NAME and /remove NUMBER change the list.")
    else:
        talk.save(new_item(talk.session.interview, step.section.id, name), name)
