"""Makes up flattened pages of clinics and others in many languages, with a label for every line.

python -m tools.make_dumps 3        # shows three
"""

from __future__ import annotations

import itertools
import random
import re
import string
import sys
import textwrap
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

Tables = dict[str, list[str]]


def _read_tables(path: Path) -> Tables:
    """Lines by part: a part's name in brackets, below it its lines, parted by `|` or the ends of rows."""
    tables: Tables = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("[") and row.endswith("]"):
            lines = tables[row[1:-1]] = []
        elif row:
            lines += row.split("|")
    return tables


LANGUAGES = {path.stem: _read_tables(path) for path in sorted((Path(__file__).parent / "line_words").glob("*.txt"))}
# A clinic's pages come in these more often than in others.
_OFTEN = ("en", "en", "en", "en", "de", "de", "fr", "fr", "es", "es", "pt", "pt", "it", "nl")
_TOWNS = (
    "Bergstadt Lakeview Millbrook Riverton Ashford Neuhausen Valmont Fontaine Castelnuovo Montevera Oakdale Westport "
    "Sandvik Nordhavn Kamenice Zielona Alderley Brookfield Rockport Carlow Esperanza Altamira Pinhal Leiden Hoorn "
    "Springfield Greenfield Marlow Winterberg Lindau Arles Nantes Girona Cádiz Braga Évora Parma Lucca Delft Gouda"
).split()
_NAMES = (
    "Keller Brandt Lopez Silva Rossi Martin Dubois Novak Kowalski Jansen Visser Andersson Nielsen Smith Taylor Okafor "
    "Patel Nguyen Kim Yamada Chen Haddad Demir Ivanova Papadakis Virtanen Szabo Popescu Costa Moreau Fischer Wagner "
    "Hughes Bennett Cole Marsh Reyes Ortega Lima Conti Ferri"
).split()
_FIRST = "Anna Ben Clara David Eva Felix Grace Hugo Ines Jonas Kira Leo Maria Nora Omar Paul Rosa Sam Tom Vera".split()
_CLINICS = (
    "{x} Clinic|Praxis {x}|Clínica {x}|{x} Health|{x} Medical Center|Centre {x}|Studio {x}|{x} Dental|MVZ {x}"
    "|{x} Institute|Tandarts {x}|{x} MedSpa|Hospital {x}|{x} Physio|{x} Group|{x} Media|{x} Shop|The {x} Journal"
).split("|")
_PRICES = ("$50|45 €|£120|€ 39,90|1 200 Kč|300 zł|990 ₽|R$ 150|$1,299.00|80 EUR|450 kr|CHF 95|¥5000|250 TL").split("|")
_DAYS = ("3 May|12 June|1 March|24 September|7. Mai|5 de junio|2 juin|2024-05-01|03/04/2023|14.2.|30 nov|8 mei").split(
    "|"
)
_PHONES = (
    "555 0123|(555) 010-0177|+1 555 0142|030 5550 123|+49 30 555012|01 55 50 12 34|+34 955 501 234|(11) 5555-0199"
    "|020 5550 100|0800 555 010|555-0110|+44 1632 960123|0123 / 45 67 89|1-800-555-0100"
).split("|")
_LOGOS = (
    "Forbes|Healthline|WebTimes|Trustmark|TÜV|ISO 9001|MedWatch|DocFinder|BestClinics|NewsDaily|Visa|Mastercard|PayPal"
)
_NO_TOPIC = re.compile(r"[\d.:?？。；;]|^\S{25}")
_SHAPES = ("→", " →", " »", "...", " >", " ›", " ▾", "!", " +", " ↓")


class Item(NamedTuple):
    """A line of a page that does not exist: whether it is content, what it looks like, and what it says."""

    content: bool
    kind: str
    text: str


class Dump(NamedTuple):
    """A flattened page, and its lines."""

    text: str
    items: list[Item]
    way: str


