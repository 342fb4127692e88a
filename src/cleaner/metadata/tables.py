"""Names under which pages state their metadata, and patterns of bylines and dates.

Sources, all read 2026-11: https://schema.org (version 29), https://ogp.me, Dublin Core (https://www.dublincore.org),
Highwire tags as Google Scholar documents them.
"""

from __future__ import annotations

import re

from cleaner.lexicon import join_patterns, join_whole_words

# (name of <meta>, field); earlier wins.
META_FIELDS: tuple[tuple[str, str], ...] = (
    ("citation_title", "title"),
    ("og:title", "title"),
    ("twitter:title", "title"),
    ("dc.title", "title"),
    ("dcterms.title", "title"),
    ("parsely-title", "title"),
    ("sailthru.title", "title"),
    ("cxenseparse:title", "title"),
    ("weibo:article:title", "title"),
    ("headline", "title"),
    ("title", "title"),
    ("name", "title"),
    ("citation_author", "authors"),
    ("parsely-author", "authors"),
    ("sailthru.author", "authors"),
    ("author", "authors"),
    ("dc.creator", "authors"),
    ("dcterms.creator", "authors"),
    ("dc.creator.personalname", "authors"),
    ("article:author_name", "authors"),
    ("article:author", "authors"),
    ("og:article:author", "authors"),
    ("byl", "authors"),
    ("author_name", "authors"),
    ("authors", "authors"),
    ("article.author", "authors"),
    ("citation_authors", "authors"),
    ("cxenseparse:author", "authors"),
    ("shareaholic:article_author_name", "authors"),
    ("creator", "authors"),
    ("twitter:data1", "authors"),
    ("article:published_time", "published"),
    ("og:article:published_time", "published"),
    ("citation_publication_date", "published"),
    ("citation_online_date", "published"),
    ("citation_date", "published"),
    ("parsely-pub-date", "published"),
    ("sailthru.date", "published"),
    ("dc.date.issued", "published"),
    ("dcterms.issued", "published"),
    ("dcterms.created", "published"),
    ("dc.date.created", "published"),
    ("dcterms.date", "published"),
    ("dc.date", "published"),
    ("datepublished", "published"),
    ("publication_date", "published"),
    ("publish_date", "published"),
    ("publish-date", "published"),
    ("pubdate", "published"),
    ("article.published", "published"),
    ("published-date", "published"),
    ("og:published_time", "published"),
    ("og:pubdate", "published"),
    ("vr:published_time", "published"),
    ("bt:pubdate", "published"),
    ("pub_date", "published"),
    ("publishdate", "published"),
    ("publishtime", "published"),
    ("publish_time", "published"),
    ("published_time", "published"),
    ("published", "published"),
    ("article:published", "published"),
    ("article.created", "published"),
    ("article_date_original", "published"),
    ("originalpublicationdate", "published"),
    ("datecreated", "published"),
    ("cxenseparse:recs:publishtime", "published"),
    ("shareaholic:article_published_time", "published"),
    ("weibo:article:create_at", "published"),
    ("rnews:datepublished", "published"),
    ("dc.date.published", "published"),
    ("dc.created", "published"),
    ("dcterms.available", "published"),
    ("date", "published"),
    ("article:modified_time", "modified"),
    ("og:updated_time", "modified"),
    ("dcterms.modified", "modified"),
    ("dc.date.modified", "modified"),
    ("datemodified", "modified"),
    ("last-modified", "modified"),
    ("revised", "modified"),
    ("updated_time", "modified"),
    ("article:modified", "modified"),
    ("article.updated", "modified"),
    ("last_modified", "modified"),
    ("lastmod", "modified"),
    ("lastmodified", "modified"),
    ("weibo:article:update_at", "modified"),
    ("og:site_name", "site_name"),
    ("application-name", "site_name"),
    ("citation_journal_title", "site_name"),
    ("dc.publisher", "site_name"),
    ("dcterms.publisher", "site_name"),
    ("apple-mobile-web-app-title", "site_name"),
    ("al:ios:app_name", "site_name"),
    ("og:description", "description"),
    ("description", "description"),
    ("twitter:description", "description"),
    ("dc.description", "description"),
    ("dcterms.description", "description"),
    ("sailthru.description", "description"),
    ("dcterms.abstract", "description"),
    ("og:locale", "language"),
    ("language", "language"),
    ("lang", "language"),
    ("citation_language", "language"),
    ("content-language", "language"),
    ("dc.language", "language"),
    ("dcterms.language", "language"),
    ("og:url", "canonical_url"),
    ("twitter:url", "canonical_url"),
    ("copyright", "licence"),
    ("dc.rights", "licence"),
    ("dcterms.license", "licence"),
    ("dcterms.rights", "licence"),
    ("og:image:secure_url", "image"),
    ("og:image", "image"),
    ("og:image:url", "image"),
    ("twitter:image", "image"),
    ("twitter:image:src", "image"),
    ("image", "image"),
    ("thumbnail", "image"),
    ("sailthru.image.full", "image"),
    ("article:section", "tags"),
    ("article:tag", "tags"),
    ("keywords", "tags"),
    ("citation_keywords", "tags"),
    ("parsely-tags", "tags"),
    ("dc.subject", "tags"),
)

