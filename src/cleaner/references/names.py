"""Names in entries: authors, whom it cuts apart, organisations, and the sites that addresses belong to."""

from __future__ import annotations

import re

from cleaner.page.addresses import host_of
from cleaner.references.patterns import PatternRule

# Words before a single capital that are no surname: "Vitamin D.", "Hepatitis B."
_NOT_SURNAMES = frozenset(
    "Vitamin Vitamine Vitamina Hepatitis Hépatite Influenza Type Typ Grade Group Grupo Gruppe Factor Phase Class Coenzyme Protein Plan "
    "Part Teil Section Omega Generation Title Appendix Schedule Table Figure Form Level Appellation".split()
)
# Words that only names of organisations have, beginnings and ends of such words, and names of two words.
_ORGANISATION_WORDS = frozenset(
    """
    Universidad Università Universidade College School Instituto Istituto Academy Academia Akademie Association Asociación
    Associação Associazione Society Sociedad Société Società Gesellschaft Organisation Organization Organización Foundation
    Fundación Fondation Stiftung Department Departamento Ministry Ministerio Ministère Ministerium Agency Agencia Agence
    Agentur Administration Administración Commission Comisión Committee Council Consejo Conseil Center Centers Centre
    Centres Centro Zentrum Clinic Clínica Clinique Hospital Hôpital Krankenhaus NHS Bureau Office Amt Verband Verein GmbH
    AG Inc LLC Ltd Corp Group Gallery Galerie Museum Library Bibliothek Bank Fund Trust Union Federation Fédération
    Federación Alliance Network Netzwerk Réseau Red Service Services Authority Autorité Collège Haute Publishing
    Collaboration Consortium Initiative Board System Corporation Company Nations Laboratory Observatory Parliament
    Fachgesellschaft Dachverband Assurance Krankenkasse AOK TK WHO CDC FDA NIH OMS RKI BZgA HAS INSERM NICE
    """.split()
)
_ORGANISATION_STARTS = ("Universit", "Institut", "Bundes", "Landes", "Klinik", "Apotheke")
_ORGANISATION_ENDS = (
    "gesellschaft", "stiftung", "ministerium", "anstalt", "zentrale", "institut", "akademie", "kammer", "zentrum", "amt",
    "verband",
)  # fmt: skip
_ORGANISATION_PHRASES = re.compile(r"\bHealth Service\b|\be\. ?V\.|\bRobert[- ]Koch\b")

