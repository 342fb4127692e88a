"""The one maker of labels, and of a page's status: ordered tables over what was found; the first match wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from cleaner.classify.walls import WallFinding
from cleaner.document import ContentFindings, Finding, Judge, Label, Reason, ReferenceFindings, Role, Status
from cleaner.page.columns import BlockTable, PageColumns
from cleaner.settings import CONTENT_ROLES, Settings

# A page with fewer words and a script is filled by it when a browser opens the page.
_MAX_SHELL_WORDS = 50
_SCRIPT_HINT = "the page's text is made by JavaScript; save it from a browser after it has loaded"


# What decides about a block that no row is about.
_NOTHING_KNOWN = Finding(judge=Judge.UNKNOWN, rule="model:nothing-known", blocks=(), role=Role.BOILERPLATE)


class _Draft:
    """What the rows that have been read, from the last one up, say of each block."""

    __slots__ = ("content", "deciders")

    def __init__(self, content: Sequence[bool]) -> None:
        self.content = content
        self.deciders = [_NOTHING_KNOWN] * len(content)

    def role_of(self, index: int) -> Role:
        return self.deciders[index].role or Role.BOILERPLATE


class Decision(NamedTuple):
    """A row of the table.

    Attributes:
        judge: Whose findings decide; the first that is about a block does. Those without a role are only told.
        applies: Whether they may decide about a block, given what the rows below say of it.
    """

    judge: Judge
    applies: Callable[[_Draft, int], bool]


def _always(_draft: _Draft, _index: int) -> bool:
    return True


def _is_content(draft: _Draft, index: int) -> bool:
    return draft.content[index]


def _is_no_content(draft: _Draft, index: int) -> bool:
    return not draft.content[index]


def _is_unknown(draft: _Draft, index: int) -> bool:
    """What would be dropped without anybody knowing why."""
    return draft.role_of(index) is Role.BOILERPLATE


def _is_believed(draft: _Draft, index: int) -> bool:
    """What a reader of the page came for, as far as the rows below know."""
    return draft.role_of(index) in CONTENT_ROLES


def _is_believed_or_unknown(draft: _Draft, index: int) -> bool:
    return _is_believed(draft, index) or _is_unknown(draft, index)


def _is_repeatable(draft: _Draft, index: int) -> bool:
    """A page's title stands in its paths and menus too, and is no template of theirs."""
    return _is_believed_or_unknown(draft, index) and draft.role_of(index) is not Role.TITLE


TABLE = (
    Decision(Judge.REPEAT, _is_repeatable),
    Decision(Judge.SITE_LINE, _is_believed),
    Decision(Judge.REFERENCE, _always),
    Decision(Judge.CITATION, _is_unknown),
    Decision(Judge.TITLE, _is_content),
    Decision(Judge.AUTHOR_BOX, _is_content),
    Decision(Judge.TAG_LIST, _is_content),
    Decision(Judge.COMMENT, _is_content),
    Decision(Judge.BYLINE, _is_content),
    Decision(Judge.DATE_LINE, _is_content),
    Decision(Judge.SITE_HEADING, _is_unknown),
    Decision(Judge.CONTROL, _is_no_content),
    Decision(Judge.HIDDEN, _is_no_content),
    Decision(Judge.LINKS, _is_no_content),
    Decision(Judge.ZONE, _is_no_content),
    Decision(Judge.KIND, _is_content),
    Decision(Judge.LINES, _is_no_content),
)


def list_believed(content: ContentFindings, references: ReferenceFindings) -> tuple[bool, ...]:
    """Says of every block whether, before anybody looks for repeats, it is what a reader of the page came for.

    Args:
        content: What `classify` found.
        references: What `references` found.

    Returns:
        One answer a block; it does not depend on which roles the caller keeps.
    """
    draft = _draft_decisions((*references.findings, *content.parts), content.content)
    return tuple(_is_believed(draft, index) for index in range(len(content.content)))


def limit_repeats(
    blocks: BlockTable, believed: Sequence[bool], repeats: Sequence[Finding], settings: Settings
) -> tuple[Finding, ...]:
    """Keeps repeats from taking (nearly) the whole page: over the limit, the first copy of every text is only told.

    Copies beyond the first say nothing new, so they are not counted, and go whatever the limit.

    Args:
        blocks: The page's blocks.
        believed: Whether each is, as far as is known, what a reader of the page came for.
        repeats: What `dedupe` and `sites` found; of two findings that would drop a block, the first counts.
        settings: `dedupe_max_body_percent` is the limit, in percent of the words of the body's different texts.

    Returns:
        The findings; those about blocks that stay have no role, and say why.
    """
    gone = {index for finding in repeats if finding.role for index in finding.blocks}
    if not gone:
        return tuple(repeats)
    words, texts = blocks.words.tolist(), blocks.texts
    body = [index for index, is_believed in enumerate(believed) if is_believed and words[index]]
    left = {texts[index]: words[index] for index in body if index not in gone}
    total = sum({texts[index]: words[index] for index in body}.values())
    lost = total - sum(left.values())
    if 100 * lost <= settings.dedupe_max_body_percent * total:
        return _spare_blocks(repeats, frozenset(), "")
    first: dict[str, int] = {}
    for index in sorted(gone):
        if believed[index] and texts[index] not in left:
            first.setdefault(texts[index], index)
    return _spare_blocks(repeats, set(first.values()), f"kept, since {100 * lost // total} % of the body would go")