class Writer:
    """Writes pages in one language from a share of the tables."""

    def __init__(self, chance: random.Random, language: str, *, held_out: bool | None = None) -> None:
        self.chance = chance
        self.tables = {part: _share(lines, held_out) for part, lines in LANGUAGES[language].items()}
        self.town = self._pick_town()
        self.clinic = chance.choice(_CLINICS).replace("{x}", chance.choice(_NAMES + _TOWNS))

    def _pick_town(self) -> str:
        if self.chance.random() < 0.3:
            return "".join(self.chance.choices(string.ascii_lowercase, k=self.chance.randint(4, 9))).capitalize()
        return self.chance.choice(_TOWNS)

    def say(self, part: str) -> str:
        """A line of a part of the tables, its slots filled."""
        text = self.chance.choice(self.tables[part])
        return self.fill(text)

    def fill(self, text: str) -> str:
        """Fills slots, some for the whole page, some anew."""
        chance = self.chance
        while "{" in text:
            for slot, value in (
                ("town", self.town),
                ("name", chance.choice(_NAMES)),
                ("clinic", self.clinic),
                ("n", str(chance.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20)))),
                ("phone", chance.choice(_PHONES)),
                ("year", str(chance.randint(1985, 2026))),
                ("price", chance.choice(_PRICES)),
                ("day", chance.choice(_DAYS)),
                ("topic", self._pick_topic()),
            ):
                text = text.replace("{" + slot + "}", value, 1)
        return text

    def _pick_topic(self) -> str:
        lines = [line for line in self.tables["c_head"] if "{" not in line and len(line) < 25]
        return self.chance.choice(lines).rstrip("?") if lines else "Physio"

    def several(self, part: str, low: int, high: int) -> list[str]:
        """Different lines of a part."""
        count = min(self.chance.randint(low, high), len(self.tables[part]))
        return [self.fill(text) for text in self.chance.sample(self.tables[part], count)]

    # ---- furniture

    def menu(self) -> list[Item]:
        """A menu, with or without what stands around it."""
        chance = self.chance
        items = [Item(False, "link", self.say("misc"))] if chance.random() < 0.3 else []
        texts = self.several("nav", 2, 9 if chance.random() < 0.8 else 22)
        if chance.random() < 0.3:
            topics = self.several(chance.choice(("c_head", "c_item", "c_item")), 4, 14)
            texts[chance.randint(0, len(texts)) : 0] = [text for text in topics if _NO_TOPIC.search(text) is None][:6]
        if chance.random() < 0.2:
            texts[chance.randint(0, len(texts)) : 0] = [self._pick_town() for _ in range(chance.randint(1, 6))]
        if chance.random() < 0.15:
            texts = [text.upper() for text in texts]
        if chance.random() < 0.12:
            texts = texts * 2
        menu = [Item(False, "menu", text) for text in texts]
        around = [
            (0.25, [Item(False, "text", self.clinic)]),
            (0.2, [Item(False, "text", self.say("cta"))]),
            (0.15, [Item(False, "text", self.chance.choice(_PHONES))]),
            (0.15, [Item(False, "link", text) for text in self.several("misc", 1, 4)]),
        ]
        for share, more in around:
            if chance.random() < share:
                menu = menu + more if chance.random() < 0.5 else more + menu
        return items + menu

    def call(self) -> list[Item]:
        """A call to act: a line or two and a button."""
        return [Item(False, "text" if len(text) > 30 else "button", text) for text in self.several("cta", 1, 3)]

    def single(self) -> list[Item]:
        """One line alone in the text."""
        return [Item(False, "text", self.say(self.chance.choice(("cta", "cta", "share", "misc", "news", "cookie"))))]

    def form(self) -> list[Item]:
        """A form, its answers, its small print."""
        head = self.several("cta", 0, 1) if self.chance.random() < 0.4 else []
        return [Item(False, "text", text) for text in head + self.several("form", 2, 9)]

    def newsletter(self) -> list[Item]:
        """A newsletter box."""
        return [Item(False, "text", text) for text in self.several("news", 1, 5)]

    def consent(self) -> list[Item]:
        """A consent box: sentences, then buttons."""
        texts = self.several("cookie", 2, 7 if self.chance.random() < 0.85 else 16)
        if self.chance.random() < 0.8:
            texts.sort(key=lambda text: len(text) < 32)
        return [Item(False, "button" if len(text) < 32 else "text", text) for text in texts]

    def legal(self) -> list[Item]:
        """A footer."""
        return [Item(False, "link", text) for text in self.several("legal", 2, 8 if self.chance.random() < 0.8 else 16)]

    def share(self) -> list[Item]:
        """Share, follow and rating lines."""
        return [Item(False, "link", text) for text in self.several("share", 1, 6)]

    def helpers(self) -> list[Item]:
        """What widgets and tools of the page leave."""
        return [Item(False, "link", text) for text in self.several("misc", 1, 5)]

    def cards(self) -> list[Item]:
        """Teasers of other pages."""
        heads = [Item(False, "heading", self.say("misc"))]
        for _ in range(self.chance.randint(2, 4)):
            text = self.say("card") if self.chance.random() < 0.7 else self.say("c_head")
            heads.append(Item(False, "link", text))
            if self.chance.random() < 0.3:
                teaser = self.say("c_para")
                heads.append(Item(False, "text", teaser if self.chance.random() < 0.4 else teaser[:60] + "…"))
            if self.chance.random() < 0.4:
                heads.append(Item(False, "link", self.say("cta")))
            if self.chance.random() < 0.2:
                heads.append(Item(False, "text", self.fill("{day} {year}")))
        return heads

    def logos(self) -> list[Item]:
        """A row of logos' names."""
        return [Item(False, "text", text) for text in self.chance.sample(_LOGOS.split("|"), self.chance.randint(2, 6))]

    def branches(self) -> list[Item]:
        """A line for each town, all alike, with its button."""
        call = self.chance.choice(self.tables["cta"])
        button = self.say("cta")
        items: list[Item] = []
        for _ in range(self.chance.randint(2, 4)):
            self.town = self._pick_town()
            items += [Item(False, "text", self.fill(call)), Item(False, "button", button)]
        return items

    # ---- content

    def section(self) -> list[Item]:
        """A part of the content, with or without its heading."""
        makers: tuple[Callable[[], list[Item]], ...] = (
            self._write_prose,
            self._write_prose,
            self._write_prose,
            self._write_list,
            self._write_list,
            self._write_answers,
            self._write_prices,
            self._write_steps,
            self._write_people,
            self._write_branches,
        )
        head = [Item(True, "heading", self.say("c_head"))] if self.chance.random() < 0.6 else []
        return head + self.chance.choice(makers)()

    def _write_prose(self) -> list[Item]:
        return [Item(True, "text", self._join(self.several("c_para", 1, 4))) for _ in range(self.chance.randint(1, 3))]

    def _join(self, sentences: Iterable[str]) -> str:
        joined = " ".join(sentences)
        return joined if joined.isascii() else re.sub(r"(?<=[。？！]) ", "", joined)

    def _write_list(self) -> list[Item]:
        lead = [Item(True, "text", self.say("c_para"))] if self.chance.random() < 0.5 else []
        return lead + [Item(True, "item", text) for text in self.several("c_item", 2, 8)]

    def _write_answers(self) -> list[Item]:
        items = []
        ending = [Item(True, "text", self.say("c_para"))] if self.chance.random() < 0.2 else []
        for question in self.several("c_q", 1, 4):
            items += [Item(True, "heading", question), Item(True, "text", self.say("c_para")), *ending]
        return items

    def _write_prices(self) -> list[Item]:
        items = []
        for text in self.several("c_item", 3, 9):
            if self.chance.random() < 0.5:
                items.append(Item(True, "item", f"{text} {self.chance.choice(_PRICES)}"))
            else:
                items += [Item(True, "item", text), Item(True, "text", self.chance.choice(_PRICES))]
        return items

    def _write_steps(self) -> list[Item]:
        """Weeks or exercises that share lines."""
        head = self.chance.choice(_numbered_heads(self.tables) or self.tables["c_head"])
        common = self.several("c_item", 1, 2)
        items = []
        for number in range(1, self.chance.randint(3, 5)):
            items.append(Item(True, "heading", self.fill(head.replace("{n}", str(number)))))
            items += [Item(True, "item", text) for text in (*self.several("c_item", 1, 2), *common)]
        return items

    def _write_people(self) -> list[Item]:
        items = []
        button = Item(False, "button", self.say("cta")) if self.chance.random() < 0.3 else None
        for _ in range(self.chance.randint(2, 4)):
            name = f"{self.chance.choice(_FIRST)} {self.chance.choice(_NAMES)}"
            items += [Item(True, "heading", self.chance.choice(("Dr. ", "", "")) + name)]
            items += [Item(True, "text", text) for text in self.several("c_para", 1, 2)]
            if button:
                items.append(button)
        return items

    def _write_branches(self) -> list[Item]:
        """Places with their addresses and hours, which a page about them is there for."""
        places = [line for line in self.tables["legal"] if "{phone}" in line or "{town}" in line]
        hours = [line for line in self.tables["c_item"] if ":00" in line]
        items = []
        shared = self.chance.sample(hours, min(self.chance.randint(2, 4), len(hours)))
        shares_hours = self.chance.random() < 0.5
        for _ in range(self.chance.randint(1, 4)):
            self.town = self._pick_town()
            items.append(Item(True, "heading", self.fill(self.chance.choice(("{town}", "{clinic} {town}")))))
            chosen = self.chance.sample(places, min(2, len(places)))
            own = self.chance.sample(hours, min(self.chance.randint(0, 3), len(hours)))
            chosen += shared if shares_hours else own
            items += [Item(True, "text", self.fill(line)) for line in chosen]
        return items

    # ---- pages

    def page(self) -> list[Item]:
        """A page: furniture, content with furniture between, furniture."""
        chance = self.chance
        sections = [self.section() for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6, 9)))]
        if chance.random() < 0.04:
            # The page and its version to print.
            sections *= chance.choice((2, 3))
        title = [Item(True, "title", self.say(chance.choice(("c_head", "c_head", "card", "c_q"))))]
        if chance.random() < 0.15:
            return [*(title if chance.random() < 0.7 else []), *itertools.chain.from_iterable(sections)]
        between = (
            *(self.call, self.call, self.call, self.newsletter, self.share, self.share, self.helpers),
            *(self.form, self.branches, self.single, self.single),
        )
        often = chance.choice((0.1, 0.4, 0.8))
        same = chance.choice(between)()
        items = list(title) if chance.random() < 0.9 else []
        for section in sections:
            items += section
            if chance.random() < often:
                items += same if chance.random() < 0.6 else chance.choice(between)()
        before: list[Item] = []
        for share, part in ((0.2, self.consent), (0.8, self.menu), (0.15, self.helpers), (0.1, self.call)):
            if chance.random() < share:
                before += part()
        after: list[Item] = []
        parts = (self.call, self.form, self.newsletter, self.share, self.cards, self.helpers, self.logos, self.branches)
        for part in chance.sample(parts, chance.randint(0, 4)):
            after += part()
        for share, part in ((0.15, self.menu), (0.75, self.legal), (0.3, self.consent), (0.1, self.share)):
            if chance.random() < share:
                after += part()
        return [self._dress(item) for item in (*before, *items, *after)]

    def _dress(self, item: Item) -> Item:
        """Capitals, arrows and stars, as buttons have them."""
        if item.content or self.chance.random() > 0.08:
            return item
        text = item.text.upper() if self.chance.random() < 0.4 else item.text + self.chance.choice(_SHAPES)
        return item._replace(text=text)