_UP = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩА-ЯЁ"
_PARTICLE = r"(?:(?:[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]e|[Dd]el|[Dd]u|[Ll]a|[Ll]e|[Dd]a|[Dd]os|[Dd]as|[Dd]i|[Dd]ella|[Ee]l|[Aa]l|[Bb]in|[Bb]en|[Ii]bn|[Tt]er|[Tt]en|[Zz]u[mr]?|[Aa]f|[Ss]t\.?|d'|D')[ ]?)"
_SURNAME = rf"{_PARTICLE}{{0,3}}[{_UP}][\w'’‐‑-]+(?:[ ]{_PARTICLE}{{0,2}}[{_UP}][\w'’‐‑-]+){{0,2}}"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV|2nd|3rd)\.?)?"
_DOTTED = rf"[{_UP}]\.(?:[\s‐-]?[{_UP}]\.){{0,2}}"
_VANCOUVER = rf"{_SURNAME}\s(?:{_DOTTED}|[{_UP}]{{1,4}}(?:-[{_UP}]{{1,2}})?|[{_UP}](?:\s[{_UP}]){{1,2}}){_SUFFIX}"
_INITIALS = rf"{_SURNAME},\s?(?:[{_UP}][a-z]?\.[\s‐-]?){{1,4}}{_SUFFIX}"
_ET_AL = r"(?:[,;]?\s?(?:\[?et\.?\s?al\.?\]?|ET AL\.?|and others|and colleagues|u\.\s?a\.|et coll\.?|y cols?\.?|e cols?\.?|и др\.?|…|\.\.\.))"
_JOIN = r"(?:\s?[,;]\s?(?:and\s|&\s|und\s|et\s|y\s|e\s|…\s?|\.\s?\.\s?\.\s?)?|\s(?:and|&|und|et|y|e|en)\s|\s?/\s?)"
_GIVEN_FIRST = rf"(?:[{_UP}]\.[\s‐-]?){{1,3}}\s?{_SURNAME}"
_GROUP = r"[A-Z][^.,;:()]{3,120}?\b(?:Group|Committee|Consortium|Investigators|Collaborators|Collaboration|Society|Team|Network|Panel|Initiative|Association)"
_VANCOUVER_LIST = re.compile(rf"^{_VANCOUVER}(?:{_JOIN}(?:{_VANCOUVER}|{_GROUP}))*\.?$")
# Names at the start of an entry: "Smith AB, Jones C." of Vancouver, "Smith, A. B., & Jones, C." of APA, and others.
AUTHOR_STYLES = (
    PatternRule(
        "vancouver",
        re.compile(
            rf"^(?P<authors>{_VANCOUVER}(?:{_JOIN}(?:{_VANCOUVER}|{_GROUP}))*{_ET_AL}?)(?:,?\s(?:editors?|eds?\.?|Hrsg\.?)|,?\s?\((?:Eds?|Hrsg|Hg|Red|éds?|dir|coord)\.?\))?\s?(?P<end>[.:](?=\s)|(?=\s?\())"
        ),
    ),
    PatternRule(
        "comma-initials",
        re.compile(
            rf"^(?P<authors>{_INITIALS}(?:{_JOIN}(?:{_INITIALS}|{_GROUP}|(?:[{_UP}]\.\s?){{1,3}}{_SURNAME}))*{_ET_AL}?)(?:,?\s?\((?:Eds?|Hrsg|Hg|éds?|dir|coord)\.?\))?\s?(?P<end>[.:,]?(?=\s)|(?=\s?\())"
        ),
    ),
    # "Hall, Charles, and Melinda Knuth." of MLA and Chicago.
    PatternRule(
        "comma-given",
        re.compile(
            rf"^(?P<authors>{_SURNAME},\s[{_UP}][\w'’-]+(?:\s[{_UP}][\w'’-]*\.?){{0,2}}(?:,?\s?(?:,|and|&)\s(?:and\s)?[{_UP}][\w'’-]+(?:\s[{_UP}][\w'’-]*\.?){{1,3}})*{_ET_AL}?)(?P<end>\.(?=\s))"
        ),
    ),
    # "B. Adeyemi, S. Oduya and C. Ojo." of BibTeX's plain style, Elsevier and IEEE.
    PatternRule(
        "initials-first",
        re.compile(
            rf"^(?P<authors>{_GIVEN_FIRST}(?:{_JOIN}(?:{_GIVEN_FIRST}|{_GROUP}))*{_ET_AL}?)\s?(?P<end>[.:,](?=\s)|(?<=al\.)(?=\s))"
        ),
    ),
    # "Kafi R, Smith T, Title, Journal" and "Kafi R., Title": a comma ends several names, or names with dots.
    PatternRule(
        "comma-after",
        re.compile(
            rf"^(?P<authors>(?:{_VANCOUVER}(?:(?:{_JOIN}{_VANCOUVER})+{_ET_AL}?|{_ET_AL})|{_SURNAME}\s{_DOTTED}))\s?(?P<end>,(?=\s))"
        ),
    ),
)
_NAME_ITEM = re.compile(rf"^(?:{_VANCOUVER}|{_INITIALS}|(?:[{_UP}]\.\s?){{1,3}}{_SURNAME})$")
_GIVEN_SURNAME = re.compile(rf"^[{_UP}][\w'’.-]+(?:\s(?:[{_UP}]\.?|{_PARTICLE}|[{_UP}][\w'’-]+)){{1,3}}$")
_SPLIT = re.compile(r"\s*(?:;|,\s(?:and|&|und|et|y|e)\s|\s(?:and|&|und|et|y|e)\s|,)\s*")
_CUT_ET_AL = re.compile(rf"{_ET_AL}\s*$")
_STOP = frozenset(
    "the of and for a an in on to at by der die das und für von des de la le les el los y du et di del".split()
)