def _spare_blocks(repeats: Iterable[Finding], spared: Set[int], why: str) -> tuple[Finding, ...]:
    """Leaves each block to the first finding that would drop it, which is only told of the blocks that are spared."""
    found: list[Finding] = []
    settled: set[int] = set()
    for finding in repeats:
        left = [index for index in finding.blocks if index not in settled]
        stays = tuple(index for index in left if finding.role and index in spared)
        goes = tuple(index for index in left if not finding.role or index not in spared)
        if finding.role:
            settled.update(left)
        if goes:
            found.append(replace(finding, blocks=goes))
        if stays:
            found.append(replace(finding, blocks=stays, role=None, evidence=f"{finding.evidence}; {why}"))
    return tuple(found)


def decide_labels(
    content: ContentFindings, references: ReferenceFindings, repeats: Iterable[Finding], settings: Settings
) -> tuple[Label, ...]:
    """Decides about every block.

    Args:
        content: What `classify` found.
        references: What `references` found.
        repeats: What `dedupe` and `sites` found, within the limit of what may go.
        settings: The caller's choices: which roles are kept.

    Returns:
        One label a block, each with its trail: all that was found about the block, what decided first.
    """
    findings = (*repeats, *references.findings, *content.parts)
    draft = _draft_decisions(findings, content.content)
    trails: list[list[Finding]] = [[] for _ in content.content]
    for finding in findings:
        for index in finding.blocks:
            trails[index].append(finding)
    kept = {role: role in settings.kept_roles for role in Role}
    return tuple(
        _make_label(decider, trail, score, kept)
        for decider, trail, score in zip(draft.deciders, trails, content.scores, strict=True)
    )


def _draft_decisions(findings: Iterable[Finding], content: Sequence[bool]) -> _Draft:
    """Reads the table from its last row up, so that the first row that applies is the one that stays."""
    by_judge: dict[Judge, list[Finding]] = {}
    for finding in findings:
        if finding.role is not None:
            by_judge.setdefault(finding.judge, []).append(finding)
    draft = _Draft(content)
    for judge, applies in reversed(TABLE):
        for finding in reversed(by_judge.get(judge, ())):
            for index in finding.blocks:
                if applies(draft, index):
                    draft.deciders[index] = finding
    return draft


def _make_label(decider: Finding, trail: list[Finding], score: float, kept: dict[Role, bool]) -> Label:
    role = decider.role or Role.BOILERPLATE
    told = [finding.evidence for finding in trail if finding.role is None and finding.evidence]
    return Label(
        role=role,
        kept=kept[role],
        score=0.0 if role is Role.REPEATED else score,
        rule=decider.rule,
        evidence=decider.evidence or "; ".join(told),
        trail=(decider, *(finding for finding in trail if finding is not decider)),
    )


class PageStatus(NamedTuple):
    """How the cleaning of a page ended.

    Attributes:
        status: In one word.
        hint: What is wrong and what to do, in words; empty when all is well.
        wall: What stands in place of content.
    """

    status: Status
    hint: str = ""
    wall: Reason | None = None


def decide_status(page: PageColumns, kept_words: int, wall: WallFinding | None) -> PageStatus:
    """Decides whether a page has content, and if not, why.

    Args:
        page: The page, cut into blocks.
        kept_words: Words of what is kept.
        wall: What was found in place of content.

    Returns:
        The status; the first that fits.
    """
    if wall is not None:
        return PageStatus(Status.BLOCKED, wall.detail, wall.reason)
    if kept_words:
        return PageStatus(Status.OK)
    if "script" in page.tree.tags and page.word_count < _MAX_SHELL_WORDS:
        return PageStatus(Status.SCRIPT_ONLY, _SCRIPT_HINT)
    if not page.word_count:
        return PageStatus(Status.EMPTY, "the page holds no text")
    none = f"none of the page's {page.word_count} words was judged main content"
    return PageStatus(Status.EMPTY, f"{none}; `cleaner why` shows each block's rule")
