"""The plan as one HTML page: filtered by style alone, no script, no request."""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.engagement import Branding
from cfdiag.model.following import FollowedAction, Following
from cfdiag.model.view import Brand
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import (
    agreed_words,
    due_words,
    gone_words,
    movement_words,
    next_words,
    plan_headline,
    seen_words,
    state_words,
    suggested_words,
)
from cfdiag.render.templates.environment import fill_template, shipped_environment
from cfdiag.render.view.branding import branding
from cfdiag.render.view.setting import Setting

_TEMPLATE = "plan.html.j2"
_FILTERS = ("late", "under_way", "done")


class _Cover(NamedTuple):
    client: str


class _Row(NamedTuple):
    rank: int
    id: str
    state: str
    title: str
    owner: str
    due: str
    said: str
    """Where it stands, in words."""
    moved: list[str]
    seen: str
    note: str


class _Choice(NamedTuple):
    key: str
    said: str


class _ListOf(NamedTuple):
    title: str
    lines: list[str]


class _PlanPage(NamedTuple):
    """What the template shows; the first four as every page of the report has them."""

    language: str
    branding: Brand
    cover: _Cover
    stamps: list[str]
    title: str
    meta: str
    choices: list[_Choice]
    rows: list[_Row]
    reviewed: bool
    lists: list[_ListOf]


def render(view: Following, context: OutputContext) -> bytes:
    """The page, in the language of the view."""
    words = locale_for(context.language)
    template = shipped_environment(words.language, "html").get_template(_TEMPLATE)
    return fill_template(template, _TEMPLATE, view=_page(view, words)).lstrip().encode()


def _page(view: Following, words: Locale) -> _PlanPage:
    known = [(each, sum(action.state == each for action in view.actions)) for each in _FILTERS]
    names = {"late": words("late"), "under_way": words("under way"), "done": words("done")}
    setting = Setting(
        client=view.client, date=view.date, language=words.language,
        branding=Branding(name=view.brand, color=view.colour),
    )  # fmt: skip
    day, adopted = words.date(view.date), words.date(view.adopted)
    return _PlanPage(
        language=words.language,
        branding=branding(setting),
        cover=_Cover(view.client),
        stamps=list(view.stamps),
        title=plan_headline(view, words).removesuffix("."),
        meta=words("{plan}, adopted {adopted}; as of {day}", plan=view.plan, adopted=adopted, day=day),
        choices=[
            _Choice("all", words("all {n}", n=words.count(len(view.actions)))),
            *(_Choice(key, f"{names[key]} {words.count(n)}") for key, n in known),
        ],
        rows=[_row(each, words) for each in view.actions],
        reviewed=view.reviewed,
        lists=_lists(view, words),
    )


def _row(action: FollowedAction, words: Locale) -> _Row:
    return _Row(
        rank=action.rank,
        id=action.id,
        state=action.state,
        title=action.title,
        owner=action.owner or words("nobody yet"),
        due=due_words(action, words),
        said=state_words(action, words),
        moved=movement_words(action.moved, words) if action.moved else [],
        seen=seen_words(action, words),
        note=action.note,
    )


def _lists(view: Following, words: Locale) -> list[_ListOf]:
    found = (
        _ListOf(words("Where next?"), next_words(view, words)),
        _ListOf(words("What the new answers would add"), suggested_words(view, words)),
        _ListOf(words("To know"), [agreed_words(view, words), *gone_words(view.actions, words), *view.notes]),
    )
    return [each for each in found if each.lines]