_LETTERS = re.compile(r"[^\W\d_]+")


def match_authors(text: str) -> tuple[str, str] | None:
    """Finds names with initials, or inverted full names, at the start of an entry.

    Args:
        text: The entry's text.

    Returns:
        The names as printed and what follows them, None where the entry starts otherwise.
    """
    for style in AUTHOR_STYLES:
        match = style.pattern.match(text)
        if match and match.group("authors").split()[0] not in _NOT_SURNAMES:
            rest = text[match.end() :].lstrip(" .:,")
            if rest:
                return match.group("authors"), rest
    return None


def split_names(text: str) -> tuple[str, ...]:
    """Cuts printed authors into names.

    Args:
        text: The authors as printed.

    Returns:
        One string a name, as printed; an organisation is one name.
    """
    bare = _CUT_ET_AL.sub("", text.strip()).strip(" ,;:&")
    bare = bare if re.search(r"(?:^|[\s.])\w\.$", bare) else bare.rstrip(".")
    bare = re.sub(r"\s*\((?:Hrsg|Hg|Eds?|éds?|dir|coord)\.?\)$", "", bare)
    if not bare:
        return ()
    pieces = [piece.strip() for piece in _SPLIT.split(bare) if piece.strip()]
    if _VANCOUVER_LIST.match(bare):
        return tuple(pieces)
    if re.match(_GIVEN_FIRST, bare) or re.search(rf",\s?(?:[{_UP}]\.[\s‐-]?)+", bare):
        names = re.findall(rf"{_INITIALS}|{_GIVEN_FIRST}", bare)
        return tuple(name.strip(" ,") for name in names) if names else (bare,)
    return _split_full_names(bare, pieces)


def _split_full_names(bare: str, pieces: list[str]) -> tuple[str, ...]:
    """Cuts names without initials, as `Hall, Charles, and Melinda Knuth`; keeps whole what may be an organisation."""
    if len(pieces) > 1 and all(_GIVEN_SURNAME.match(piece) and not has_organisation(piece) for piece in pieces):
        return tuple(pieces)
    if len(pieces) > 2 and len(pieces[0].split()) == 1 and all(_GIVEN_SURNAME.match(piece) for piece in pieces[2:]):
        return (f"{pieces[0]}, {pieces[1]}", *pieces[2:])
    return (bare,)


def surname_of(name: str) -> str:
    """The folded surname that a name, or a list of names, begins with; an organisation's first word.

    `Smith AB`, `Smith, A.`, `Smith et al.` and `Smith and Jones` all give `smith`; `Anna Smith` gives `smith` too.
    """
    first = _CUT_ET_AL.sub("", name.strip())
    first = re.split(r"\s?[,;]|\s(?:and|&|und|et|y|e|en)\s", first)[0]
    words = first.split()
    if (
        len(words) > 1
        and "," not in name
        and _GIVEN_SURNAME.match(first)
        and not re.search(rf"\s[{_UP}]{{1,4}}\.?$", first)
    ):
        return words[-1].casefold()
    return words[0].casefold() if words else ""


def are_names(text: str) -> bool:
    """Says whether a text is nothing but names with initials."""
    bare = _CUT_ET_AL.sub("", text.strip(" .:,"))
    pieces = [piece for piece in re.split(r"\s*[,;]\s*(?:and\s|&\s)?|\s(?:and|&|und|et|y)\s", bare) if piece]
    return bool(pieces) and all(
        _NAME_ITEM.match(piece) or re.fullmatch(rf"(?:[{_UP}]\.?\s?){{1,4}}", piece) for piece in pieces
    )


