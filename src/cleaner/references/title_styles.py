"""Titles in the styles of journals and books: after names, a year in brackets, a colon, before `[J]`."""

from __future__ import annotations

import re

from cleaner.references.names import are_full_names, are_names, is_organisation, is_person, match_authors
from cleaner.references.sentences import split_sentences
from cleaner.references.tables import PLACE_END
from cleaner.references.title_drafts import Draft, Split

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
    short = PLACE_END.sub("", short)
    dated = _DATED_END.match(short)
    return (dated.group("title") if dated else short) or title


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
    return Split(rule="", title=title, authors=authors.strip(" ."), rest=f"({match.group('date')}). {tail}")


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
    return Split(rule="", title=title, authors=match.group("authors"), rest=f"({match.group('year')}). {tail}")


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
    return Split(rule="", title=title, authors=authors, rest=match.group("rest"))


def split_named_authors(draft: Draft) -> Split | None:
    """`Names AB. Title. Journal.` of Vancouver and AMA, also with a year or publisher before the title."""
    found = match_authors(draft.text)
    if found is None:
        return None
    authors, rest = found
    year = _YEAR_DOT.match(rest)
    if year:
        title, tail = _first_sentence(year.group("rest"), draft)
        return Split(rule="", title=title, authors=authors, rest=f"{year.group('year')}. {tail}")
    title, tail = _first_sentence(_after_publisher(rest, draft), draft)
    if _NUMBERS_FIRST.match(title) and len(title.split()) < 4:
        return None
    return Split(rule="", title=title, authors=authors, rest=tail)


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
        return Split(rule="", title=title, authors=match.group("authors"), rest=tail)
    match = _ORGANISATION_COLON.match(draft.text)
    emphasised = match and draft.emphasised and match.group("rest").startswith(draft.emphasised[0].strip(" ."))
    bounded = emphasised or (match and (PLACE_END.search(match.group("rest")) or _DATED_END.match(match.group("rest"))))
    if match and (are_full_names(match.group("site")) or (bounded and is_person(match.group("site")))):
        title, tail = _first_sentence(match.group("rest"), draft)
        return Split(rule="", title=title, authors=match.group("site"), rest=tail)
    if (
        match is None
        or not draft.is_source(match.group("site"))
        or ("," in match.group("site") and not is_organisation(match.group("site")))
    ):
        return None
    title, tail = _first_sentence(match.group("rest"), draft)
    return Split(rule="", title=title, authors=match.group("site"), rest=tail)


def split_title_first(draft: Draft) -> Split | None:
    """PubMed Central's `Title. Authors. Journal. Year;volume:pages.`"""
    sentences = split_sentences(draft.text)
    if len(sentences) < 2 or are_names(sentences[0]) or not are_names(sentences[1]):
        return None
    rest = draft.text[draft.text.find(sentences[1]) + len(sentences[1]) :].lstrip(" .")
    return Split(rule="", title=sentences[0], authors=sentences[1], rest=rest)


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
        return Split(rule="", title=rest, authors=authors, rest=publisher, book=":" in match.group("publisher"))
    return None
