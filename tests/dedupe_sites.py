"""Makes synthetic clinic sites of which every line's truth is known: template, pop-up or content."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.classify import find_content
from cleaner.decide import decide_labels, limit_repeats, list_believed
from cleaner.dedupe import find_repeats
from cleaner.document import ContentFindings, Finding, Judge, Label, Page, ReferenceFindings, Role
from cleaner.page.blocks import PageKind
from cleaner.page.columns import PageColumns
from cleaner.settings import Settings
from cleaner.sites import SiteProfiles, find_site_lines

_NOUNS = (
    "knee hip shoulder tendon joint muscle nerve spine ankle wrist elbow cartilage ligament bone heart lung".split()
)
_VERBS = "supports protects moves carries strains loads heals tires stiffens recovers swells weakens".split()
_ENDS = "after rest|in most patients|during the night|over several weeks|without surgery|with steady training".split(
    "|"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticPage:
    """A page with its truth.

    Attributes:
        page: The page, as a text dump.
        lines: Its lines in order, each with whether it is content.
    """

    page: Page
    lines: tuple[tuple[str, bool], ...]


def make_site(host: str, *, pages: int, twins: int = 0, seed: int = 0) -> list[SyntheticPage]:
    """Makes a site: a menu, an article with a date, doses and repeats that are meant, a footer, a form many times.

    Args:
        host: The site's name; it also makes its template differ from other sites'.
        pages: Different pages.
        twins: Further copies of the first page that differ in its date and price alone.
        seed: Decides the text.

    Returns:
        The pages.
    """
    rng = random.Random(f"{host} {seed}")
    menu = [
        f"{host} {name}" for name in ("Home and news", "Our treatments", "Our doctors and nurses", "Prices and opening")
    ]
    footer = [f"{host} is a clinic for joints and sports injuries in the old town", f"Imprint and privacy of {host}"]
    form = ["Request your free brochure", f"We will send the {host} brochure by post.", "Thanks for your interest!"]
    made = [_make_page(rng, f"https://{host}/p{n}", menu, footer, form) for n in range(pages)]
    first = made[0]
    for n in range(twins):
        lines = tuple(
            (f"Published on {n + 1} May 2024" if "Published" in text else text, kept) for text, kept in first.lines
        )
        made.append(_as_page(f"https://{host}/twin{n}", lines))
    return made


def _make_page(rng: random.Random, url: str, menu: list[str], footer: list[str], form: list[str]) -> SyntheticPage:
    dose = f"Take {rng.randint(1, 4)} tablets of {rng.randint(100, 900)} mg"
    refrain = f"Breathe in, breathe out, number {rng.randint(1, 10**6)}"
    lines = [(line, False) for line in menu]
    lines.append(
        (f"Published on {rng.randint(1, 28)} April {rng.randint(1990, 2024)}, fee ${rng.randint(10, 10**6)}", True)
    )
    lines += [(_make_paragraph(rng), True) for _ in range(rng.randint(3, 8))]
    lines += [(dose, True)] * 3
    lines.append((_make_paragraph(rng), True))
    lines += [(refrain, True)] * 4
    lines.append((_make_paragraph(rng), True))
    lines += [(line, False) for line in form * rng.randint(3, 12)]
    lines += [(line, False) for line in footer]
    return _as_page(url, tuple(lines))


def _make_paragraph(rng: random.Random) -> str:
    parts = [
        f"the {rng.choice(_NOUNS)} {rng.choice(_VERBS)} the {rng.choice(_NOUNS)} {rng.choice(_ENDS)}" for _ in range(5)
    ]
    return f"{', '.join(parts)}.".capitalize()


def _as_page(url: str, lines: tuple[tuple[str, bool], ...]) -> SyntheticPage:
    body = "\n\n".join(text for text, _ in lines)
    return SyntheticPage(page=Page(page_id=url, url=url, body=body, kind=PageKind.TEXT), lines=lines)


def believe_some(content: Sequence[bool], dropped_as: Role = Role.BOILERPLATE) -> ContentFindings:
    """Findings of a classifier that takes some blocks for body text, and tells the others' part."""
    kept = tuple(index for index, is_content in enumerate(content) if is_content)
    left = tuple(index for index, is_content in enumerate(content) if not is_content)
    parts = (
        Finding(judge=Judge.KIND, rule="all", blocks=kept, role=Role.BODY),
        Finding(judge=Judge.ZONE, rule="left", blocks=left, role=dropped_as),
    )
    return ContentFindings(scores=tuple(map(float, content)), content=tuple(content), parts=parts)


def label_repeats(
    page: PageColumns,
    content: ContentFindings | None = None,
    *,
    references: ReferenceFindings | None = None,
    settings: Settings | None = None,
    profiles: SiteProfiles | None = None,
) -> tuple[Label, ...]:
    """The labels that deduplication leads to; without other findings every block is believed."""
    content = content or believe_some([True] * len(page.blocks))
    references = references or ReferenceFindings()
    settings = settings or Settings()
    believed = list_believed(content, references)
    repeats = find_repeats(page, believed, references.blocks, settings)
    scores = find_content(page, settings).scores
    site_lines = find_site_lines(page, scores, believed, references.blocks, settings, profiles)
    limited = limit_repeats(page.blocks, believed, (*repeats, *site_lines), settings)
    return decide_labels(content, references, limited, settings)
