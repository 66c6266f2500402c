"""What can be done in an interview, in one table: its keys, its command in plain mode, its line of help."""

from __future__ import annotations

import enum
from collections.abc import Collection
from typing import NamedTuple

ONLY_HELP = 9
"""The rank of actions that the footer leaves to the help."""

HELP_RANK = -1
"""The rank of the help itself: it is always in the footer, at its end."""


class Act(enum.Enum):
    """Something that somebody wants; what it does depends on the page."""

    RATE = "rate"
    DIGIT = "digit"
    TOGGLE = "toggle"
    ACCEPT = "accept"
    EDIT = "edit"
    KEEP = "keep"
    CLOSE = "close"
    END = "end"
    UNHELP = "unhelp"
    CANCEL = "cancel"
    BACK = "back"
    FORWARD = "forward"
    MOVE = "move"
    ACROSS = "across"
    JUMP = "jump"
    CLEAR = "clear"
    SHIFT = "shift"
    ADD = "add"
    ITEMS = "items"
    CONSENT = "consent"
    RENAME = "rename"
    REMOVE = "remove"
    NEW_LINE = "new_line"
    EDITOR = "editor"
    DRAFT = "draft"
    FILE = "file"
    CLOSING = "closing"
    FINISH = "finish"
    READ = "read"
    NEXT_OPEN = "next_open"
    SKIP = "skip"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WHO = "who"
    NEXT_LINE = "next_line"
    PICK_LINE = "pick_line"
    DONE = "done"
    LINE_BEFORE = "line_before"
    PROBE = "probe"
    UNDO = "undo"
    SECTIONS = "sections"
    FIND = "find"
    GO = "go"
    NEXT_FIELD = "next_field"
    SCORES = "scores"
    NOTE = "note"
    EVIDENCE = "evidence"
    BASIS = "basis"
    TAGS = "tags"
    REVIEW = "review"
    LANGUAGE = "language"
    LEAVE = "leave"
    INTERRUPT = "interrupt"
    SUSPEND = "suspend"
    HELP = "help"


SCROLLING = frozenset({Act.MOVE, Act.JUMP})
"""What can be done with every page that is longer than the screen."""


class Offer(NamedTuple):
    """One row: how an action is asked for, on every page that has it, and what is said about it."""

    action: Act
    help: str
    """What the help of both modes says."""
    cap: str = ""
    """The key as it is printed on a keyboard; empty where there is none."""
    short: str = ""
    """What the footer says."""
    rank: int = 5
    """The footer takes small ranks first."""
    always: tuple[str, ...] = ()
    """Keys that hold everywhere."""
    bare: tuple[str, ...] = ()
    """Keys that belong to the text while somebody is typing."""
    letters: tuple[str, ...] = ()
    """Letters: by themselves where nothing is typed, after Esc everywhere (Esc s is also Alt-s)."""
    sequence: tuple[str, ...] = ()
    """Keys that are pressed one after the other."""
    brief: str = ""
    """A shorter name for the footer, where nothing is typed."""
    commands: tuple[str, ...] = ()
    """What is typed in plain mode after the slash: the name, then shorter ones."""
    argument: str = ""
    """What may stand behind the command."""


_DIGITS = tuple("1234567890")

