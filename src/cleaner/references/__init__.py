"""References: found, parsed and linked to the markers in the text."""

from __future__ import annotations

import dataclasses

from cleaner.document import Label, ReferenceFindings, Role
from cleaner.page.columns import PageColumns
from cleaner.references.find import find_on_page
from cleaner.settings import Settings

__all__ = ["find_references", "label_references"]


def find_references(page: PageColumns, labels: tuple[Label, ...], settings: Settings) -> ReferenceFindings:
    """Finds the references of a page, hidden blocks included.

    Args:
        page: The page, cut into blocks.
        labels: The judgement on each block; what was dropped is searched as well.
        settings: The caller's choices.

    Returns:
        The references, the markers that lead to them, and the blocks that are reference material; nothing where the
        settings ask for none.
    """
    del labels
    return find_on_page(page) if settings.references else ReferenceFindings()


def label_references(labels: tuple[Label, ...], findings: ReferenceFindings, settings: Settings) -> tuple[Label, ...]:
    """Labels the blocks that are reference material, and those that cite it.

    Args:
        labels: The judgement on each block.
        findings: What `find_references` gave.
        settings: The caller's choices.

    Returns:
        New labels: reference material has that role and the name of the rule that found it, and is kept if the role is
        among the wanted ones. A block that was dropped for no known reason and cites an entry is body text.
    """
    if not findings.blocks:
        return labels
    kept = settings.kept_roles
    citing = {marker.block for marker in findings.markers if marker.target is not None}
    judged = list(labels)
    for index, label in enumerate(labels):
        if index in findings.blocks:
            rule = findings.blocks[index]
            judged[index] = dataclasses.replace(label, role=Role.REFERENCE, kept=Role.REFERENCE in kept, rule=rule)
        elif index in citing and label.role is Role.BOILERPLATE:
            judged[index] = dataclasses.replace(label, role=Role.BODY, kept=Role.BODY in kept, rule="cites-an-entry")
    return tuple(judged)
