"""Labels are made of findings alone: the first row of the table that may decide about a block does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cleaner.classify.walls import WallFinding
from cleaner.decide import decide_labels, decide_status, list_believed
from cleaner.document import (
    ContentFindings,
    Finding,
    InlineMarker,
    Judge,
    Label,
    Page,
    Reason,
    ReferenceFindings,
    Role,
    Status,
)
from cleaner.page.columns import PageColumns
from cleaner.segment import segment_page
from cleaner.settings import CONTENT_ROLES, Settings

ROLES = {
    Judge.REPEAT: Role.REPEATED,
    Judge.SITE_LINE: Role.REPEATED,
    Judge.REFERENCE: Role.REFERENCE,
    Judge.CITATION: Role.BODY,
    Judge.TITLE: Role.TITLE,
    Judge.AUTHOR_BOX: Role.AUTHOR_BIO,
    Judge.TAG_LIST: Role.TAGS,
    Judge.COMMENT: Role.COMMENT,
    Judge.BYLINE: Role.BYLINE,
    Judge.DATE_LINE: Role.DATE,
    Judge.CONTROL: Role.CONTROL,
    Judge.HIDDEN: Role.HIDDEN,
    Judge.LINKS: Role.NAVIGATION,
    Judge.ZONE: Role.FOOTER,
    Judge.KIND: Role.HEADING,
}
REPEATING = (Judge.REPEAT, Judge.SITE_LINE)
# Who comes first about a block of content, and about one that is none. Of the two that find repeats, one at most would
# drop a block (`limit_repeats`).
CONTENT_ORDER = (
    Judge.REFERENCE,
    Judge.TITLE,
    Judge.AUTHOR_BOX,
    Judge.TAG_LIST,
    Judge.COMMENT,
    Judge.BYLINE,
    Judge.DATE_LINE,
    Judge.KIND,
)
OTHER_ORDER = (Judge.REFERENCE, Judge.CONTROL, Judge.HIDDEN, Judge.LINKS, Judge.ZONE)


def find(judge: Judge, *blocks: int, rule: str = "", role: Role | None = None) -> Finding:
    """A finding about the first block, or the blocks that are named."""
    return Finding(judge=judge, rule=rule or judge.value, blocks=blocks or (0,), role=role or ROLES[judge])


def cite(*, entry: str = "", cited: bool = False) -> ReferenceFindings:
    """What `references` finds where the first block is an entry, by a rule, or cites one."""
    markers = (InlineMarker(marker="1", block=0, offset=0, length=3, target=0),) if cited else ()
    return ReferenceFindings(blocks={0: entry} if entry else {5: "listed"}, markers=markers)


def decide(judges: Iterable[Judge], *, content: bool, cited: bool = False, settings: Settings | None = None) -> Label:
    """Decides about one block of which these judges have spoken, in an order that says nothing."""
    spoken = sorted(judges)
    repeats = [find(judge) for judge in spoken if judge in REPEATING]
    parts = tuple(find(judge) for judge in spoken if judge not in (*REPEATING, Judge.REFERENCE))
    references = cite(entry="reference" if Judge.REFERENCE in spoken else "", cited=cited)
    # The entry that is cited stands in a sixth block.
    findings = ContentFindings(scores=(0.25,) * 6, content=(content,) * 6, parts=parts)
    return decide_labels(findings, references, repeats, settings or Settings())[0]


@pytest.mark.parametrize(
    ("order", "content"),
    [(order[place:], order is CONTENT_ORDER) for order in (CONTENT_ORDER, OTHER_ORDER) for place in range(len(order))],
    ids=lambda value: value[0].value if isinstance(value, tuple) else "content" if value else "no content",
)
def test_the_first_judge_in_the_order_decides(order: tuple[Judge, ...], content: bool) -> None:
    """Of all judges who spoke of a block the first one decides, whoever spoke beside it."""
    label = decide(order, content=content)
    assert (label.rule, label.role) == (order[0].value, ROLES[order[0]])


@pytest.mark.parametrize("judge", REPEATING)
@pytest.mark.parametrize("place", range(len(CONTENT_ORDER)))
def test_a_repeat_comes_before_what_it_repeats(judge: Judge, place: int) -> None:
    """Whatever part of the content a block is, its repeats go; author boxes and tags would go anyway."""
    order = CONTENT_ORDER[place:]
    stays = ROLES[order[0]] not in CONTENT_ROLES or (judge is Judge.REPEAT and order[0] is Judge.TITLE)
    assert decide([judge, *order], content=True).rule == (order[0] if stays else judge).value


def test_the_title_stays_where_it_stands_in_paths_too() -> None:
    """What repeats in the page takes no title; what all pages of a site have in common does."""
    assert decide([Judge.REPEAT, Judge.TITLE], content=True).role is Role.TITLE
    assert decide([Judge.SITE_LINE, Judge.TITLE], content=True).role is Role.REPEATED


@pytest.mark.parametrize("judge", [judge for judge in CONTENT_ORDER if judge is not Judge.REFERENCE])
def test_parts_of_the_content_say_nothing_of_what_is_none(judge: Judge) -> None:
    """A byline or a comment in what is no content is known by nothing."""
    assert decide([judge], content=False).rule == "model:nothing-known"


@pytest.mark.parametrize("judge", [judge for judge in OTHER_ORDER if judge is not Judge.REFERENCE])
def test_zones_and_links_say_nothing_of_content(judge: Judge) -> None:
    """A paragraph of the content in a form, a footer or a hidden panel stays what it is."""
    assert decide([judge, Judge.KIND], content=True).rule == "kind"


def test_a_heading_that_articles_share_stays() -> None:
    """What the judge of lines dropped for no better reason than its score stays where a site's articles share it."""
    found = [find(Judge.SITE_HEADING, 0, role=Role.HEADING), find(Judge.LINES, 0, role=Role.BOILERPLATE)]
    content = ContentFindings(scores=(0.1,), content=(False,), parts=tuple(found))
    (label,) = decide_labels(content, ReferenceFindings(), (), Settings())
    assert (label.role, label.kept) == (Role.HEADING, True)


