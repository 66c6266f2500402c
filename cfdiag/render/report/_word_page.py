"""A page that is made as HTML, on paper: what its elements are in Word.

Only what the templates use has a look of its own; of other elements the words stand there.
"""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

from cfdiag.ground.extras import optional
from cfdiag.render.report._paper import Paper, PaperCell, column_widths

_VOID = frozenset(("meta", "link", "img", "br", "hr", "input", "col", "base"))
_UNSEEN = frozenset(("head", "style", "script", "nav", "title", "template"))
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
_STYLES = {
    "stamp": "Intense Quote",
    "meta": "Caption",
    "note": "Caption",
    "why": "Caption",
    "verdict": "Intense Quote",
}
_INLINE = frozenset(
    ("a", "b", "strong", "em", "i", "span", "bdi", "q", "small", "code", "br", "sub", "sup", "s")
)
_DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class _Element:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[_Element | str] = []

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[_Element]:
        return [each for each in self.inside if isinstance(each, _Element)]

    def all(self, *tags: str) -> list[_Element]:
        """The nearest elements of these kinds within it."""
        found = []
        for each in self.elements:
            found += [each] if each.tag in tags else each.all(*tags)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("html", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = _Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        at = next((n for n in range(len(self.open) - 1, 0, -1) if self.open[n].tag == tag), 0)
        if at:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def put_page(paper: Paper, page: str) -> None:
    """Put a page on paper.

    Args:
        paper: an empty document.
        page: as HTML.
    """
    drawings = _DRAWN.findall(page)
    numbered = iter(range(len(drawings)))
    # A drawing is no text: it is taken out whole, and its place is kept.
    tree = _Tree()
    tree.feed(_DRAWN.sub(lambda _: f'<img class="drawing" src="{next(numbered)}">', page))
    tree.close()
    _Pages(paper, drawings).put(tree.root)


class _Pages:
    """Elements on paper, one after the other."""

    def __init__(self, paper: Paper, drawings: list[str]) -> None:
        self.paper, self.drawings = paper, drawings

    def put(self, element: _Element) -> None:
        """What is within an element."""
        before: _Element | None = None
        for each in element.inside:
            if isinstance(each, str):
                self.paper.say(" ".join(each.split()))
                continue
            if _is_sheet(each) and before is not None and _is_sheet(before) and "dense" not in each.classes:
                self.paper.break_page()
            self._put(each)
            before = each

    def _put(self, element: _Element) -> None:  # noqa: C901  a line a kind of element
        tag = element.tag
        if tag in _UNSEEN or "skip" in element.classes or "narrow" in element.classes:
            return
        if tag in _HEADINGS:
            self.paper.heading(_words(element), _HEADINGS[tag])
        elif tag == "img":
            self._picture(element)
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "dl":
            self._named(element)
        elif tag == "table":
            self._table(element)
        elif tag == "blockquote":
            self.paper.say(" — ".join(filter(None, map(_words, element.elements))), "Quote")
        elif tag == "header" and all(each.tag in _INLINE for each in element.elements):
            self.paper.say(" · ".join(filter(None, map(_words, element.elements))), "Caption")
        elif element.all("img"):
            self.put(element)
        elif (
            tag == "p"
            or tag in _INLINE
            or not element.elements
            or all(e.tag in _INLINE for e in element.elements)
        ):
            style = next((_STYLES[name] for name in element.classes if name in _STYLES), "")
            self.paper.say(_words(element), "Caption" if tag in ("footer", "figcaption") else style)
        else:
            self.put(element)

    def _list(self, element: _Element) -> None:
        items = element.all("li")
        if element.tag == "ol" and not any(_has_number(item) for item in items):
            self.paper.numbered_list([_words(item) for item in items])
            return
        for item in items:
            self.paper.say(_words(item), "" if _has_number(item) else "List Bullet")

    def _named(self, element: _Element) -> None:
        label = ""
        for each in element.all("dt", "dd"):
            if each.tag == "dt":
                label = _words(each)
            else:
                self.paper.described(label, _words(each))

    def _table(self, element: _Element) -> None:
        for caption in element.all("caption"):
            self.paper.say(_words(caption), "Caption")
        rows = [[_cell(place) for place in row.all("th", "td")] for row in element.all("tr")]
        columns = max((sum(cell.span for cell in row) for row in rows), default=0)
        whole = [row for row in rows if len(row) == columns]
        if not columns or not whole:
            return
        texts = [[row[n].text.replace("\n", " ") for row in whole] for n in range(columns)]
        filled = [[*row, *[PaperCell("")] * (columns - sum(c.span for c in row))] for row in rows]
        self.paper.table(filled, column_widths(texts, self.paper.wide), head=bool(element.all("thead")))
        self.paper.say(" ")

    def _picture(self, element: _Element) -> None:
        source = element.attributes.get("src", "")
        if "drawing" in element.classes:
            svg = self.drawings[int(source)]
            told = [
                re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", svg, re.DOTALL) for name in ("title", "desc")
            ]
            name, alt = (_plain(found[1]) if found else "" for found in told)
            png = bytes(
                optional("resvg_py", "docx").svg_to_bytes(svg_string=svg, zoom=2.0, font_family="Arial")
            )
            self.paper.picture(png, name, alt, width=self.paper.wide)
        elif source == self.paper.view.branding.logo:
            self.paper.logo()
        elif found := re.fullmatch(r"data:image/(?:png|jpeg);base64,(.+)", source):
            alt = element.attributes.get("alt", "")
            self.paper.picture(base64.b64decode(found[1]), alt, alt, height=2.0)


def _is_sheet(element: _Element) -> bool:
    return element.tag == "section" and "sheet" in element.classes


def _has_number(item: _Element) -> bool:
    """Whether its number is among its words: it has no other mark."""
    return any("rank" in each.classes for each in item.all("span"))


def _cell(element: _Element) -> PaperCell:
    span = element.attributes.get("colspan", "1")
    toned = element.all("span")
    tone = next(
        (name for each in toned if "tone" in each.classes for name in each.classes if name != "tone"), ""
    )
    return PaperCell(
        _words(element),
        bold=element.tag == "th",
        right="n" in element.classes,
        tone=tone,
        span=int(span) if span.isdigit() else 1,
    )


def _words(element: _Element) -> str:
    """Its words, as they are read; what stands on a line of its own begins one."""
    return re.sub(r" *\n+ *", "\n", re.sub(r"[ \t]+", " ", _said(element))).strip()


def _said(element: _Element) -> str:
    parts = []
    for each in element.inside:
        if isinstance(each, str):
            parts.append(" ".join(f"x{each}x".split())[1:-1])
        elif each.tag == "br":
            parts.append("\n")
        elif each.tag == "q":
            parts.append(f"“{_said(each)}”")
        elif each.tag not in _UNSEEN:
            apart = "\n" if each.tag not in _INLINE or _below(each) else " " if _apart(each) else ""
            parts.append(f"{apart}{_said(each)}{apart}")
    return "".join(parts)


def _apart(element: _Element) -> bool:
    """Whether style alone sets it apart from the words before it."""
    return bool({"rank", "why", "by", "figure-text", "groups"}.intersection(element.classes))


def _below(element: _Element) -> bool:
    """Whether style alone puts it on a line of its own."""
    return bool({"because", "said", "name"}.intersection(element.classes))


def _plain(markup: str) -> str:
    tree = _Tree()
    tree.feed(markup)
    tree.close()
    return _words(tree.root)