def _numbered_heads(tables: Tables) -> list[str]:
    return [line for line in tables["c_head"] if "{n}" in line]


def _share(lines: list[str], held_out: bool | None) -> list[str]:
    """The fifth of the lines that validation alone sees, the others, or all."""
    if held_out is None:
        return lines
    chosen = [line for line in lines if (zlib.crc32(line.encode()) % 5 == 0) == held_out]
    return chosen if len(chosen) > 1 else lines


def make_dump(seed: int, *, held_out: bool | None = None) -> Dump:
    """Makes a page up and flattens it.

    Args:
        seed: The same seed makes the same page.
        held_out: True for lines that validation alone sees, False for the others, None for all.

    Returns:
        The dump.
    """
    chance = random.Random(seed)
    language = chance.choice(_OFTEN) if chance.random() < 0.5 else chance.choice(tuple(LANGUAGES))
    items = Writer(chance, language, held_out=held_out).page()
    way = chance.choice(tuple(_WAYS))
    return Dump(_WAYS[way](chance, items), items, way)


# ---- ways of flattening


def _join_lines(_chance: random.Random, items: list[Item]) -> str:
    return "\n".join(item.text for item in items)


def _join_paragraphs(_chance: random.Random, items: list[Item]) -> str:
    return "\n\n".join(item.text for item in items)


