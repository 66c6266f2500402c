"""Word, to be edited: real headings, tables with header rows, captions, charts with alternative texts.

Each kind of block is put on paper once, wherever it stands; a page is made of what it is as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.ground.extras import optional
from cfdiag.model.blocks import (
    ActionCard,
    Block,
    CardsBlock,
    ChartBlock,
    HeadingBlock,
    LeadBlock,
    ListBlock,
    ListEntry,
    Quote,
    QuotesBlock,
    SentenceBlock,
    TableBlock,
)
from cfdiag.model.view import Report, ReportSection
from cfdiag.render.report import html
from cfdiag.render.report._office import cells_of_card
from cfdiag.render.report._paper import Paper, PaperCell, column_widths
from cfdiag.render.report._word_page import put_page
from cfdiag.render.target import Rendered, Target
from cfdiag.render.templates.picture import picture

IS_TEXT = False
PAGE_KIND = html.PAGE_KIND
TAKES_REFERENCE = True

WORD_SCALE = 2.0
"""Pixels of a picture for each of the chart's own."""


def render(view: Report, target: Target) -> Rendered:
    """The report, or one of the shipped pages, as a Word document.

    Raises:
        CfdiagError: `missing-extra`; `bad-reference`.
    """
    if target.template:
        return Rendered(finish(html.render(view, target).data.decode(), view, target), {})
    paper = Paper(view, target.reference)
    writer = _Writer(paper)
    first, *rest = view.sections or (None,)
    if first is not None and first.id == "board":
        writer.board(first)
        writer.cover(level=1)
    else:
        writer.cover()
        rest = [*view.sections]
    for section in rest:
        if section is not None:
            writer.section(section)
    return Rendered(paper.saved(), {})


def finish(text: str, view: Report, target: Target) -> bytes:
    """A page as a Word document.

    Args:
        text: the page as HTML.
        view: whose it is.
        target: a firm's own paper, where there is one.

    Raises:
        CfdiagError: `missing-extra`; `bad-reference`.
    """
    paper = Paper(view, target.reference)
    put_page(paper, text)
    return paper.saved()