def test_what_nobody_speaks_of_is_boilerplate() -> None:
    """There is a label for every block, by a rule that says that nothing is known."""
    label = decide([], content=False)
    assert (label.role, label.rule, label.kept) == (Role.BOILERPLATE, "model:nothing-known", False)


def test_what_cites_an_entry_is_body_text_if_nothing_else_is_known() -> None:
    """A marker that leads to an entry speaks for a block that would go for no known reason, not for a menu's."""
    assert decide([], content=False, cited=True).role is Role.BODY
    assert decide([Judge.ZONE], content=False, cited=True).role is Role.FOOTER


def test_a_repeat_takes_what_is_believed_or_unknown_and_leaves_what_has_a_name() -> None:
    """The menu that repeats stays a menu; what repeats without a name is a repeat."""
    assert decide([Judge.REPEAT], content=False).role is Role.REPEATED
    assert decide([Judge.REPEAT, Judge.REFERENCE], content=False).role is Role.REPEATED
    assert decide([Judge.REPEAT, Judge.LINKS], content=False).role is Role.NAVIGATION


def test_a_line_of_the_site_takes_what_is_believed_alone() -> None:
    """What goes anyway keeps the reason that the page itself gives."""
    assert decide([Judge.SITE_LINE, Judge.KIND], content=True).role is Role.REPEATED
    assert decide([Judge.SITE_LINE], content=False).rule == "model:nothing-known"


def test_of_two_findings_of_a_judge_the_first_decides() -> None:
    """A block that two rules of one judge speak of has the name of the first."""
    first, second = find(Judge.ZONE, rule="nav-element", role=Role.NAVIGATION), find(Judge.ZONE, rule="footer-element")
    content = ContentFindings(scores=(0.1,), content=(False,), parts=(first, second))
    assert decide_labels(content, ReferenceFindings(), (), Settings())[0].rule == "nav-element"