def _join_soup(chance: random.Random, items: list[Item]) -> str:
    return "".join(item.text + "\n" * chance.choice((1, 1, 2, 2, 3, 5)) for item in items)


def _join_once(_chance: random.Random, items: list[Item]) -> str:
    return " ".join(item.text for item in items)


def _join_raw(_chance: random.Random, items: list[Item]) -> str:
    glued = ("menu", "link", "button")
    return "".join(item.text + ("" if item.kind in glued else "\n") for item in items)


def _join_layout(_chance: random.Random, items: list[Item]) -> str:
    """As inscriptis and browsers do: bullets, blank lines around paragraphs."""
    lines: list[str] = []
    for item in items:
        if item.kind in ("menu", "item"):
            lines.append("  * " + item.text)
        elif item.kind == "link":
            lines.append(item.text)
        else:
            lines += ["", item.text, ""]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines))


def _join_markdown(chance: random.Random, items: list[Item]) -> str:
    links = chance.random() < 0.5
    lines: list[str] = []
    for item in items:
        text = (
            f"[{item.text}](/{item.text[:4].strip().lower()})" if links and item.kind in ("menu", "link") else item.text
        )
        if item.kind in ("menu", "item"):
            lines.append(chance.choice(("  * ", "  * ", "- ")) + text)
        elif item.kind in ("heading", "title"):
            lines += ["", ("# " if item.kind == "title" else "## ") + text, ""]
        else:
            lines += ["", text, ""]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines))


