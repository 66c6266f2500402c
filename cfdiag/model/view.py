"""What a report shows: sections of blocks, worded, sorted and rounded, and what its pages need beside them.

Every format renders each kind of block once. Behind this no figure is made, nothing decided about privacy.
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.blocks import Block, ChartBlock, ListGroup, TableBlock

VIEW_FORMAT = "cfdiag/report@2"


class ReportSection(msgspec.Struct, frozen=True, kw_only=True):
    """A section of the report."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False
    """Whether it stands at the end, smaller and folded."""
    folds: bool = False
    """Whether what stands under each of its headings may be folded away."""

    def charts(self) -> list[ChartBlock]:
        """Its charts, in order."""
        return [block for block in self.blocks if isinstance(block, ChartBlock)]


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered a questionnaire."""

    questionnaire: str
    title: str
    n: str
    groups: tuple[str, ...]


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """Client, date, who was asked, how confidential, for whom."""

    title: str
    client: str
    date: str
    date_iso: str
    audience: str
    confidentiality: str
    asked: str
    people: tuple[People, ...]
    unfinished: str
    stamps: tuple[str, ...]


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """Name and picture, and the colour in a shade that can be read on a light and on a dark page."""

    name: str
    logo: str
    """A `data:` address, or empty."""
    color: str
    color_dark: str


class ContentsLine(msgspec.Struct, frozen=True, kw_only=True):
    """A section, by its id and title."""

    id: str
    title: str
    appendix: bool


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What customers are told that is done, or was."""

    rank: int
    title: str
    by: str
    """By when, or since when it is done; empty where nobody wrote that down."""
    said: str
    """Both in one: the title, and by when; that its day has passed; or that it is done, and since when."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer is told afterwards."""

    title: str
    said: tuple[str, ...]
    done: tuple[Promise, ...] = ()
    """What is done already: thanked for, and not promised again."""
    do: tuple[Promise, ...]
    later: str
    """The date by which they hear again, or empty."""


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A name and a value."""

    label: str
    value: str


class ReadyLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be ready with."""

    label: str
    done: bool


class RunSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The run sheet of a customer panel."""

    title: str
    dates: tuple[Labelled, ...]
    steps: tuple[str, ...]
    invitees: TableBlock | None
    ready: tuple[ReadyLine, ...]
    caution: str


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What a leaver hands over of one account: first-hand facts only."""

    account: str
    title: str
    state: str
    """`at_risk`, `not_known` or `nothing_seen`."""
    value: str
    """A year's worth with its currency; empty where nobody knows."""
    risks: tuple[str, ...]
    """Reasons, no probability."""
    sources: tuple[str, ...]
    """Of each reason where it is known from; empty where nothing says."""
    know: str
    advice: str
    facts: tuple[Labelled, ...]
    goals: tuple[Labelled, ...]
    could_end: str
    inferences: tuple[Labelled, ...]
    contacts: TableBlock | None
    inside: TableBlock | None
    promises: TableBlock | None
    open_promises: tuple[str, ...]
    ask_first: tuple[str, ...]
    """What to ask the leaver, in full sentences."""
    asked: str
    """Who was asked about it."""
    first_visit: str
    """The day on which both visit, or the successor does, in words; empty where none is known or left."""
    next_step: str
    safe_questions: tuple[str, ...]
    in_full: bool = True
    """Whether it is among the accounts that are talked through at length."""
    ask_in_short: tuple[str, ...] = ()
    """What to ask the leaver, a few words each, in the order of `ask_first`."""
    successor: str = ""
    """Who takes over, where somebody said."""
    leaver: str = ""
    """Who hands over, where that may be said."""
    last_day: str = ""
    """Of the leaver, in words."""
    meeting: str = ""
    """The day on which both visit, in words; of one that the leaver is yet to name, until when."""
    gone: bool = False
    """Whether the last day of the leaver is past."""
    comes_along: bool = True
    """Whether the leaver can offer to come along."""
    asked_once: bool = True
    """Whether anything is asked about it of what is said once for many accounts."""
    give_and_get: tuple[ListGroup, ...] = ()
    """What each side would give and get, as told to `account-view`."""


class TerritoryPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of a territory in the order of calling, and the days that are left."""

    first: tuple[Labelled, ...]
    """The first ones in danger, each with why."""
    find_out: tuple[str, ...]
    """What nobody knows, and of which accounts."""
    lead: tuple[str, ...]
    """What is said once for all accounts."""
    totals: TableBlock
    """At risk, not known, nothing seen, all: by currency."""
    accounts: TableBlock
    order: str = ""
    """By what they are in order."""
    talks: TableBlock | None
    """Talks with the leaver and read-backs, a row a day."""
    talks_note: str
    """How many minutes they take, and how many days are left."""
    not_asked: tuple[str, ...]
    """Accounts for which no day is left."""
    visits: TableBlock | None
    """Joint visits, a row a day."""
    to_visit: tuple[str, ...]
    """Accounts to visit together, where nobody said until when."""
    not_visited: tuple[str, ...]
    """Accounts to which the leaver writes instead, as no day is left."""
    not_together: tuple[str, ...]
    """Accounts to which the leaver writes instead, as they do not come along."""
    maybe_the_same: tuple[str, ...]
    """Names that may mean one account, and are counted apart."""
    lost: TableBlock | None
    """Customers who left the territory."""
    last_day: str
    """Of the leaver; empty where nobody said."""
    since: tuple[str, ...] = ()
    """What changed since an earlier handover."""
    left_out: tuple[str, ...] = ()
    """What the lists could not tell."""


class ToldStory(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, in the words of whoever told it."""

    text: str
    who: str
    """As far as they agreed."""
    theme: str
    asked: str
    """The question it answers."""


class ToldBefore(msgspec.Struct, frozen=True, kw_only=True):
    """What people of one group are told before they are asked, in one language."""

    language: str
    group: str
    asked: str
    """The title of the questionnaire, as they hear it."""
    intro: tuple[str, ...]
    """How the talk begins."""
    facts: tuple[Labelled, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report and its pages show."""

    format: str = VIEW_FORMAT
    language: str
    audience: str
    """`internal`, `staff` or `customer`."""
    cover: Cover
    stamps: tuple[str, ...]
    """What must stand on every page: fictional, unmasked."""
    branding: Brand
    contents: tuple[ContentsLine, ...]
    """The sections, by id and title."""
    sections: tuple[ReportSection, ...]
    """In their order; one without data is not there, and the method says so."""
    made_from: str = ""
    """Lists, interviews or both: what the pages rest on; empty where nobody was asked yet."""
    slides: tuple[ReportSection, ...] = ()
    """What is presented: six slides, of which one without data is left out."""
    handovers: tuple[Handover, ...] = ()
    """Per account, the most at risk first."""
    territory: TableBlock | None = None
    """All accounts in one table, in the order of calling."""
    territory_plan: TerritoryPlan | None = None
    """The same with totals, and the days that are left."""
    promise_ledger: TableBlock | None = None
    """Every promise of the territory, by due date."""
    successor: str = ""
    """Who takes the accounts over, where somebody said."""
    asked_of_most: tuple[str, ...] = ()
    """What to ask the leaver about at least half of the accounts, said once."""
    handovers_note: str = ""
    """What value at risk is, in the questionnaire's own words."""
    panel: RunSheet | None = None
    to_all: ReportSection | None = None
    """For everybody inside."""
    ballot: ReportSection | None = None
    """The actions to put dots on."""
    stories: tuple[ToldStory, ...] = ()
    """To be read aloud, by theme."""
    meeting: ReportSection | None = None
    """The meeting inside about one account."""
    meeting_accounts: tuple[str, ...] = ()
    """The accounts that such a meeting may be about."""
    notice: tuple[ToldBefore, ...] = ()
    """To be read before a talk: a page a group and a language."""
    letter: Letter | None = None
    letter_accounts: tuple[str, ...] = ()
    """The accounts of which one gets the letter."""

    @property
    def handover_accounts(self) -> tuple[str, ...]:
        """What the accounts are called that were handed over."""
        return tuple(each.title for each in self.handovers)

    def section(self, id_: str) -> ReportSection | None:
        """The section of that id, or None where it has no data."""
        return next((each for each in self.sections if each.id == id_), None)

    def shows(self, name: str) -> bool:
        """Whether there is anything of that name: a section, or a part for a page."""
        return self.section(name) is not None or bool(getattr(self, name, None))


def without_drawings(report: Report) -> Report:
    """The same with charts reduced to their words: the figures stand in the tables."""
    return replace(
        report,
        sections=tuple(map(_without_drawings, report.sections)),
        slides=tuple(map(_without_drawings, report.slides)),
    )


def _without_drawings(section: ReportSection) -> ReportSection:
    blocks = tuple(
        replace(block, wide=UNSET, narrow=UNSET, figures=UNSET) if isinstance(block, ChartBlock) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)
