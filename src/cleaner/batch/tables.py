"""What pages say that are no content: error pages behind status 200, walls and checks.

Each is looked for in the title and the first words of a short page.
"""

from __future__ import annotations

import re

from cleaner.lexicon import join_patterns

BLOCKED = re.compile(join_patterns(lambda language: language.blocked), re.IGNORECASE)
LOGIN_WALL = re.compile(join_patterns(lambda language: language.logins), re.IGNORECASE)
CONSENT_WALL = re.compile(join_patterns(lambda language: language.consents), re.IGNORECASE)
NOT_FOUND = re.compile(join_patterns(lambda language: language.not_found), re.IGNORECASE)
