"""Titles of web entries: what is linked or emphasised, `Organisation. Title.`, `Site, Title`, `Title | Site`."""

from __future__ import annotations

import re

from cleaner.references.dates import find_date_span
from cleaner.references.names import is_person, is_site_name
from cleaner.references.sentences import split_sentences
from cleaner.references.tables import TITLE_SEPARATORS
from cleaner.references.title_drafts import Draft, Split, is_date_only, split_site
from cleaner.references.title_styles import cut_emphasised


def split_whole_link(draft: Draft) -> Split | None:
    """An entry that is one link: its words are the title, a site's name at an end taken off."""
    core = draft.text.strip(" .:;,*")
    if not core or not draft.links or draft.links[0].strip(" .:;,*") != core or len(split_sentences(core)) > 2:
        return None
    parts = core.split(", ")
    if len(parts) > 1 and not any(separator in core for separator in TITLE_SEPARATORS):
        found = split_by_commas(draft)
        if found is not None:
            return found
    sentences = split_sentences(core)
    if len(sentences) == 2 and draft.is_source(sentences[0]) and not sentences[0].endswith("?"):
        return Split(rule="", title=sentences[1], authors=sentences[0])
    title, site = split_site(core, draft, loose=False)
    return Split(rule="", title=title, site=site)


def split_lead_line(draft: Draft) -> Split | None:
    """`Site - Title` in strong letters, then a line that describes it."""
    if not draft.lead:
        return None
    title, site = split_site(draft.lead, draft, loose=False)
    return Split(rule="", title=title, site=site, rest="")


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
            return Split(rule="", title=before, site=bare, rest=after)
        if draft.names_site(bare) and len(bare.split()) <= 2:
            continue
        if len(before.split()) <= 16:
            title, site = split_site(bare, draft, loose=False)
            return Split(rule="", title=title, authors=before, site=site, rest=after)
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
            return Split(rule="", title=bare, authors=before, rest=after)
        if not before and len(after) < 160:
            return Split(rule="", title=bare, rest=after)
    return None


def split_by_sentences(draft: Draft) -> Split | None:
    """`Organisation. Title.` or `Title. Site.`"""
    sentences = split_sentences(draft.text)
    if len(sentences) < 2:
        return None
    first, second = sentences[0], sentences[1]
    rest = " ".join(f"{sentence}." for sentence in sentences[2:])
    if draft.is_source(first) and len(sentences) > 2 and re.fullmatch(r"(?:19|20)\d\d", second):
        return Split(rule="", title=sentences[2], authors=first, rest=f"{second}. " + " ".join(sentences[3:]))
    starts_with_source = draft.is_source(first) or (len(first.split()) <= 5 and is_person(first))
    if (
        starts_with_source
        and not is_date_only(second)
        and find_date_span(second[:12]) is None
        and not (draft.names_site(second) and not draft.names_site(first))
    ):
        title, tail = cut_emphasised(second, draft)
        return Split(rule="", title=_cut_year(title), authors=first, rest=f"{tail} {rest}")
    title, site = split_site(first, draft, loose=False)
    return Split(rule="", title=title, site=site, rest=f"{second}. {rest}")


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
            return Split(rule="", title=", ".join(more[:keep]), authors=site, rest=", ".join(more[keep:]) + tail)
    if draft.is_source(parts[-1]):
        return Split(rule="", title=", ".join(parts[:-1]), site=parts[-1], rest=tail)
    if len(parts) > 1 and tail and (is_person(parts[0]) or _SURNAMES.fullmatch(parts[0])):
        return Split(rule="", title=parts[1], authors=parts[0], rest=", ".join(parts[2:]) + tail)
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
    return Split(rule="", title=title, site=site, rest=f"({match.group('date')})")


def split_single(draft: Draft) -> Split | None:
    """One sentence that is nothing else: the title, unless it only names the site."""
    core = draft.text.strip(" .,;:<>()[]*")
    if not core or len(core) > 300 or not any(map(str.isalpha, core)):
        return None
    if draft.urls and not draft.links and len(core.split()) <= 3 and any(is_site_name(core, url) for url in draft.urls):
        return None
    title, site = split_site(core, draft, loose=False)
    return Split(rule="", title=title, site=site)