class _Writer:
    """Puts blocks on paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.view, self.w = paper, paper.view, paper.w
        self.resvg = optional("resvg_py", "docx")
        self.numbers = {"table": 0, "figure": 0}

    def board(self, section: ReportSection) -> None:
        """The first page: its title is the headline; what comes behind it begins a page of its own."""
        cover = self.view.cover
        self.paper.logo()
        told = (cover.client, cover.title, cover.date, cover.audience, *self.view.stamps)
        self.paper.say(" · ".join(filter(None, told)), "Caption")
        self.paper.heading(section.title, 0)
        for block in section.blocks:
            self.block(block)
        self.paper.break_page()

    def cover(self, level: int = 0) -> None:
        """What the report says of itself."""
        cover = self.view.cover
        if not level:
            self.paper.logo()
        for stamp in self.view.stamps if not level else ():
            self.paper.say(stamp, "Intense Quote")
        self.paper.heading(cover.title, level)
        self.paper.say(" · ".join(filter(None, (cover.client, self.view.branding.name))), "Subtitle")
        for line in ((cover.date, cover.audience, cover.confidentiality), (cover.asked, cover.unfinished)):
            self.paper.say(" · ".join(said for said in line if said))
        for people in cover.people:
            self.paper.say(f"{people.title}: {', '.join([people.n, *people.groups])}", "List Bullet")

    def section(self, section: ReportSection) -> None:
        """A section of the report."""
        self.paper.heading(section.title, 1)
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """A block, whatever its kind."""
        match block:
            case HeadingBlock():
                self.paper.heading(block.text, block.level + 1)
            case LeadBlock():
                self.paper.say(block.text)
            case SentenceBlock():
                looks = {"verdict": "Intense Quote", "note": "Caption", "beside": "Caption"}
                self.paper.say(block.text, looks.get(block.look, ""))
            case TableBlock():
                self.table(block)
            case ChartBlock():
                self.chart(block)
            case QuotesBlock():
                self.paper.heading(block.title, 3)
                self.paper.say(block.about, "Caption")
                self.quotes(block.quotes)
                self.paper.say(block.more, "Caption")
            case CardsBlock():
                self.cards(block)
            case ListBlock():
                self.list(block)

    def table(self, table: TableBlock) -> None:
        """A table of the view, with its caption above and its notes below."""
        self.numbers["table"] += 1
        self.paper.caption(self.w("Table"), table.caption, self.numbers["table"], above=True)
        texts = [[column.title] for column in table.columns]
        rows = [[PaperCell(column.title, bold=True, right=column.numeric) for column in table.columns]]
        for row in table.rows:
            made, at = [], 0
            for cell in row:
                text = f"{cell.text} ({cell.note})" if cell.note else cell.text
                right = table.columns[at].numeric
                shaded = table.look == "heat"
                made.append(PaperCell(text, cell.tone == "total", right, cell.tone, shaded, cell.span))
                if len(row) == len(texts):
                    texts[at].append(text)
                at += cell.span
            rows.append(made)
        self.paper.table(rows, column_widths(texts, self.paper.wide))
        for note in table.notes:
            self.paper.say(note, "Caption")

    def chart(self, chart: ChartBlock) -> None:
        """A chart of the view as a picture, with its words as alternative text."""
        svg = picture(chart, self.view.language)
        png = bytes(self.resvg.svg_to_bytes(svg_string=svg, zoom=WORD_SCALE, font_family="Arial"))
        place = self.paper.picture(png, chart.title, chart.desc, width=self.paper.wide)
        place.paragraph_format.keep_with_next = True
        self.numbers["figure"] += 1
        self.paper.caption(self.w("Figure"), chart.caption, self.numbers["figure"], above=False)

    def cards(self, block: CardsBlock) -> None:
        """Actions in full, or as the table of the first page."""
        if block.look == "board":
            self.things(block.cards)
            return
        for card in block.cards:
            self.card(card, block.level + 1)

    def things(self, cards: Sequence[ActionCard]) -> None:
        """Actions as a table: what and why, on Monday, who, by when, and how one sees it."""
        if not cards:
            return
        heads = (self.w("What, and why"), *(line.label for line in cards[0].lines))
        rows = [[PaperCell(head, bold=True) for head in heads]]
        for card in cards:
            first, *lines = cells_of_card(card)
            rows.append([PaperCell(first, bold=True), *map(PaperCell, lines)])
        shares = (0.33, 0.21, 0.15, 0.12, 0.19) if len(heads) == 5 else [1 / len(heads)] * len(heads)  # noqa: PLR2004  as many as there are
        self.paper.table(rows, [self.paper.wide * share for share in shares])

    def list(self, block: ListBlock) -> None:
        """A list, or several: one after the other; what a plan rests on side by side."""
        if block.look == "trust":
            self.paper.columns(
                [(group.title, [_line(entry) for entry in group.entries]) for group in block.groups]
            )
            return
        if block.summary:
            self.paper.heading(block.summary, 2)
        for group in block.groups:
            if group.title:
                self.paper.heading(group.title, block.level + 1)
            self.paper.say(group.note, "Caption")
            if block.look in ("numbers", "write") and not any(entry.rank for entry in group.entries):
                self.paper.numbered_list([_line(entry) for entry in group.entries])
                continue
            for entry in group.entries:
                # A number of its own is its mark: it has no other.
                self.paper.say(_line(entry), "" if entry.rank else "List Bullet")

    def quotes(self, quotes: Sequence[Quote]) -> None:
        """What people said, and who said it."""
        for quote in quotes:
            tail = ", ".join(said for said in (quote.who, quote.item, quote.note) if said)
            self.paper.say(f"{quote.text}{' — ' + tail if tail else ''}", "Quote")

    def card(self, card: ActionCard, level: int) -> None:
        """An action in full."""
        self.paper.heading(f"{card.rank}. {card.title}", level)
        self.paper.say(card.text)
        for line in card.lines:
            self.paper.described(line.label, " ".join(filter(None, (line.text, line.figure, line.note))))
        self.quotes(card.quotes)


def _line(entry: ListEntry) -> str:
    """An entry of a list in one line."""
    box = {None: "", True: "☑", False: "☐"}[entry.done]
    rank = f"{entry.rank}." if entry.rank else ""
    label = f"{entry.label}." if entry.rank and entry.label and entry.text else entry.label
    note = f"({entry.note})" if entry.note else ""
    return " ".join(said for said in (box, rank, label, entry.text, note) if said)