# (property of a schema.org thing, field).
SCHEMA_FIELDS: tuple[tuple[str, str], ...] = (
    ("headline", "title"),
    ("name", "title"),
    ("author", "authors"),
    ("creator", "authors"),
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("uploadDate", "published"),
    ("dateModified", "modified"),
    ("description", "description"),
    ("inLanguage", "language"),
    ("license", "licence"),
    ("image", "image"),
    ("thumbnailUrl", "image"),
    ("articleSection", "tags"),
    ("keywords", "tags"),
    ("reviewedBy", "reviewers"),
    ("lastReviewed", "last_reviewed"),
    ("specialty", "specialty"),
    ("medicalSpecialty", "specialty"),
)
CLINIC_FIELDS: tuple[tuple[str, str], ...] = (
    ("telephone", "phone"),
    ("address", "address"),
    ("openingHours", "opening_hours"),
    ("openingHoursSpecification", "opening_hours"),
    ("medicalSpecialty", "specialty"),
)

# Types whose things are the page's own content, most telling first; any type that ends so counts.
CONTENT_TYPES = (
    "Article",
    "BlogPosting",
    "Posting",
    "Report",
    "Question",
    "Recipe",
    "HowTo",
    "Product",
    "Review",
    "MedicalCondition",
    "Drug",
    "Course",
    "Event",
    "Book",
    "SoftwareApplication",
    "VideoObject",
    "CreativeWork",
)
WEB_PAGE_TYPES = (
    "WebPage",
    "MedicalWebPage",
    "ItemPage",
    "QAPage",
    "FAQPage",
    "AboutPage",
    "CollectionPage",
    "ContactPage",
)
CLINIC_TYPES = (
    "MedicalClinic",
    "MedicalBusiness",
    "MedicalOrganization",
    "Physician",
    "Hospital",
    "Dentist",
    "DiagnosticLab",
    "Pharmacy",
    "Optician",
    "VeterinaryCare",
    "LocalBusiness",
    "Organization",
)

