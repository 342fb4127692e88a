"""Tells title, authors and container of an entry by the position of certain parts: one rule a style, in order."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from cleaner.lexicon import MONTHS
from cleaner.references.entry_dates import find_date_span
from cleaner.references.names import (
    are_full_names,
    are_names,
    is_capitalised,
    is_organisation,
    is_person,
    is_site_name,
    match_authors,
    names_host,
    names_organisation,
)

# Words whose full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    """
    vs al etc no nos vol vols ed eds edn pp p st dr mr mrs ms prof inc ltd co corp jr sr fig figs cf e.g i.e viz ca approx dept univ bd nr
    hrsg hg aufl bzw ggf z.b u.a u.v.m usw s bspw evtl inkl vgl ev e.v d.h rev suppl transl trans comp ser ch chap sec art op cit ibid
    env coord dir trad n° núm num pág págs éd no. ii.ed gen col resp spp sp subsp var ph.d m.d b.a m.a jan feb mar apr jun jul aug sep sept oct
    nov dec janv févr avr juil déc
    """.split()
)
# Cities of publishers: after a comma they end a title.
_PLACE_END = re.compile(
    r",\s(?:Amsterdam|Baltimore|Barcelona|Basel|Berlin|Bern|Bonn|Boston|Bruxelles|Brüssel|Cambridge|Chicago|Darmstadt|Dordrecht|Düsseldorf|"
    r"Frankfurt(?:/M\.| am Main| a\. ?M\.)?|Freiburg|Genève|Genf|Göttingen|Hamburg|Hannover|Heidelberg|Jena|Köln|Leiden|Leipzig|Lille|London|Lyon|"
    r"Madrid|Mainz|Mannheim|Marseille|México|Milano|Montréal|Montreal|München|Münster|New York|Opladen|Oxford|Paris|Philadelphia|Québec|Rennes|"
    r"Rom|Roma|Rome|Salzburg|Stuttgart|Stockholm|Toulouse|Tübingen|Turin|Weinheim|Wien|Wiesbaden|Würzburg|Zürich)"
    r"(?=\s?[,:;/(]|\s(?:19|20)\d\d|\s(?:u\. ?a|etc)|\s?$).*$",
    re.DOTALL,
)
_TITLE_SEPARATORS = (" | ", " – ", " — ", " - ", " · ", " :: ", " » ", " • ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry ready for the rules.

    Attributes:
        text: Its text without addresses, identifiers and access dates.
        links: Words of its links, in order; printed addresses left out.
        emphasised: Its emphasised and strong words, in order.
        urls: Its addresses.
        lead: The strong words that it begins with where more lines follow, else empty.
    """

    text: str
    links: tuple[str, ...] = ()
    emphasised: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    lead: str = ""

    def names_site(self, words: str) -> bool:
        """Whether words name the site that the entry's address belongs to."""
        return any(names_host(words, url) for url in self.urls[:3])

    def is_source(self, words: str) -> bool:
        """Whether words name a site or an organisation rather than a work."""
        if self.names_site(words) or names_organisation(words):
            return True
        return len(words.split()) <= 16 and is_organisation(words) and is_capitalised(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What a rule made of an entry.

    Attributes:
        title: Title of the work.
        authors: Authors as printed.
        rest: What follows the title: container, year, numbers.
        site: Site that the title names at its end or start.
        book: Whether the style says that the title is a book's.
    """

    title: str
    authors: str = ""
    rest: str = ""
    site: str = ""
    book: bool = False


_DATE_ONLY = re.compile(r"^[\W\d]*(?P<word>[A-Za-zÀ-ÿ]{3,10})?\.?[\W\d]*$")


def is_date_only(text: str) -> bool:
    """Whether a text is nothing but numbers and at most a month: `12 May 2019`, but not `Pneumonia`."""
    match = _DATE_ONLY.match(text)
    return match is not None and (match.group("word") or "may").lower() in MONTHS


def split_site(title: str, draft: Draft, *, loose: bool) -> tuple[str, str]:
    """Takes a site's name off a page's title.

    Args:
        title: A title as a browser's tab shows it, such as `Knee pain – Overview – Mayo Clinic`.
        draft: The entry.
        loose: Whether a short last part is taken for the site even if nothing else says so.

    Returns:
        The title and the site's name, empty where there is none.
    """
    for separator in _TITLE_SEPARATORS:
        if separator not in title:
            continue
        head, _, tail = title.rpartition(separator)
        first, _, others = title.partition(separator)
        tail = tail.strip(" .,")
        if draft.names_site(tail):
            return head, tail
        if draft.names_site(first) and others:
            return others, first
        if separator == " | " and len(tail.split()) <= 7:
            return head, tail
        if (loose or is_organisation(tail)) and len(tail.split()) <= 6 and tail[:1].isupper():
            return head, tail
    return title, ""


# ---- sentences: what ends in a full stop in citation styles

_END = re.compile(
    r"(?P<mark>[.?!。！？．]|\.\.\.|…)(?P<close>[\"”»’)\]]*)(?=\s+(?P<next>[\"“„«‘'(\[]?[^\s\"“„«‘'(\[])|(?<=[。．])(?=\S)|$)"
)
_WORD_BEFORE = re.compile(r"(\S+)$")


def split_sentences(text: str) -> list[str]:
    """Cuts a text where a citation style's full stop ends a part.

    Stops of abbreviations and initials, before a small letter, or inside brackets and quotes, end nothing.

    Args:
        text: An entry without its authors.

    Returns:
        The parts, each without its full stop but with its question mark.
    """
    parts = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()]
        if match.group("mark") == "." and _continues(before, match.group("next")):
            continue
        if _is_open(before + match.group()):
            continue
        end = match.start() if match.group("mark") in ".。．" else match.end()
        piece = text[start:end] + (match.group("close") if match.group("mark") == "." else "")
        if piece.strip():
            parts.append(piece.strip())
        start = match.end()
    tail = text[start:].strip(" .")
    if tail:
        parts.append(tail)
    return parts


def _continues(before: str, following: str | None) -> bool:
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    last = word.group(1).lstrip('("“[')
    if last.casefold() in _ABBREVIATIONS or (len(last) == 1 and last.isupper() and not _ends_name(before)):
        return True
    if re.fullmatch(r"\d{1,2}", last) and before.rstrip("0123456789").endswith((", ", "; ", "(")):
        # "…, 2. Auflage", "…, 3. März"
        return True
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", last):
        # "U.S." before a capital may end a sentence; in titles it seldom does.
        return following is not None
    return following is not None and following[-1].islower() and following[-1].isalpha()


def _ends_name(before: str) -> bool:
    """`Biddle S.` ends a list of names; `Vitamin D.` and `Part B.` end titles; `John S. Smith` does neither."""
    words = before.split()
    return len(words) >= 2 and (words[-2][:1].islower() or len(words) > 3 or words[-2] in ("Vitamin", "Hepatitis"))


def _is_open(text: str) -> bool:
    if text.count("(") > text.count(")") or text.count("[") > text.count("]"):
        return True
    return text.count("“") > text.count("”") or text.count("«") > text.count("»")


# ---- titles in quotation marks: the surest place of all

_CLOSE_QUOTES = {
    '"': '"”“',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "‚": "‘’",
}


def split_quoted(draft: Draft) -> Split | None:
    """A title in quotation marks at the start or after authors."""
    text = draft.text
    for start, character in enumerate(text[:400]):
        if character not in _CLOSE_QUOTES or not _is_boundary(text, start):
            continue
        end = _closing(text, start)
        if end < 0:
            continue
        inside = text[start + 1 : end]
        inner = max(inside.rfind(" " + quote) for quote in '"“„')
        if character == "“" and inner >= 0 and "”" not in inside and inside.count('"') == 1:
            inside = inside[inner + 2 :]
        before, after = text[:start].strip(" ,.:;"), text[end + 1 :]
        following = after.lstrip()[:1]
        closed = inside.rstrip()[-1:] in ".,?!;" or after[:1] in ".,;:?!)" or not following
        if (
            len(inside.strip()) < 2
            or not (closed or following.isupper() or following in "([<–-&" or before)
            or len(before) > 320
        ):
            continue
        if not before and after[:1] == ":" and following == ":":
            continue
        if following.islower() and not re.match(r"in\b|dans\b|en\b|hrsg|ed\.|edited", after.lstrip()) and not closed:
            continue
        container = after.strip(" .,;:")
        named = (
            bool(container)
            and not is_date_only(container)
            and not container[:1].isdigit()
            and find_date_span(container[:24]) is None
        )
        title, site = (inside, "") if named else split_site(inside, draft, loose=not before)
        return Split(title=title, authors=_authors_before(before), rest=after, site=site)
    return None


def _is_boundary(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return (
        not before
        or before[-1] in ",.:;()[]–—-"
        or before.casefold().endswith(("see", "read", "in", "vgl", "siehe", "voir"))
        or (before[-1].isalnum() and start < 60 and text[start - 1] == " ")
    )


def _closing(text: str, start: int) -> int:
    closers = _CLOSE_QUOTES[text[start]]
    depth = 0
    for place in range(start + 1, len(text)):
        character = text[place]
        if character == text[start] and character not in closers:
            depth += 1
        elif character in closers:
            if depth and character == _CLOSE_QUOTES[text[start]][0]:
                depth -= 1
                continue
            following = text[place + 1 : place + 2]
            if character != '"' or not following.isalnum():
                return place
    return -1


def _authors_before(before: str) -> str:
    """What stands before a quoted title, unless it is a sentence of its own."""
    pieces = split_sentences(before)
    last = pieces[-1] if pieces else ""
    for opening in ("See ", "see ", "Read", "Vgl. ", "Siehe ", "Voir ", "Cf. "):
        last = last.removeprefix(opening)
    words = last.split()
    if len(pieces) > 1 and match_authors(before + ". X"):
        return before
    return last if len(words) <= 30 else ""


# ---- styles of journals and books: after names, a year in brackets, a colon, before `[J]`

_YEAR_BRACKET = re.compile(
    r"^(?P<authors>.{0,500}?)\s?\((?P<date>(?:c\. ?)?(?:1[5-9]|20)\d\d[a-z]?(?:[,/–-][^()]{0,40})?|[^()\d]{0,24}\d{0,2},?\s(?:1[5-9]|20)\d\d[a-z]?|"
    r"n\. ?d\.|o\. ?J\.|s\. ?f\.|s\. ?d\.|in press|im Druck|forthcoming|(?:retrieved|accessed|undated)[^()]{0,20})\)\s?[.,:]{0,2}\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS_FIRST = re.compile(r"^(?:\d|[IVXLC]+[,:( ]|vol|Bd|S\. ?\d|pp?\. ?\d|[,;:])", re.IGNORECASE)
_YEAR_DOT = re.compile(r"^\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)?[.,:]\s+(?P<rest>\S.*)$", re.DOTALL)
_GB_TYPE = re.compile(r"^(?P<before>.+?)\s?\[(?:[JMSDRNCPZGA]|[A-Z]{1,2}/OL|OL)\]\s?[.．]?\s?(?P<rest>.*)$", re.DOTALL)
_COLON_AUTHORS = re.compile(
    r"^(?P<authors>.{3,300}?(?:\((?:Hrsg|Hg|Red|ed|eds|dir|coord|éd)\.?\)|,\s?(?:[A-ZÄÖÜ]\.[\s‐-]?){1,3}|\s[A-Z]{1,3}|et al\.?|u\. ?a\.|e\. ?V\.))(?:\s?\(\d{4}[a-z]?\))?\s?:\s+(?P<rest>\S.+)$",
    re.DOTALL,
)
_ORGANISATION_COLON = re.compile(r"^(?P<site>[^:.]{3,90}):\s+(?P<rest>\S.+)$", re.DOTALL)
_PUBLISHED_BRACKET = re.compile(
    r"^(?P<before>.{8,260}?)\s\((?P<publisher>[^()]*?(?:1[5-9]|20)\d\d)\)(?P<rest>.*)$", re.DOTALL
)
_JOURNAL_TAIL = re.compile(
    r"(?P<title>.+?[^.\s])\s(?P<journal>[A-Z][\w&.\s'’:-]{2,60}?)\s(?=(?:19|20)\d\d(?:\s\w{3}(?:\s\d{1,2})?)?;)"
)
_VOLUME_TAIL = re.compile(r"(?:19|20)\d\d(?:\s\w{3}(?:\s\d{1,2})?)?;|\d\(\d+\)\s?:")
_TITLE_IN = re.compile(r"^(?P<title>.+?)[.,]?\s(?:In|in|Dans|En|Em)\s?:\s(?P<rest>.+)$", re.DOTALL)
_EDITION = re.compile(
    r",?\s\(?\d+(?:st|nd|rd|th|e|ème|\.ª|ª|\.)?,?\s(?:[\wäöü]+\.,?\s(?:und\s\w+\.\s)?)?(?:ed|edition|edn|Aufl|Auflage|éd|édition|edición|ed\.)\b\.?.*$",
    re.IGNORECASE,
)
_PUBLISHER_TAIL = re.compile(
    r",\s(?:[^,.]{0,40}\s)?(?:Verlag|[A-ZÄÖÜ]\w+verlag|University Press|Publishers?|Publishing|Éditions?|Editorial|Elsevier|Springer|Thieme|"
    r"Wiley|Routledge|Hogrefe|Masson|Dunod|Urban & Fischer|Beltz)\b.*$"
)


# "…, Bd. 1", "…, CMAJ 2012, 184(10)", "…, München 1990, S. 61".
_VOLUME_END = re.compile(r",\s(?:Bd|Band|Vol|Volume|Tome|T)\.?\s?(?:\d+|[IVX]+)\b.*$", re.IGNORECASE)
_DATED_END = re.compile(
    r"(?P<title>(?:\S+\s){1,}\S*?[^\s,]),\s[A-ZÀ-Þ][^,]{0,60}\s(?:19|20)\d\d(?:\s?[,;:(].*)?$", re.DOTALL
)


def cut_edition(title: str) -> str:
    """Takes an edition, a volume, a publisher, or a place with a year off a title: `Kopfschmerzen, Thieme Verlag`."""
    short = _PUBLISHER_TAIL.sub("", _VOLUME_END.sub("", _EDITION.sub("", title)))
    short = _PLACE_END.sub("", short)
    dated = _DATED_END.match(short)
    return (dated.group("title") if dated else short) or title


_LAST_INITIAL = re.compile(r"\b[^\W\d_]\.$")


def split_year_in_brackets(draft: Draft) -> Split | None:
    """`Authors (year). Title.` of APA and Harvard."""
    match = _YEAR_BRACKET.match(draft.text)
    if match is None:
        return None
    authors, rest = match.group("authors").strip(), match.group("rest").strip()
    names = match_authors(authors + ". X") if authors else None
    known = not authors or (names is not None and names[1] == "X") or are_names(authors)
    if not known:
        inner = re.sub(r"\([^()]*\)", "", authors).strip(" .,")
        pieces = split_sentences(inner)
        if len(inner.split()) > 14 or (len(pieces) > 1 and not are_names(pieces[0])) or inner[:1].islower():
            return None
    if (_NUMBERS_FIRST.match(rest) and not re.match(r"\d+[\s\w-]+\s\w+", rest)) or len(rest) < 4:
        return None
    title, tail = _first_sentence(rest, draft)
    # The stop of the last initial is part of a name.
    stop = "." if _LAST_INITIAL.search(authors) else ""
    return Split(title=title, authors=authors.strip(" .") + stop, rest=f"({match.group('date')}). {tail}")


def _first_sentence(text: str, draft: Draft) -> tuple[str, str]:
    """The title that a text begins with, and what follows it."""
    inside = _TITLE_IN.match(text)
    if inside and len(inside.group("title").split()) > 1 and ". " not in inside.group("title").replace("e. V.", ""):
        return inside.group("title"), "In: " + inside.group("rest")
    sentences = split_sentences(text)
    if not sentences:
        return text, ""
    title = sentences[0]
    if title.endswith("?") and len(sentences) > 2 and sentences[1][0].isalpha() and sentences[2][0].isalpha():
        title = f"{title} {sentences[1]}"
    rest = text[text.find(title) + len(title) :].lstrip(" .")
    if not rest:
        title, rest = cut_linked(*cut_emphasised(title, draft), draft)
    journal = _JOURNAL_TAIL.match(title)
    if journal and len(sentences) == 1:
        title, rest = journal.group("title"), text[journal.end("title") :].strip()
    short = cut_edition(title)
    return short, f"{title[len(short) :].lstrip(' ,')}. {rest}" if len(short) < len(title) else rest


def cut_emphasised(title: str, draft: Draft) -> tuple[str, str]:
    """An emphasised journal or book inside the only sentence ends the title: `Title, Journal, 12(3)`."""
    for words in draft.emphasised:
        place = title.find(words)
        if place > 8 and len(words) > 3 and title[place - 2 : place] in (", ", ". ", "? "):
            return title[:place].rstrip(" ,"), title[place:]
        if place == 0 and len(words) > 8 and title[len(words) : len(words) + 1] in (",", "", ".", " "):
            return words, title[len(words) :].lstrip(" ,.")
    return title, ""


_YEAR_COMMAS = re.compile(
    r"^(?P<authors>[^\d«“\"]{2,200}?)[,.]?\s\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?\s?[,:]\s(?P<rest>\S.{3,})$", re.DOTALL
)


def split_year_between_commas(draft: Draft) -> Split | None:
    """`Brougère G., 2005, Jouer, Paris, Economica` of French and some German styles."""
    match = _YEAR_COMMAS.match(draft.text)
    if match is None or not (are_names(match.group("authors")) or is_person(match.group("authors"))):
        return None
    rest = match.group("rest")
    for words in draft.emphasised:
        if rest.startswith(words.strip(" ,.")) and len(words) > 3:
            title = words.strip(" ,.")
            break
    else:
        title = re.split(r",\s", split_sentences(rest)[0] if split_sentences(rest) else rest)[0]
    tail = rest[len(title) :].lstrip(" ,.")
    return Split(title=title, authors=match.group("authors"), rest=f"({match.group('year')}). {tail}")


def cut_linked(title: str, rest: str, draft: Draft) -> tuple[str, str]:
    """A link over the beginning of the only sentence is the title: `[Efficacy of turmeric], J Med Food, 2016`."""
    for words in draft.links:
        bare = words.strip(" ,.")
        if (
            not rest
            and len(bare) > 8
            and title.startswith(bare)
            and title[len(bare) : len(bare) + 1] in (",", "(", " ")
        ):
            return bare, title[len(bare) :].lstrip(" ,")
    return title, rest


def split_gb_type(draft: Draft) -> Split | None:
    """`Authors. Title[J]. Journal` of China's GB/T 7714."""
    match = _GB_TYPE.match(draft.text)
    if match is None:
        return None
    authors, title = "", match.group("before")
    for mark in (". ", "．", "。", "."):
        head, found, tail = match.group("before").partition(mark)
        if found and tail.strip():
            authors, title = head, tail
            break
    return Split(title=title, authors=authors, rest=match.group("rest"))


def split_named_authors(draft: Draft) -> Split | None:
    """`Names AB. Title. Journal.` of Vancouver and AMA, also with a year or publisher before the title."""
    found = match_authors(draft.text)
    if found is None:
        return None
    authors, rest = found
    year = _YEAR_DOT.match(rest)
    if year:
        title, tail = _first_sentence(year.group("rest"), draft)
        return Split(title=title, authors=authors, rest=f"{year.group('year')}. {tail}")
    title, tail = _first_sentence(_after_publisher(rest, draft), draft)
    if _NUMBERS_FIRST.match(title) and len(title.split()) < 4:
        return None
    return Split(title=title, authors=authors, rest=tail)


def _after_publisher(rest: str, draft: Draft) -> str:
    """Some styles put the publisher of a report or page before its title: `Smith J. Clinic. 2018. Title`."""
    sentences = split_sentences(rest)
    if len(sentences) < 2 or not draft.is_source(sentences[0]) or _VOLUME_TAIL.search(rest):
        return rest
    following = rest[rest.find(sentences[0]) + len(sentences[0]) :].lstrip(" .")
    year = _YEAR_DOT.match(following)
    following = year.group("rest") if year else following
    return following if len(following.split()) >= 3 else rest


def split_authors_colon(draft: Draft) -> Split | None:
    """`Authors: Title` of German styles, and `Organisation: Title`."""
    match = _COLON_AUTHORS.match(draft.text)
    if match and (are_names(match.group("authors")) or len(split_sentences(match.group("authors"))) == 1):
        title, tail = _first_sentence(match.group("rest"), draft)
        return Split(title=title, authors=match.group("authors"), rest=tail)
    match = _ORGANISATION_COLON.match(draft.text)
    emphasised = match and draft.emphasised and match.group("rest").startswith(draft.emphasised[0].strip(" ."))
    bounded = emphasised or (
        match and (_PLACE_END.search(match.group("rest")) or _DATED_END.match(match.group("rest")))
    )
    if match and (are_full_names(match.group("site")) or (bounded and is_person(match.group("site")))):
        title, tail = _first_sentence(match.group("rest"), draft)
        return Split(title=title, authors=match.group("site"), rest=tail)
    if (
        match is None
        or not draft.is_source(match.group("site"))
        or ("," in match.group("site") and not is_organisation(match.group("site")))
    ):
        return None
    title, tail = _first_sentence(match.group("rest"), draft)
    return Split(title=title, authors=match.group("site"), rest=tail)


def split_title_first(draft: Draft) -> Split | None:
    """PubMed Central's `Title. Authors. Journal. Year;volume:pages.`"""
    sentences = split_sentences(draft.text)
    if len(sentences) < 2 or are_names(sentences[0]) or not are_names(sentences[1]):
        return None
    rest = draft.text[draft.text.find(sentences[1]) + len(sentences[1]) :].lstrip(" .")
    return Split(title=sentences[0], authors=sentences[1], rest=rest)


def split_book_bracket(draft: Draft) -> Split | None:
    """Chicago notes: `Author, Title (Place: Publisher, Year), pages.`"""
    match = _PUBLISHED_BRACKET.match(draft.text)
    if match is None:
        return None
    first, comma, rest = match.group("before").partition(", ")
    publisher = f"({match.group('publisher')}){match.group('rest')}"
    if comma and (is_person(first) or draft.is_source(first)) and len(rest) > 3:
        authors = first
        while True:
            person, comma, remainder = rest.partition(", ")
            person_bare = person.removeprefix("and ").removeprefix("& ")
            if not comma or not is_person(person_bare) or len(person_bare.split()) > 3 or len(remainder.split()) < 2:
                break
            authors, rest = f"{authors}, {person}", remainder
        return Split(title=rest, authors=authors, rest=publisher, book=":" in match.group("publisher"))
    return None


# ---- web entries: what is linked or emphasised, `Organisation. Title.`, `Site, Title`, `Title | Site`


def split_whole_link(draft: Draft) -> Split | None:
    """An entry that is one link: its words are the title, a site's name at an end taken off."""
    core = draft.text.strip(" .:;,*")
    if not core or not draft.links or draft.links[0].strip(" .:;,*") != core or len(split_sentences(core)) > 2:
        return None
    parts = core.split(", ")
    if len(parts) > 1 and not any(separator in core for separator in _TITLE_SEPARATORS):
        found = split_by_commas(draft)
        if found is not None:
            return found
    sentences = split_sentences(core)
    if len(sentences) == 2 and draft.is_source(sentences[0]) and not sentences[0].endswith("?"):
        return Split(title=sentences[1], authors=sentences[0])
    title, site = split_site(core, draft, loose=False)
    return Split(title=title, site=site)


def split_lead_line(draft: Draft) -> Split | None:
    """`Site - Title` in strong letters, then a line that describes it."""
    if not draft.lead:
        return None
    title, site = split_site(draft.lead, draft, loose=False)
    return Split(title=title, site=site, rest="")


def split_linked_part(draft: Draft) -> Split | None:
    """A link over part of the entry: the title, or the site's name with the title before it."""
    core = draft.text.strip()
    for words in draft.links:
        place = core.rfind(words) if core.endswith(words) else core.find(words)
        bare = words.strip(' .,;:"“”')
        if place < 0 or len(bare) < 3 or bare == core.strip(" .,;:"):
            continue
        before, after = core[:place].strip(" ,.:;–—-("), core[place + len(words) :].strip(" .,;:")
        if draft.names_site(bare) and len(bare.split()) <= 6 and len(before.split()) > 1:
            return Split(title=before, site=bare, rest=after)
        if draft.names_site(bare) and len(bare.split()) <= 2:
            continue
        if len(before.split()) <= 16:
            title, site = split_site(bare, draft, loose=False)
            return Split(title=title, authors=before, site=site, rest=after)
    return None


def split_emphasised(draft: Draft) -> Split | None:
    """`Author, *Title*, place, publisher, year`: an emphasised part that starts after the first comma or full stop."""
    for words in draft.emphasised:
        bare = words.strip(" .,")
        place = draft.text.find(bare)
        between_commas = draft.text[max(0, place - 2) : place] == ", " and draft.text[place + len(bare) :][:1] == ","
        if place < 0 or (len(bare.split()) < 2 and not between_commas) or find_date_span(bare):
            continue
        before = draft.text[:place].strip(" ,.:")
        after = draft.text[place + len(bare) :].strip(" .,")
        if re.match(r"^[\s,.]*(?:\d+\s?\(|\d{4};|vol\b|\(?\d+\)?\s?[:,]\s?\d)", after) or draft.names_site(bare):
            continue
        if before and len(before.split()) <= 14 and len(split_sentences(before)) == 1:
            return Split(title=bare, authors=before, rest=after)
        if not before and len(after) < 160:
            return Split(title=bare, rest=after)
    return None


def split_by_sentences(draft: Draft) -> Split | None:
    """`Organisation. Title.` or `Title. Site.`"""
    sentences = split_sentences(draft.text)
    if len(sentences) < 2:
        return None
    first, second = sentences[0], sentences[1]
    rest = " ".join(f"{sentence}." for sentence in sentences[2:])
    if draft.is_source(first) and len(sentences) > 2 and re.fullmatch(r"(?:19|20)\d\d", second):
        return Split(title=sentences[2], authors=first, rest=f"{second}. " + " ".join(sentences[3:]))
    starts_with_source = draft.is_source(first) or (len(first.split()) <= 5 and is_person(first))
    if (
        starts_with_source
        and not is_date_only(second)
        and find_date_span(second[:12]) is None
        and not (draft.names_site(second) and not draft.names_site(first))
    ):
        title, tail = cut_emphasised(second, draft)
        return Split(title=_cut_year(title), authors=first, rest=f"{tail} {rest}")
    title, site = split_site(first, draft, loose=False)
    return Split(title=title, site=site, rest=f"{second}. {rest}")


def _cut_year(title: str) -> str:
    return (
        re.sub(r",?\s(?:[A-Z][a-z]{2,8}\.?\s)?(?:\d{1,2},\s)?(?:19|20)\d\d$", "", title)
        if re.search(r",\s(?:[A-Z]\w+\.?\s)?(?:\d{1,2},\s)?(?:19|20)\d\d$", title)
        else title
    )


# "2. Aufl. 2017", "Bd. 3", "Heft 4/2019": no part of a title.
_EDITION_PART = re.compile(
    r"\d+\.?\s?(?:\w+\.?\s)?(?:Aufl|Auflage|éd|ed|edn|edition|édition)\b\.?(?:\s\d{4})?|"
    r"(?:Bd|Band|Heft|Nr|no|n°|vol|t)\.?\s?[\dIVX]+(?:[/.]\d+)?(?:\s\(?\d{4}\)?)?",
    re.IGNORECASE,
)
# "Lehmann", "Schmidt/Müller" as German lawyers and historians cite.
_SURNAMES = re.compile(r"[A-ZÄÖÜÀ-Þ][\w’'-]{2,}(?:\s?/\s?[A-ZÄÖÜÀ-Þ][\w’'-]{2,})*")


def split_by_commas(draft: Draft) -> Split | None:
    """`Site, Title, date` or `Title, Site, year`."""
    core = draft.text.strip(" .,;:")
    parts = core.split(", ")
    if len(parts) > 1 and find_date_span(parts[-1]) == (0, len(parts[-1])):
        parts.pop()
    while (
        len(parts) > 1
        and (is_date_only(parts[-1]) or re.fullmatch(r"\d+ [pSs]\.?|S\. .*|pp?\. .*", parts[-1]))
        and (any(map(str.isdigit, parts[-1])) or len(parts[-1]) < 4)
    ) or (len(parts) > 1 and _EDITION_PART.fullmatch(parts[-1])):
        parts.pop()
    if len(parts) < 2:
        return None
    tail = core[len(", ".join(parts)) :]
    for count in (1, 2):
        site = ", ".join(parts[:count])
        if (
            len(parts) > count
            and draft.is_source(site)
            and not (draft.names_site(parts[-1]) and not draft.names_site(site))
        ):
            more = parts[count:]
            keep = 1 if len(more) > 2 and tail else len(more)
            return Split(title=", ".join(more[:keep]), authors=site, rest=", ".join(more[keep:]) + tail)
    if draft.is_source(parts[-1]):
        return Split(title=", ".join(parts[:-1]), site=parts[-1], rest=tail)
    if len(parts) > 1 and tail and (is_person(parts[0]) or _SURNAMES.fullmatch(parts[0])):
        return Split(title=parts[1], authors=parts[0], rest=", ".join(parts[2:]) + tail)
    return None


_DATED_TITLE = re.compile(
    r"^(?P<title>[^()]{3,250}(?:\([^()]{1,40}\)[^()]*)?)\s?\((?P<date>(?:[^()\d]{0,24}\s)?(?:\d{1,2}\.?,?\s)?(?:\w+\s)?(?:19|20)\d\d[a-z]?)\)\.?$"
)


def split_dated_title(draft: Draft) -> Split | None:
    """`Water: how much should you drink? (2022).` with nothing after it but an address."""
    match = _DATED_TITLE.match(draft.text.strip())
    if match is None or len(split_sentences(match.group("title"))) > 1:
        return None
    title, site = split_site(match.group("title").strip(" ."), draft, loose=False)
    return Split(title=title, site=site, rest=f"({match.group('date')})")


def split_single(draft: Draft) -> Split | None:
    """One sentence that is nothing else: the title, unless it only names the site."""
    core = draft.text.strip(" .,;:<>()[]*")
    if not core or len(core) > 300 or not any(map(str.isalpha, core)):
        return None
    if draft.urls and not draft.links and len(core.split()) <= 3 and any(is_site_name(core, url) for url in draft.urls):
        return None
    title, site = split_site(core, draft, loose=False)
    return Split(title=title, site=site)


# ---- the rules


class TitleYear(Enum):
    """Whether the year of a work may be a part of the title that a rule tells, because nothing parts them."""

    NO = auto()
    UNLINKED = auto()
    """Only in entries without an address: a page's title may hold any year."""
    YES = auto()


class TitleRule(NamedTuple):
    """A style of entries.

    Attributes:
        name: Its name.
        split: What it makes of an entry; None where the entry is not written so.
        may_be_prose: Whether a note's sentences can look the same.
        holds_year: Whether its title may hold the work's year.
    """

    name: str
    split: Callable[[Draft], Split | None]
    may_be_prose: bool = False
    holds_year: TitleYear = TitleYear.NO


# The first that tells a title decides.
TITLE_RULES = (
    TitleRule("lead-line", split_lead_line),
    TitleRule("quoted", split_quoted),
    TitleRule("gb-type", split_gb_type),
    TitleRule("year-in-brackets", split_year_in_brackets),
    TitleRule("named-authors", split_named_authors),
    TitleRule("title-first", split_title_first),
    TitleRule("authors-colon", split_authors_colon, holds_year=TitleYear.YES),
    TitleRule("year-between-commas", split_year_between_commas),
    TitleRule("whole-link", split_whole_link),
    TitleRule("book-bracket", split_book_bracket, may_be_prose=True),
    TitleRule("linked-part", split_linked_part, may_be_prose=True),
    TitleRule("emphasised", split_emphasised, may_be_prose=True),
    TitleRule("dated-title", split_dated_title),
    TitleRule("sentences", split_by_sentences, may_be_prose=True),
    TitleRule("commas", split_by_commas, may_be_prose=True, holds_year=TitleYear.UNLINKED),
    TitleRule("single", split_single, may_be_prose=True, holds_year=TitleYear.UNLINKED),
)


def split_title(draft: Draft) -> tuple[TitleRule, Split] | None:
    """Tells the title of an entry.

    Args:
        draft: The entry.

    Returns:
        The first rule that applies and what it made of the entry, None where none does.
    """
    for rule in TITLE_RULES:
        found = rule.split(draft)
        if found is not None and len(found.title.strip(" .,;:")) > 1:
            return rule, dataclasses.replace(found, title=_tidy(found.title), site=found.site.strip(" .,:"))
    return None


_MEDIUM = re.compile(
    r"\s?\[(?:Internet|online|en ligne|en línea|Video|PDF|Blog post|Elektronische Ressource|eBook)[^\]]*\]\.?",
    re.IGNORECASE,
)


def _tidy(title: str) -> str:
    title = _MEDIUM.sub("", title).strip(" ,;:|–—·*_-\t")
    while title.endswith(".") and not title.endswith(("...", " Inc.", "U.S.", " Jr.", "etc.")):
        title = title[:-1].rstrip()
    for opening, closing in (("(", ")"), ("[", "]")):
        if title.endswith(closing) and title.count(closing) > title.count(opening):
            title = title[:-1]
        if title.startswith(opening) and title.count(opening) > title.count(closing):
            title = title[1:]
    return title.strip()