def are_full_names(text: str) -> bool:
    """Says whether a text is two to six people's names in full: `Ernest Neal, Chris Cheeseman`."""
    bare = text.strip(" .:")
    pieces = [piece.strip() for piece in re.split(r",\s(?:und\s|and\s|&\s|et\s|y\s)?|\s(?:und|&|et|y)\s|\s?/\s?", bare)]
    return 1 < len(pieces) <= 6 and all(len(piece.split()) < 5 and is_person(piece) for piece in pieces)


def is_person(text: str) -> bool:
    """Says whether a text could be one person's name in full."""
    return bool(_GIVEN_SURNAME.match(text.strip(" .,"))) and not has_organisation(text)


def has_organisation(text: str) -> bool:
    """Says whether a text has a word that only names of organisations have.

    Words are looked up one by one: a pattern of as many alternatives takes ten times as long.

    Args:
        text: Any text.
    """
    for word in _LETTERS.findall(text):
        if word in _ORGANISATION_WORDS or word.startswith(_ORGANISATION_STARTS):
            return True
        if word.endswith(_ORGANISATION_ENDS) and word[0].isupper():
            return True
    return _ORGANISATION_PHRASES.search(text) is not None


def is_organisation(text: str) -> bool:
    """Says whether a text names an organisation by one of its words, or is an acronym."""
    bare = text.strip(" .,:")
    return has_organisation(bare) or bool(re.fullmatch(r"[A-Z][A-Z&.]{1,7}", bare))


_LOWER_ORGANISATION = re.compile(
    r"(?:nationale?s?|mondiale?|françaises?|français|régionale?|européenne?|internationale?|fédérale?|supérieure?|générale?|belge|suisse|canadienne?|"
    r"québécoise?|nacional|mundial|españolas?|española?|italiana?|nazionale|superiore|des?|du|d['’]\w+|pour|del|di|für|der)\b"
)


def names_organisation(text: str) -> bool:
    """Says whether a text is an organisation's name in a language that writes it small: `Collège français d'ORL`."""
    head, _, rest = text.strip().partition(" ")
    return len(text.split()) <= 12 and has_organisation(head) and bool(_LOWER_ORGANISATION.match(rest))


def is_capitalised(text: str) -> bool:
    """Says whether most words but small ones begin with a capital, as names do: `Haute Autorité de santé`."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", text) if word.casefold() not in _STOP]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)


def is_site_name(name: str, url: str) -> bool:
    """Says whether words are the name of an address's site letter for letter, as `Forbes` and `forbes.com`."""
    joined = "".join(re.findall(r"[^\W_]+", name.casefold()))
    return any(joined == label.replace("-", "") for label in host_of(url).split("."))


def names_host(name: str, url: str) -> bool:
    """Says whether a site's or organisation's name and an address belong together.

    `Mayo Clinic` and `mayoclinic.org`, `World Health Organization` and `who.int`, `Rust Blog` and `blog.rust-lang.org`.

    Args:
        name: Words of an entry.
        url: An address of the entry.
    """
    labels = [label for label in host_of(url).split(".")[:-1] if label]
    words = [
        word
        for word in re.findall(r"[^\W_]+", name.casefold().replace("'s", "").replace("’s", ""))
        if word not in _STOP
    ]
    if not labels or not words or len(words) > 9:
        return False
    joined = "".join(words)
    compact = "".join(labels).replace("-", "")
    initials = "".join(word[0] for word in words)
    if len(joined) >= 3 and (joined in compact or all(len(word) > 2 and word in compact for word in words)):
        return True
    for label in labels:
        flat = label.replace("-", "")
        if len(flat) > 4 and flat in joined:
            return True
        if (
            len(words) > 1
            and len(flat) > 1
            and (initials.startswith(flat) or (len(initials) > 2 and flat.startswith(initials)))
        ):
            return True
        if flat in words and len(flat) > 2 and len(words) <= 4:
            return True
    return False
