"""What pages say that are no content: error pages behind status 200, walls and checks (collected November 2026)."""

from __future__ import annotations

import re

# Each is looked for in the title and the first words of a short page; languages: English, German, French, Spanish,
# Italian, Portuguese, Dutch. Wording of Cloudflare, Akamai, DataDome, PerimeterX, Imperva and of common themes.
BLOCKED = re.compile(
    r"attention required! \| cloudflare|just a moment\.\.\.|checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)|are you (?:a )?(?:robot|human)\?"
    r"|access (?:to this page has been |is )?denied|you (?:have been|are) blocked|request (?:was |has been )?blocked"
    r"|enable javascript and cookies to continue|unusual traffic from your|pardon our interruption"
    r"|complete the (?:security check|captcha)|403 forbidden|zugriff verweigert|accès refusé|acceso denegado",
    re.IGNORECASE,
)
LOGIN_WALL = re.compile(
    r"(?:log|sign) ?in to (?:continue|view|see|access|read)|you must (?:be logged in|log in|sign in)"
    r"|please (?:log|sign) ?in\b"
    r"|(?:log|sign) in (?:or|and) (?:register|sign up|create)|members[- ]only (?:content|area)"
    r"|bitte (?:melden sie sich|einloggen)|connectez-vous pour|inicia sesión para|accedi per|inicie sessão para",
    re.IGNORECASE,
)
CONSENT_WALL = re.compile(
    r"before you continue to (?:google|youtube)|bevor sie (?:zu google|zu youtube) weitergehen|avant d'accéder à google"
    r"|we (?:value|care about) your privacy|your privacy choices|wir verwenden cookies|nous utilisons des cookies"
    r"|accept (?:all )?cookies to continue",
    re.IGNORECASE,
)
NOT_FOUND = re.compile(
    r"\b404\b(?!\s*(?:[.,]\d|million|pages?\b|people\b))"
    r"|page (?:was |is |could |can)?\s*(?:not|n[o']t) (?:be )?found|not found\s*$"
    r"|page (?:doesn['’]t|does not|no longer) exists?|can['’]?(?:no)?t (?:be found|find (?:that|the|this) page)"
    r"|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no (?:encontrada|existe)"
    r"|pagina non trovata|página não encontrada|pagina niet gevonden",
    re.IGNORECASE,
)
