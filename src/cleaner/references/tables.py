"""Word lists and patterns of reference finding that belong to no one language; the others are in `lexicon`."""

import re

from cleaner.lexicon import Language, join_patterns, list_stems, list_words
from cleaner.page.markers import BACK_SIGNS
from cleaner.references.groups import LabelKind

# ---- words above a list

# A word listed twice keeps its strongest promise: references come last.
LABEL_KINDS: dict[str, LabelKind] = {
    word: kind
    for kind, words in (
        (LabelKind.READING, list_words(lambda language: language.reading)),
        (LabelKind.NOTES, list_words(lambda language: language.notes)),
        (LabelKind.SOURCES, list_words(lambda language: language.sources)),
        (LabelKind.REFERENCES, list_words(lambda language: language.references)),
    )
    for word in words
}
LABEL_PHRASES = sorted((phrase for phrase in LABEL_KINDS if " " in phrase), key=len, reverse=True)
# Last or only words of a label, for a quick look: a block without one of them is no label.
LABEL_HEADS = frozenset(word.replace("’", "'") for phrase in LABEL_KINDS for word in phrase.split())
# Words that may stand beside the words above without changing what they promise.
LABEL_MODIFIERS = frozenset(list_words(lambda language: language.label_modifiers, separator=" "))

# ---- lines that name a source

# Heads whose lines need a link or an identifier: "Study: coffee is good" is a headline.
WEAK_LINE_HEADS = frozenset(list_words(lambda language: language.weak_source_lines))
SOURCE_LINE_HEADS = WEAK_LINE_HEADS.union(
    list_words(lambda language: language.sources),
    list_words(lambda language: language.references),
    list_words(lambda language: language.source_lines),
) - {"evidence", "reference", "literature", "citations"}
# What follows these is a picture's or a newswire's credit, not a cited work.
CREDIT = re.compile(
    r"getty|shutterstock|istock|unsplash|pexels|pixabay|adobe stock|alamy|depositphotos|dreamstime|flickr|reuters/|"
    r"afp/|\bdpa\b|keystone|fotolia|photo by|image by|picture[- ]alliance|imago\b|courtesy|screenshot|wikimedia commons",
    re.IGNORECASE,
)

# ---- markers

# Text of a link from the running text to a note.
LINK_MARKER = re.compile(
    r"[\[(（［]?\s*(?:(?:ref|note|nb|fn|anm|n|footnote|fußnote|nota)\.?\s?)?(?P<value>\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6}|(?<=\[)[a-zA-Z+]{2,12}\d{2}(?:\d\d)?[a-z]?(?=\])|[*†‡§]{1,3}|[١-٩٠]{1,3}|[۱-۹۰]{1,3})\s*[\])）］]?",
    re.IGNORECASE,
)
# How software names the places of notes: MediaWiki, WordPress, Pandoc, Word, Google Docs, Substack, Sphinx, publishers.
NOTE_FRAGMENT = re.compile(
    r"(?:^|[^a-z])(?:_?fn|f?note|ftnt?|_?edn|foot-?note|end-?note|cite|citation|ref|reference|bib|cr|b|r|en|source|anm|fu(?:ss|ß)note|quelle|"
    r"nota|lit)s?(?:[^a-z]|$)|[0-9a-f]{8}-[0-9a-f]{4}-",
    re.IGNORECASE,
)
# Notes amid the text: Tufte CSS and its themes, WordPress' Modern Footnotes.
BESIDE_NOTE_CLASSES = frozenset(["sidenote", "modern-footnotes-footnote__note"])
BACK_ARROW = re.compile(rf"[{BACK_SIGNS}][\ufe0e\ufe0f]?")
BACK_LABEL = re.compile(
    rf"(?:[{BACK_SIGNS}\ufe0e\ufe0f\s,\[\]()]|"
    r"\d{0,3}\.?\d{0,2}|[a-z]{1,2}\b|"
    r"(?:jump |hoch|back |return |go )?(?:(?:back )?(?:up|to (?:the )?(?:text|content|article|top|reference \d*))|zurück(?: zum text)?|springen|"
    r"retour(?: au texte)?|volver(?: al texto)?|torna(?: al testo)?|return|back|voltar(?: ao texto)?))*",
    re.IGNORECASE,
)
# Numbers after these count figures, steps or sections.
NUMBERED_THINGS = re.compile(
    r"\b(?:fig(?:ure|s)?|abb(?:ildung)?|tab(?:le|elle|leau)?|eq(?:uation)?|gleichung|step|schritt|étape|section|abschnitt|chapter|kapitel|"
    r"chapitre|no|nr|n°|item|part|teil|phase|type|typ|grade|grad|stage|level|page|seite|version|vitamin)\.?\s?$",
    re.IGNORECASE,
)
# Before a raised digit that is an exponent: units and single-letter symbols.
EXPONENT_BASE = re.compile(
    r"(?:^|[^A-Za-zÀ-ÿ])(?:m|cm|mm|km|dm|nm|µm|μm|ft|in|yd|mi|s|sec|min|h|kg|g|mg|ha|kg/m|g/m|W/m|mg/m|m/s|cells/mm|/mm|/m|/cm|"
    r"[A-Zxyznrktcpχσπηωαβγλρ])$"
)
AUTHOR_YEAR = re.compile(
    r"(?P<names>[A-ZÀ-ÖØ-Þ][\w'’\-]+(?:,? (?:et al\.?,?|u\. ?a\.,?|et coll\.,?|y col(?:s)?\.,?|e col\.,?|and|und|et|y|e|en|&|[A-ZÀ-ÖØ-Þ][\w'’\-]+,?))*?),? \(?(?P<year>(?:1[89]|20)\d\d)(?P<letter>[a-z])?\b"
)