def test_the_trail_tells_all_that_was_found_about_a_block() -> None:
    """What decided comes first, and no finding about the block is left out, or one about another block told."""
    parts = (find(Judge.ZONE, 0, 1), find(Judge.KIND, 0), find(Judge.LINKS, 1))
    content = ContentFindings(scores=(0.9, 0.1), content=(True, False), parts=parts)
    repeat = find(Judge.REPEAT, 0)
    labels = decide_labels(content, ReferenceFindings(), (repeat,), Settings())
    assert [[finding.judge for finding in label.trail] for label in labels] == [
        [Judge.REPEAT, Judge.ZONE, Judge.KIND],
        [Judge.LINKS, Judge.ZONE],
    ]


def test_a_finding_without_a_role_is_told_and_decides_nothing() -> None:
    """A repeat that the limit has spared says why it was spared, and the block keeps its role."""
    spared = Finding(judge=Judge.REPEAT, rule="twice", blocks=(0,), evidence="like block 7; kept")
    content = ContentFindings(scores=(0.9,), content=(True,), parts=(find(Judge.KIND),))
    label = decide_labels(content, ReferenceFindings(), (spared,), Settings())[0]
    assert (label.role, label.evidence, label.trail[1]) == (Role.HEADING, "like block 7; kept", spared)


@pytest.mark.parametrize("judge", ROLES)
def test_the_role_does_not_depend_on_what_is_kept(judge: Judge) -> None:
    """`keep_roles` says what is kept of the roles, never what has which role."""
    for content in (True, False):
        judges = [] if judge is Judge.CITATION else [judge]
        labels = [
            decide(judges, content=content, cited=judge is Judge.CITATION, settings=Settings(keep_roles=keep))
            for keep in ("main", "everything", frozenset({Role.FOOTER}))
        ]
        assert len({(label.role, label.rule) for label in labels}) == 1
        assert [label.kept for label in labels] == [
            labels[0].role in CONTENT_ROLES,
            True,
            labels[0].role is Role.FOOTER,
        ]


def test_a_repeat_has_no_score() -> None:
    """How sure the classifier was of a text says nothing of its second copy."""
    assert decide([Judge.REPEAT], content=False).score == 0
    assert decide([Judge.KIND], content=True).score == 0.25


def test_what_is_believed_is_what_would_have_a_role_of_the_content() -> None:
    """Before repeats are looked for, entries and content are believed, comments of the page's readers too."""
    parts = (find(Judge.KIND, 0), find(Judge.TAG_LIST, 1), find(Judge.KIND, 1), find(Judge.ZONE, 2))
    content = ContentFindings(scores=(0.9, 0.8, 0.2, 0.1), content=(True, True, False, False), parts=parts)
    assert list_believed(content, ReferenceFindings(blocks={3: "listed"})) == (True, False, False, True)


def cut(body: str) -> PageColumns:
    """Cuts a page into blocks."""
    return segment_page(Page(page_id="ankle", body=body))


WALL = WallFinding(Reason.LOGIN_WALL, "the page is behind a login")


@pytest.mark.parametrize(
    ("body", "kept_words", "wall", "status"),
    [
        ("<p>Log in to read on", 5, WALL, Status.BLOCKED),
        ("<script></script><p>Cool the ankle", 3, None, Status.OK),
        ("<script></script><p>Loading", 0, None, Status.SCRIPT_ONLY),
        ("<img src=a.png>", 0, None, Status.EMPTY),
        ("<p>Home", 0, None, Status.EMPTY),
        ("<script></script><p>" + "Home " * 50, 0, None, Status.EMPTY),
    ],
)
def test_the_status_says_what_became_of_the_page(
    body: str, kept_words: int, wall: WallFinding | None, status: Status
) -> None:
    """A wall comes before content, content before the guesses at why there is none."""
    assert decide_status(cut(body), kept_words, wall).status is status