def _join_lynx(chance: random.Random, items: list[Item]) -> str:
    numbers = chance.random() < 0.6
    lines: list[str] = []
    count = 0
    for item in items:
        text = item.text
        if item.kind in ("menu", "link") and numbers:
            count += 1
            text = f"[{count}]{text}"
        if item.kind == "button":
            text = "(BUTTON) " + text
        wrapped = textwrap.wrap(text, 68) or [""]
        if item.kind in ("menu", "item"):
            lines += ["     * " + wrapped[0], *("       " + line for line in wrapped[1:])]
        else:
            lines += ["", *("   " + line for line in wrapped), ""]
    if count:
        lines += ["", "References", "", *(f"   {n}. https://site.example/{n}" for n in range(1, count + 1))]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines))


def _join_wrapped(_chance: random.Random, items: list[Item]) -> str:
    lines: list[str] = []
    for item in items:
        bullet = "• " if item.kind in ("menu", "item") else ""
        lines += [textwrap.fill(bullet + item.text, 78), ""]
    return "\n".join(lines)


_WAYS: dict[str, Callable[[random.Random, list[Item]], str]] = {
    "lines": _join_lines,
    "lines too": _join_lines,
    "paragraphs": _join_paragraphs,
    "soup": _join_soup,
    "layout": _join_layout,
    "markdown": _join_markdown,
    "lynx": _join_lynx,
    "wrapped": _join_wrapped,
    "once": _join_once,
    "raw": _join_raw,
}

_WORD = re.compile(r"\w+")


def label_dump(blocks: Iterable[str], items: Iterable[Item]) -> list[float]:
    """Gives each block of a dump the share of its words that are content.

    The words of both are the same in the same order, but for marks of the flattener.
    """
    wanted = [(word, item.content) for item in items for word in _WORD.findall(item.text)]
    shares: list[float] = []
    place = 0
    for block in blocks:
        hits: list[bool] = []
        for word in _WORD.findall(block):
            for ahead in range(place, min(place + 60, len(wanted))):
                if wanted[ahead][0] == word:
                    hits.append(wanted[ahead][1])
                    place = ahead + 1
                    break
        shares.append(sum(hits) / len(hits) if hits else -1.0)
    return shares


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        dump = make_dump(number)
        print(f"==== {number} {dump.way}\n{dump.text}")