# ---- what stands in entries

# Words of links that lead from an entry to copies and indexes of the work.
UTILITY_LABELS = frozenset(
    """
    article|article in pubmed|cas|crossref|doi|download|download pdf|find in pubmed|free full text|full text|fulltext|go to source|
    google scholar|html|isi|link|linkgoogle scholar|link google scholar|mathscinet|medline|open url|pdf|pmc|pmc free article|pubmed|
    pubmed abstract|pubmed central|publisher full text|reference link|scopus|source|ui|view|view article|view in article|crossref full text|pubmed/ncbi|openurl|view pdf|view in scopus|view at publisher|view full text|view abstract|open in a new tab|
    view record in scopus|view source|visit source|web of science|webcite cache|read more|learn more|copy|copied|copy link|
    copy citation|copied!|share|facebook|twitter|linkedin|email|x|pinterest|export citation|zum artikel|volltext|
    zur quelle|voir la source|ver fuente|semantic scholar|inspire|nasa ads|ads|bibcode|s2cid|researchgate|trusted source
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# Words of links that stay in an entry's text but are nobody's title.
NO_TITLES = UTILITY_LABELS | frozenset(
    "lire en ligne|en ligne|read online|online|online lesen|leer en línea|en línea|leggi online|here|hier|ici|aquí|qui|website|web site|"
    "webseite|site web|sitio web|original|archived|archive|abstract|zusammenfassung|résumé|resumen|archiv|preprint|pdf".split(
        "|"
    )
)
# Emphasised words that are nobody's title.
NO_EMPHASIS = frozenset(
    "et al|et. al|et coll|ibid|ibidem|in|dans|op. cit|loc. cit|cf|id|idem|vol|no|n|see|siehe|voir".split("|")
)
BRACKET_UTILITY = re.compile(
    r"\s*\[\s*(?:cross-?ref|medline|pubmed(?: central| abstract)?|pmc(?: free article)?|free full text|full text|google ?scholar|cas|doi|"
    r"article|webcite cache|web of science|link|scopus|publisher full text|ref list|view)\s*\]",
    re.IGNORECASE,
)
# An entry that only says one of these leads to indexes of the page itself.
INDEX_LABELS = frozenset(
    "nasa ads|google scholar|semantic scholar|dblp|inspire hep|scholar|pubmed|crossref|altmetric|dimensions|bibtex|endnote|ris|"
    "papers with code|hugging face|connected papers|litmaps|scite.ai|zenodo".split("|")
)
# Blocks inside an entry that are no part of it.
SHARE_LABEL = re.compile(
    r"(?:copied!?|copy(?: link)?|share(?: (?:on|via) \w+)?|facebook|twitter|x|linkedin|pinterest|e-?mail|print|reply|teilen|partager|"
    r"compartir|back to (?:top|citation)|see in context|click (?:here )?to (?:copy|view).*)",
    re.IGNORECASE,
)

# ---- dates


def _read_accessed(language: Language) -> str:
    return f"{language.accessed}\n{language.accessed_on}"


ACCESS_WORDS = rf"(?:(?:{join_patterns(lambda language: language.accessed_lead)}) )?(?:{join_patterns(_read_accessed)})"
# A text in lower case with none of these states no access.
ACCESS_STEMS = list_stems(_read_accessed)
NO_DATE = re.compile(rf"\((?:{join_patterns(lambda language: language.no_date)})[^)]*\)", re.IGNORECASE)

# ---- authors and titles

# Words before a single capital that are no surname: "Vitamin D.", "Hepatitis B."
NOT_SURNAMES = frozenset(
    "Vitamin Vitamine Vitamina Hepatitis Hépatite Influenza Type Typ Grade Group Grupo Gruppe Factor Phase Class Coenzyme Protein Plan "
    "Part Teil Section Omega Generation Title Appendix Schedule Table Figure Form Level Appellation".split()
)
# Words that only names of organisations have, beginnings and ends of such words, and names of two words.
ORGANISATION_WORDS = frozenset(
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
ORGANISATION_STARTS = ("Universit", "Institut", "Bundes", "Landes", "Klinik", "Apotheke")
ORGANISATION_ENDS = (
    "gesellschaft", "stiftung", "ministerium", "anstalt", "zentrale", "institut", "akademie", "kammer", "zentrum", "amt",
    "verband",
)  # fmt: skip
ORGANISATION_PHRASES = re.compile(r"\bHealth Service\b|\be\. ?V\.|\bRobert[- ]Koch\b")

# Words whose full stop ends no sentence.
ABBREVIATIONS = frozenset(
    """
    vs al etc no nos vol vols ed eds edn pp p st dr mr mrs ms prof inc ltd co corp jr sr fig figs cf e.g i.e viz ca approx dept univ bd nr
    hrsg hg aufl bzw ggf z.b u.a u.v.m usw s bspw evtl inkl vgl ev e.v d.h rev suppl transl trans comp ser ch chap sec art op cit ibid
    env coord dir trad n° núm num pág págs éd no. ii.ed gen col resp spp sp subsp var ph.d m.d b.a m.a jan feb mar apr jun jul aug sep sept oct
    nov dec janv févr avr juil déc
    """.split()
)
# Cities of publishers: after a comma they end a title.
PLACE_END = re.compile(
    r",\s(?:Amsterdam|Baltimore|Barcelona|Basel|Berlin|Bern|Bonn|Boston|Bruxelles|Brüssel|Cambridge|Chicago|Darmstadt|Dordrecht|Düsseldorf|"
    r"Frankfurt(?:/M\.| am Main| a\. ?M\.)?|Freiburg|Genève|Genf|Göttingen|Hamburg|Hannover|Heidelberg|Jena|Köln|Leiden|Leipzig|Lille|London|Lyon|"
    r"Madrid|Mainz|Mannheim|Marseille|México|Milano|Montréal|Montreal|München|Münster|New York|Opladen|Oxford|Paris|Philadelphia|Québec|Rennes|"
    r"Rom|Roma|Rome|Salzburg|Stuttgart|Stockholm|Toulouse|Tübingen|Turin|Weinheim|Wien|Wiesbaden|Würzburg|Zürich)"
    r"(?=\s?[,:;/(]|\s(?:19|20)\d\d|\s(?:u\. ?a|etc)|\s?$).*$",
    re.DOTALL,
)
TITLE_SEPARATORS = (" | ", " – ", " — ", " - ", " · ", " :: ", " » ", " • ")

# Titles and names have few of these.
PROSE_WORDS = frozenset(list_words(lambda language: language.prose, separator=" "))