BYLINE = re.compile(
    r"^[-–—|•·\s]*(?:(?:article|story|text|words|content|medically|posted|published|written|authored|created|submitted"
    rf"|contributed)\s+)?(?:{join_patterns(lambda language: language.bylines)})(?:\s*:\s*|\s+)(?P<name>\S.*)$",
    re.IGNORECASE,
)
REVIEW_LINE = re.compile(
    r"(?:medically|clinically|fact[- ])?\s*(?:reviewed|checked|approved)\s+(?:for\s+\w+\s+)?by\s*:?\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
REVIEW_DATE = re.compile(
    r"(?:last|medically|clinically)\s+(?:\w+\s+)?reviewed\s*(?:on)?\s*:?\s*(?P<date>\S.{5,40})", re.IGNORECASE
)
MODIFIED_WORDS = re.compile(join_whole_words(lambda language: language.modified), re.IGNORECASE)
PUBLISHED_WORDS = re.compile(join_whole_words(lambda language: language.published), re.IGNORECASE)
# Lines without any of these hold neither byline nor date.
LINE_HINT = re.compile(
    r"(?:19|20)\d\d|\bby\b|\bauth?or|^(?:por|par|von|di|door|auteur)\b|verfasst|escrito", re.IGNORECASE
)
# Words that follow a name on a byline and are no part of it.
AFTER_NAME = re.compile(
    r"\s+(?:[|•·–—/]|-\s|on\s|in\s|at\s|updated|published|posted|last\s|medically|reviewed|fact|edited|min\s|\d+\s*min|share)|\s*[(\n]|\s*,?\s+\d|[|•·]|,\s+(?:updated|published)"
    r"|\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+\d",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"""https?:|www\.|@|\b(?:the|our|your|this|that|using|click|subscribe|cookie|all\ rights|contents?|comments?
    |read\ more|posts?|share|home|menu)\b(?!\ \w+\ (?:team|staff|editors?))""",
    re.IGNORECASE | re.VERBOSE,
)
# Labels, times of reading and months that stand where a name should.
NOT_A_NAME = re.compile(
    r"(?:written|posted|published|reviewed|edited|story|words)?\s*by|authors?|writers?|editors?|published|updated|posted|guest"
    r"|\d+\s*(?:min|minutes?|hours?|sec|comments?|views?|likes?)\b.*|skip\s+to\b.*|follow|unknown|n/?a"
    r"|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
CREDENTIALS = re.compile(
    r"^(?:[A-Z][A-Za-z]?\.?){1,5}®?$|^(?:Ph\.?\s?D|M\.?D|Dr|Jr|Sr|II|III|RD|RN|CFP|Esq|MSc|BSc|Staff|Inc|LLC|Ltd)\.?$",
    re.IGNORECASE,
)
# Words of class names, parted by white space, `-` and `_`.
AUTHOR_CLASS_WORDS = frozenset("author authors byline writer authorname postauthor username creator".split())
DATE_CLASS_WORDS = frozenset("date dateline pubdate published publish posted time timestamp postdate".split())
# Lists of other pages carry their own bylines and dates.
OTHER_PAGES = re.compile(
    r"relat|recommend|more-|sidebar|widget|comment|footer|popular|trending|latest|recent|teaser|card|reply|replies|bio\b",
    re.IGNORECASE,
)

# What parts the pieces of a line that holds byline, date and more.
LINE_PARTS = re.compile(r"\s*[|•·—–]\s*|\s+[-/]\s+|\s{3,}")
# Best source first, by the start of its name; measured on wcxb_dev, docs/decisions/0050-metadata-sources.md.
SOURCE_ORDER: dict[str, tuple[str, ...]] = {
    "title": ("meta:og:title", "json_ld:", "meta:"),
    "authors": (
        "meta:citation_author",
        "json_ld:",
        "meta:author",
        "microdata:",
        "rdfa:",
        "rel:author",
        "block:byline-near",
        "class:authors",
        "meta:",
        "block:byline-far",
    ),
    "published": (
        "meta:article:published_time",
        "json_ld:",
        "parsely-page",
        "microdata:",
        "rdfa:",
        "meta:citation",
        "meta:",
        "time",
        "block:date-stated",
        "class:published",
        "block:date-near",
        "block:date-far",
    ),
    "modified": ("json_ld:", "meta:", "microdata:", "rdfa:", "time", "block:"),
    "language": ("html", "meta:", "json_ld:"),
    "canonical_url": ("link:canonical", "meta:"),
    "description": ("meta:", "json_ld:"),
    "image": ("meta:", "json_ld:"),
    "licence": ("link:license", "json_ld:", "meta:"),
    "site_name": ("meta:og:site_name", "json_ld:WebSite", "meta:", "json_ld:"),
    "tags": ("meta:article:tag", "meta:", "json_ld:"),
    "reviewers": ("json_ld:", "microdata:", "block:"),
}