TABLE: tuple[Offer, ...] = (
    Offer(Act.RATE, "Rate, and go to the next cell; above 9 a digit waits a moment for the next", "1-9",
          "rate", 0, bare=(*_DIGITS, "-")),
    Offer(Act.DIGIT, "Pick by its number; above 9 a digit waits a moment for the next", "1-9", "pick", 0,
          bare=_DIGITS),
    Offer(Act.TOGGLE, "Tick, or take the tick away", "Space", "tick", 3, bare=("space",)),
    Offer(Act.ACCEPT, "Accept the answer and go on", "Enter", "next", 1, always=("enter",)),
    Offer(Act.EDIT, "Go to this question; Enter there comes back here", "Enter", "change", 1,
          always=("enter",)),
    Offer(Act.KEEP, "Keep this", "Enter", "keep", 1, always=("enter",)),
    Offer(Act.CLOSE, "Keep this choice", "Enter", "done", 1, always=("enter",)),
    Offer(Act.END, "On to whoever is next", "Enter", "go on", 1, always=("enter",), letters=("q",)),
    Offer(Act.UNHELP, "Back to the page", "Enter", "close", 1, always=("enter", "s-tab"), letters=("?",)),
    Offer(Act.CANCEL, "Leave this as it was", "Shift-Tab", "cancel", 2, always=("s-tab",)),
    Offer(Act.BACK, "Go back; the earlier answer is there and can be changed", "Shift-Tab", "back", 3,
          always=("s-tab",), letters=("b",), brief="b", commands=("back", "b")),
    Offer(Act.FORWARD, "Go on without answering; what was typed is kept", "Tab", "later", 7,
          always=("tab",), commands=("next",)),
    Offer(Act.MOVE, "Move up and down", "Up Down", rank=ONLY_HELP, bare=("up", "down")),
    Offer(Act.ACROSS, "Move to the side; on a drawn-out scale, lower and higher", "Left Right",
          rank=ONLY_HELP, bare=("left", "right")),
    Offer(Act.JUMP, "A page up and down; Home and End go to the first and the last", "PgUp PgDn",
          rank=ONLY_HELP, bare=("pageup", "pagedown", "home", "end")),
    Offer(Act.SHIFT, "Move what has its place: + before the one above it, - behind the one below", "+ -",
          "up, down", 3, bare=("+", "-")),
    Offer(Act.CLEAR, "Clear the answer", "Backspace", "clear", 8, bare=("backspace", "delete"),
          commands=("clear",)),
    Offer(Act.ADD, "Add one of your own", "+", "add", 2, bare=("+",)),
    Offer(Act.ITEMS, "To the list of this section: add, rename, remove", commands=("items",)),
    Offer(Act.CONSENT, "What may become of their words: with name, without, or only counted", "c",
          "consent", 5, letters=("c",), commands=("consent",), argument="named|quoted|counted|-"),
    Offer(Act.RENAME, "Change the name; the answers stay", "c", "change the name", 4, letters=("c",),
          commands=("rename",), argument="NUMBER NAME"),
    Offer(Act.REMOVE, "Take it off the list; its answers are kept aside", commands=("remove",),
          argument="NUMBER"),
    Offer(Act.NEW_LINE, "A new line", "Ctrl-J", "new line", 4, always=("c-j",)),
    Offer(Act.EDITOR, "Write the text in your own editor ($EDITOR)", "Ctrl-X Ctrl-E", "editor", 8,
          sequence=("c-x", "c-e")),
    Offer(Act.DRAFT, "Take what was typed before and not accepted", commands=("draft",)),
    Offer(Act.CLOSING, "To the words that were noted, and from there to the end", "f", "finish", 2,
          letters=("f",)),
    Offer(Act.FINISH, "Finish the interview", "Enter", "finish", 1, always=("enter",), letters=("f",),
          commands=("finish",)),
    Offer(Act.READ, "The words that were noted, to be read back", "v", "read back", 6, letters=("v",),
          commands=("read",)),
    Offer(Act.NEXT_OPEN, "To the next open question", "o", "next open", 2, letters=("o",)),
    Offer(Act.SKIP, "Skip it; the review shows what was skipped", "s", "skip", 4, letters=("s",),
          commands=("skip", "s")),
    Offer(Act.UNKNOWN, "The respondent does not know", "d", "don't know", 4, letters=("d",),
          commands=("dk", "d")),
    Offer(Act.NOT_APPLICABLE, "It does not apply here", "a", "n/a", 5, letters=("a",),
          commands=("na", "a")),
    Offer(Act.WHO, "Who is here: name, organisation, account, department, interviewer", "i", "who", 6,
          letters=("i",), commands=("who",), argument="FIELD VALUE"),
    Offer(Act.NEXT_LINE, "Take this and go to the next line", "Enter", "next", 1, always=("enter",)),
    Offer(Act.PICK_LINE, "Choose from what is known", "Up Down", "choose", 2, always=("up", "down")),
    Offer(Act.LINE_BEFORE, "To the line before", "Shift-Tab", "back", 3, always=("s-tab",)),
    Offer(Act.DONE, "Leave the rest as it is", "Tab", "done", 2, always=("tab",)),
    Offer(Act.PROBE, "The hints for the interviewer", "p", "probe", 6, letters=("p",),
          commands=("probe", "p")),
    Offer(Act.SCORES, "Scores and findings so far, for your eyes alone", "Ctrl-G", rank=ONLY_HELP,
          always=("c-g",), commands=("scores",)),
    Offer(Act.UNDO, "Take the last change back; again takes back the one before", "z", "undo", 6,
          letters=("z",), commands=("undo",)),
    Offer(Act.SECTIONS, "The sections, and what is open in each", "g", "sections", 7, letters=("g",),
          commands=("sections",)),
    Offer(Act.FIND, "Search questions and answers", "/", "search", 7, letters=("/",), commands=("find",),
          argument="WORDS"),
    Offer(Act.FILE, "Say to which question something belongs that was said in passing", "m",
          "said in passing", 6, letters=("m",), commands=("file",), argument="NUMBER QUESTION"),
    Offer(Act.GO, "Go there", "Enter", "go", 1, always=("enter",)),
    Offer(Act.NOTE, "A note, in your words; Tab in it: what shows that it is so, and themes", "n", "note", 4,
          letters=("n",), commands=("note", "n"), argument="TEXT"),
    Offer(Act.NEXT_FIELD, "To what shows that it is so, then to the themes", "Tab", "evidence, tags", 2,
          always=("tab",)),
    Offer(Act.EVIDENCE, "What shows that it is so: a figure, a document, an occasion",
          commands=("evidence", "e"), argument="TEXT"),
    Offer(Act.BASIS, "What the answer rests on: a guess, hearsay, figures, first hand", "w", "rests on", 5,
          letters=("w",), commands=("basis",), argument="NUMBER"),
    Offer(Act.TAGS, "Mark the answer with themes", commands=("tags", "t"), argument="NUMBERS"),
    Offer(Act.REVIEW, "All answers on one page, and the way to finish", "r", "review", 5, letters=("r",),
          commands=("review", "r")),
    Offer(Act.LANGUAGE, "Go on in the other language", "L", "language", 8, letters=("L",),
          commands=("language", "l"), argument="LANGUAGE"),
    Offer(Act.LEAVE, "Leave; everything is saved and can be taken up again", "q", "save and leave", 5,
          letters=("q",), commands=("quit", "q")),
    Offer(Act.INTERRUPT, "Leave at once; everything is saved", "Ctrl-C", "leave", 7,
          always=("c-c", "<sigint>")),
    Offer(Act.SUSPEND, "To the shell for a moment; `fg` comes back", "Ctrl-Z", rank=ONLY_HELP,
          always=("c-z",)),
    Offer(Act.HELP, "What can be done here", "?", "keys", HELP_RANK, letters=("?",),
          commands=("help", "?")),
)  # fmt: skip

