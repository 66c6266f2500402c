"""The list of items of a repeated section: add, rename, remove."""

from __future__ import annotations

from cfdiag.interview import state
from cfdiag.interview.events import ItemRemoved, ItemRenamed, ItemsSettled
from cfdiag.interview.plain import phrases
from cfdiag.interview.plain.conversation import Go, Talk


class Lists(Talk):
    """A name that is typed is added; commands change what is there."""

    def _items(self, step: state.Step) -> None:
        for line in phrases.items(self.session, step):
            self.lines.say(line)
        typed = self._line(
            self.t("A name to add, /rename NUMBER NAME, /remove NUMBER; Enter when the list is complete: ")
        )
        name = typed.strip() if isinstance(typed, str) else ""
        if not name:
            if self._save(ItemsSettled(step.section.id), self.t("the list")):
                raise Go(self._after(step.key))
        elif name.isdigit():
            self._refuse(
                self.t("A number is no name. /rename NUMBER NAME and /remove NUMBER change the list.")
            )
        else:
            self._save(state.new_item(self.session.interview, step.section.id, name), name)

    def _item(self, number: str) -> tuple[str, str] | None:
        """The section and the id of the item of that number on the list that is shown."""
        step = self._step()
        if step is None or step.question is not None:
            self._refuse(self.t("There is no list here; /items goes to it."))
            return None
        items = list(self.session.interview.items.get(step.section.id, {}))
        if number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= len(items):
            return step.section.id, items[int(number) - 1]
        self._ask_for(self.t("a number of the list"))
        return None

    def _do_rename(self, rest: str) -> None:
        number, _, name = rest.partition(" ")
        found = self._item(number)
        if found is not None and self._save(ItemRenamed(*found, name.strip()), name.strip()):
            raise Go(self.here)

    def _do_remove(self, rest: str) -> None:
        found = self._item(rest)
        if found is not None and self._save(
            ItemRemoved(*found), self.t("removed; its answers are kept aside")
        ):
            raise Go(self.here)

    def _do_items(self, rest: str) -> None:
        del rest
        step = self._step()
        lists = [other for other in self._steps() if other.question is None]
        own = [other for other in lists if step is not None and other.section.id == step.section.id]
        if not lists:
            self._refuse(self.t("There is no list in this interview."))
            return
        raise Go((own or lists)[0].key)
