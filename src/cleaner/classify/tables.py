"""Words by which pages name their parts, from the class names of common themes and site builders (2026-11)."""

from __future__ import annotations

import re

from cleaner.document import Role

# Roles of ARIA landmarks (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles) and sectioning tags.
ZONE_TAGS = {
    "nav": (Role.NAVIGATION, "nav-element"),
    "footer": (Role.FOOTER, "footer-element"),
    "form": (Role.FORM, "form-element"),
    "dialog": (Role.PROMOTION, "dialog-element"),
    "noscript": (Role.HIDDEN, "noscript-element"),
}
ZONE_ARIA_ROLES = {
    "navigation": (Role.NAVIGATION, "navigation-role"),
    "menu": (Role.NAVIGATION, "menu-role"),
    "menubar": (Role.NAVIGATION, "menu-role"),
    "contentinfo": (Role.FOOTER, "contentinfo-role"),
    "search": (Role.FORM, "search-role"),
    "dialog": (Role.PROMOTION, "dialog-role"),
    "alertdialog": (Role.CONSENT, "dialog-role"),
    "banner": (Role.NAVIGATION, "banner-role"),
}

# Words of class names and ids; the first word of a value that is in the table names the zone.
ZONE_WORDS = {
    word: (role, f"named-{role.value}")
    for role, words in {
        Role.CONSENT: "cookie cookies cookiebanner consent gdpr onetrust cmplz cky cookiebot",
        Role.SHARE: "share shares sharing social socials addthis sharedaddy addtoany follow",
        Role.RELATED: """
            related recommended recommendation recommendations trending popular recent similar outbrain taboola upnext
            readmore readnext
        """,
        Role.PROMOTION: """
            newsletter subscribe subscription signup promo promotion advert advertisement sponsor sponsored popup modal
            lightbox cta ad ads paywall optin mailinglist
        """,
        Role.NAVIGATION: """
            breadcrumb breadcrumbs nav navbar
            navigation navigator menu megamenu submenu pagination pager skip toc topbar
            masthead
        """,
        Role.FOOTER: "footer copyright colophon",
        Role.FORM: "login searchform searchbox wpcf7 gform",
        Role.BOILERPLATE: "sidebar widget widgets rail",
    }.items()
    for word in words.split()
}
# Two words side by side: `author-bio`, `post_tags`, `tag-cloud`.
ZONE_PAIRS = {
    pair: (role, f"named-{role.value}")
    for role, pairs in {
        Role.AUTHOR_BIO: [
            "author bio",
            "author box",
            "author info",
            "author card",
            "author description",
            "about author",
        ],
        Role.TAGS: ["post tags", "entry tags", "article tags", "tag list", "tags list", "tag cloud", "tags links"],
    }.items()
    for pair in pairs
}
NAME_PART = re.compile("[a-z0-9]+")
# A zone's name on one of these says nothing: themes put `has-sidebar` and `newsletter-popup-closed` on the whole page.
NEVER_ZONES = frozenset(["html", "body", "main", "article"])

# Words of class names and ids of comments and reviews.
COMMENT_WORDS = frozenset("comment comments review reviews reviewbody testimonial testimonials".split())