CLOSING = (Act.UNHELP, Act.CANCEL, Act.CLOSE)
"""What Esc does where a panel without a text field is open: the first of these that it offers."""

OF_RESPONDENTS = frozenset(
    {
        Act.RATE, Act.DIGIT, Act.TOGGLE, Act.ACCEPT, Act.KEEP, Act.CLOSE, Act.UNHELP, Act.CANCEL, Act.BACK,
        Act.MOVE, Act.ACROSS, Act.JUMP, Act.CLEAR, Act.SHIFT, Act.ADD, Act.NEW_LINE, Act.SKIP, Act.UNKNOWN,
        Act.NOT_APPLICABLE, Act.UNDO, Act.LANGUAGE, Act.INTERRUPT, Act.HELP,
    }
)  # fmt: skip
"""What somebody can do who fills it in alone on the interviewer's screen."""

TYPED_COMMANDS: dict[str, Offer] = {offer.commands[0]: offer for offer in TABLE if offer.commands}
"""The commands of plain mode by their names."""

_BY_WORD: dict[str, Offer] = {word: offer for offer in TABLE for word in offer.commands}


def offered(actions: Collection[Act]) -> tuple[Offer, ...]:
    """The rows of the table that a page offers, in the table's order."""
    return tuple(offer for offer in TABLE if offer.action in actions)


def offer_of(action: Act) -> Offer:
    """The row of an action."""
    return next(offer for offer in TABLE if offer.action is action)


def typed_command(word: str) -> Act | None:
    """The action that a word typed after the slash asks for; None where there is none."""
    offer = _BY_WORD.get(word.casefold())
    return offer.action if offer is not None else None
