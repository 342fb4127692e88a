"""The words that pages use, a row a language: whoever adds a language adds a row here, and every stage knows it.

Collected by hand (2026-11) from style guides (AMA 11, APA 7, MLA 9, Chicago 17, ISO 690, DIN 1505, Vancouver/NLM), the
interface texts of MediaWiki and WordPress, the defaults of form, newsletter and pop-up plug-ins, the walls of
Cloudflare, Akamai, DataDome, PerimeterX and Imperva, and the months of the Unicode CLDR 46.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    r"""The words of one language. A field that a language leaves out says that we know no words of it.

    Fields of *words* hold words or phrases in lower case, parted by `|` or the ends of lines; fields of *patterns* hold
    one regular expression a line, which is searched for in any case of letters and brings its own `\b`; those of `forms`,
    `newsletters`, `widgets` and `calls` are in lower case.

    Attributes:
        code: ISO 639-1 code.
        unspaced: Whether its script puts no spaces between words.
        months: The twelve months (words parted by spaces, months by `|`), as dates write them; empty where months are
            numbered.
        numbered_dates: Patterns of dates whose months are numbered, in which `YEAR`, `MONTH` and `DAY` stand for the
            numbers.
        date_joints: Words between the parts of a date: `3rd of May`, `12 de mayo de 2020`; parted by spaces.
        ordinals: What follows the number of a day; parted by spaces.
        references: Words above a list of works that the text cites.
        sources: Words above a list of sources, or before a single one and a colon.
        notes: Words above footnotes and endnotes.
        reading: Words above works that go further.
        label_modifiers: Words that may stand beside these without changing what they promise; parted by spaces.
        source_lines: Words before a single source and a colon, beside `sources`.
        weak_source_lines: The same, where only a link or an identifier tells a source from a headline.
        cite_this: Patterns of words that turn the promise around: where the page itself is cited.
        accessed: Patterns of words that say when or that the author read a cited page.
        accessed_on: Patterns of words that say so only with a date behind them.
        accessed_lead: Patterns of words that may stand before those.
        available: Patterns of words before a cited page's address.
        et_al: Patterns of `et al.`.
        no_date: Patterns of what stands in brackets instead of a year.
        prose: Finite verbs and pronouns, which titles and names have few of; parted by spaces.
        bylines: Patterns of the words before an author's name.
        byline_leads: Patterns of words that may stand before those.
        after_names: Patterns of words that follow a name on such a line and are no part of it.
        in_no_names: Patterns of words that no name has.
        no_names: Patterns of whole texts that stand where a name should: labels, times of reading.
        conjunctions: Words between the last two names of a list; parted by spaces.
        reviewed_by: Patterns of the words before a reviewer's name, one of `bylines` among them.
        reviewed_on: Patterns of the words before the day of a review.
        reading_times: Patterns of how long the text takes to read.
        published: Patterns of words beside the day a page was published.
        modified: Patterns of words beside the day it was changed.
        previous_pages: Patterns of what leads to the page before.
        next_pages: Patterns of what leads to the page behind.
        forms: Patterns of what forms say: fields, promises, answers.
        newsletters: Patterns of what newsletter boxes say.
        widgets: Patterns of what pop-ups, banners and widgets leave behind.
        calls: Patterns of what asks the reader to call, book or buy.
        phones: Patterns of words that announce a telephone number.
        streets: Patterns of a street with its number or a town with its code.
        units: Patterns of units of medicine, time and measure behind a number.
        blocked: Patterns of pages that say that the scraper was blocked.
        logins: Patterns of pages behind a login.
        consents: Patterns of pages behind a consent dialogue.
        not_found: Patterns of error pages.
    """

    code: str
    unspaced: bool = False
    months: str = ""
    numbered_dates: str = ""
    date_joints: str = ""
    ordinals: str = ""
    references: str
    sources: str
    notes: str = ""
    reading: str = ""
    label_modifiers: str = ""
    source_lines: str = ""
    weak_source_lines: str = ""
    cite_this: str = ""
    accessed: str = ""
    accessed_on: str = ""
    accessed_lead: str = ""
    available: str = ""
    et_al: str = ""
    no_date: str = ""
    prose: str = ""
    bylines: str = ""
    byline_leads: str = ""
    after_names: str = ""
    in_no_names: str = ""
    no_names: str = ""
    conjunctions: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    reading_times: str = ""
    published: str = ""
    modified: str = ""
    previous_pages: str = ""
    next_pages: str = ""
    forms: str
    newsletters: str
    widgets: str = ""
    calls: str
    phones: str = ""
    streets: str = ""
    units: str = ""
    blocked: str = ""
    logins: str = ""
    consents: str = ""
    not_found: str = ""


# One row a language; the order says nothing.
LANGUAGES: tuple[Language, ...] = (
    Language(
        code="en",
        months="""
            january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|
            november nov|december dec
        """,
        date_joints="of",
        ordinals="st nd rd th",
        references="""
            references|bibliographic references|bibliographical references|reference sources|sources cited|bibliography|
            works cited|literature cited|literature|citations|citation list|reference list|list of references|
            list of sources|cited works|cited sources|reference
        """,
        sources="""
            sources|source|original publication|original article|original study|journal reference|evidence
        """,
        notes="footnotes|endnotes|notes",
        reading="further reading|suggested reading|recommended reading|additional reading",
        label_modifiers="""
            a about above all an and are article at below by cited cite clinical complete consulted content editorial
            evidence for from full further general hide in information key links list main medical more of on online open
            original other our page post primary print read research resources scientific secondary see selected select
            show study studies sources source the these this to toggle used view web with works
        """,
        source_lines="""
            original source|original article|original study|original paper|original publication|journal reference|
            full citation|story source|data source|data sources
        """,
        weak_source_lines="more information|further information|paper|study",
        cite_this=r"""
            \bcite this\b
            \bhow to cite\b
            \bcited by\b
            \bciting\b
        """,
        accessed="""
            accessed
            retrieved
            consulted
            visited
            cited
            last checked
        """,
        accessed_on="""
            access
            viewed
            checked
            archived(?: from the original)?
            access date
        """,
        accessed_lead="""
            last
            date
            pages?
            site
        """,
        available="available (?:at|from|online)",
        et_al=r"""
            \bet al\b
            \bet\. al\b
            \bed\.\)
            \beds\.\)
        """,
        no_date=r"""
            n\. ?d\.?
            undated
            no date
        """,
        prose="""
            is are was were has have had did does do will would can could should may might you we they i it this these those
            there not your our my me us he she his don't doesn't didn't isn't aren't it's that's i'm we're you're they're
            i've we've because however therefore if then
        """,
        bylines=r"""
            by
            authors?
        """,
        byline_leads=r"""
            article
            story
            text
            words
            content
            medically
            posted
            published
            written
            authored
            created
            submitted
            contributed
        """,
        after_names=r"""
            on\s
            in\s
            at\s
            updated
            published
            posted
            last\s
            medically
            reviewed
            fact
            edited
            min\s
            \d+\s*min
            share
        """,
        in_no_names=r"""
            (?:the|our|your|this|that|using|click|subscribe|cookie|all rights|contents?)\b(?! \w+ (?:team|staff|editors?))
            (?:comments?|read more|posts?|share|home|menu)\b(?! \w+ (?:team|staff|editors?))
        """,
        no_names=r"""
            (?:written|posted|published|reviewed|edited|story|words)?\s*by
            authors?
            writers?
            editors?
            published
            updated
            posted
            guest
            \d+\s*(?:min|minutes?|hours?|sec|comments?|views?|likes?)\b.*
            skip\s+to\b.*
            follow
            unknown
            n/?a
            january|february|march|april|may|june|july|august|september|october|november|december
        """,
        conjunctions="and",
        reviewed_by=r"(?:medically|clinically|fact[- ])?\s*(?:reviewed|checked|approved)\s+(?:for\s+\w+\s+)?by",
        reading_times=r"\b\d+ min(?:ute)?s? read",
        reviewed_on=r"(?:last|medically|clinically)\s+(?:\w+\s+)?reviewed\s*(?:on)?",
        published=r"""
            published
            posted
            created
            written
            first\s+published
            publish\s+date
        """,
        modified="""
            updated?
            modified
            revised
            edited
            reviewed
        """,
        previous_pages=r"(?:previous|older|prev)(?: (?:post|article|story|entry|page|news))?s?",
        next_pages=r"(?:next|newer)(?: (?:post|article|story|entry|page|news))?s?",
        forms=r"""
            \b(?:first|last|full|your) name\b
            ^(?:your )?(?:name|e-?mail|phone|zip|message|country|state)(?: (?:address|number|code))?\s*[:*(]*(?:required\)?)?$
            \bthank(?:s| you) for (?:your )?(?:interest|submission|submitting|subscri|contacting|sign|reaching|message)
            \bthank(?:s| you) for (?:your )?(?:inquiry|enquiry|regist|request)
            \byour (?:message|submission|request|form|inquiry|enquiry|details) (?:has been|have been|was|were|is) (?:success\w* )?(?:sent|received|submitted|on its way)
            \bwe(?:['’]ll| will) (?:send|e-?mail|mail|text|call|contact|get back|be in touch|respond|reply)\b
            \brequest (?:an? |your |our |more |the )?(?:free )?(?:info|brochure|packet|quote|call ?back|consult)
            \brequest (?:an? |your |our |more |the )?(?:free )?(?:appointment|demo|estimate)
            \bwe have (?:received )?your (?:request|message|details)\b
            \binformation (?:packet|pack|kit)\b
            \brequired fields?\b
            \bfields? (?:marked|are required|is required|is for validation)
            ^submit(?:ting)?\b.{0,20}$
            ^send(?: (?:message|request|now|me .{1,30}))?[.!…]*$
            \bcaptcha\b
            ^please (?:enter|fill|complete|select|leave this field)
            \bi (?:agree|consent) to\b
            \bsomething went wrong
            ^oops\b
            \bthere was an? (?:error|problem) (?:with|sending|submitting|trying)
            \b(?:get|download|claim|receive) (?:your|our|my|a|the) free\b
        """,
        newsletters=r"""
            \b(?:subscrib|sign(?:ing)?[ -]up|join|register)\w*\b.{0,40}\b(?:newsletter|mailing list|e-?mail list|e-?mails)\b
            \b(?:subscrib|sign(?:ing)?[ -]up|join|register)\w*\b.{0,40}\b(?:updates|list|blog|alerts)\b
            \bnews ?letter
            \bmailing list\b
            \bunsubscribe\b
            \b(?:successfully|now|been) (?:subscribed|registered|signed up)\b
            ^subscribe\b.{0,30}$
            \bcheck your (?:inbox|e-?mail)\b
            \bconfirm your (?:subscription|e-?mail)\b
            \b(?:one|an?|two) e-?mails? (?:a|per|every|each) (?:week|month|day)\b
            \b(?:weekly|monthly|daily) e-?mails?\b
            \byour address is on\b
            \b(?:no|hate|never) spam\b
            \bwe respect your (?:privacy|inbox)\b
            \bstay (?:in touch|connected|up[ -]to[ -]date|informed|in the loop|tuned)\b
            \b(?:latest|our) news and (?:updates|offers)\b
            \b(?:in|to) your inbox\b
        """,
        widgets=r"""
            ^(?:\S+ ){0,4}(?:light-?box|pop-?up|modal|overlay|carousel|slider|slideshow|widget|plug-?in|shortcode|off-?canvas)s?(?: \S+){0,2}$
            ^close(?: (?:this|the))?(?: (?:window|pop-?up|dialog|menu|modal|form|panel))?$
            ^(?:skip|scroll|jump|back) to (?:top|content|main|navigation|the top)\b
            ^toggle\b.{0,30}$
            \bwas this (?:\w+ )?(?:helpful|useful)\b
            ^(?:share|tweet|pin)(?: (?:this|on|it|via|with)\b.{0,30})?$
            ^(?:follow|like|find) us\b.{0,40}$
            ^loading\b.{0,12}$
            ^powered by\b.{0,30}$
            ^(?:we|this (?:site|website)) uses? cookies\b
            \b(?:accept|reject|allow) (?:all|cookies)\b
            ^cookie (?:settings|policy|preferences)$
            ^no,? thanks\b.{0,40}$
        """,
        calls=r"""
            \bclaim (?:your|my|this|yours)\b
            ^ready (?:for|to) .{2,40}\?
            \bcall (?:us|now|today|for|our)\b
            \b(?:contact|e-?mail|text|message|visit|reach) us\b
            \bcontact (?:our|the) (?:team|clinic|office|care)\b
            \b(?:book|schedule|arrange|reserve|make|request) (?:an?|your|now|online|my|today)\b.{0,20}\b(?:appointment|consult\w*|visit|call|demo|slot|tour|evaluation|assessment|screening)?\b
            \b(?:book|schedule|enquire|inquire|apply|order|shop|buy|donate|register|enroll|join|start|call|act) (?:now|today|online|here)\b
            ^(?:learn|read|see|find out|discover|view) more\b.{0,40}$
            \bget (?:started|in touch|directions|a free|your free|help today)\b
            \bfree (?:\w+ ){0,2}(?:consultation|quote|guide|e-?book|trial|shipping|estimate|evaluation|assessment)\b
            \bfree (?:\w+ ){0,2}(?:screening|call|brochure|packet|info\w*)\b
            \bclick here\b
            \b(?:speak|talk) (?:to|with) (?:us|our|an?|one)\b
            ^(?:are you )?ready to\b
            ^sign up\b.{0,40}$
            \b(?:limited time|special offer|don['’]t miss|act now|% off)\b
            \bwe(?:['’]re| are) here to help\b
            \bfind out if you\b
            \bam i a (?:good )?candidate\b
        """,
        phones=r"\b(?:tel(?:e(?:ph|f)\w+)?|phone|fax|call|mobile|cell|hotline)\b",
        streets=r"""
            \b\d{1,5}[a-z]?\s(?:[\w.'’-]+\s){0,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|way)\b
            \b\d{1,5}[a-z]?\s(?:[\w.'’-]+\s){0,4}(?:court|ct|place|pl|square|sq|parkway|pkwy|highway|hwy|terrace|suite)\b
            \b[A-Z][\w.\s]{2,30},\s[A-Z]{2}\s\d{5}\b
            \b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})\b
        """,
        units="""
            units?|inch(?:es)?|in|ft|lbs?|oz|sec(?:onds?|s)?|min(?:utes?|s)?|h(?:ours?|rs?)?|days?|weeks?|months?|years?
            times?|am|pm|tablets?|pills?|capsules?|drops?|puffs?|sprays?|doses?|teaspoons?|tablespoons?|tsp|tbsp|cups?
            servings?|reps?|sets?
        """,
        blocked=r"""
            attention required! \| cloudflare
            just a moment\.\.\.
            checking (?:if the site connection is secure|your browser)
            verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)
            are you (?:a )?(?:robot|human)\?
            access (?:to this page has been |is )?denied
            you (?:have been|are) blocked
            request (?:was |has been )?blocked
            enable javascript and cookies to continue
            unusual traffic from your
            pardon our interruption
            complete the (?:security check|captcha)
            403 forbidden
        """,
        logins=r"""
            (?:log|sign) ?in to (?:continue|view|see|access|read)
            you must (?:be logged in|log in|sign in)
            please (?:log|sign) ?in\b
            (?:log|sign) in (?:or|and) (?:register|sign up|create)
            members[- ]only (?:content|area)
        """,
        consents="""
            before you continue to (?:google|youtube)
            we (?:value|care about) your privacy
            your privacy choices
            accept (?:all )?cookies to continue
        """,
        not_found=r"""
            \b404\b(?!\s*(?:[.,]\d|million|pages?\b|people\b))
            page (?:was |is |could |can)?\s*(?:not|n[o't]) (?:be )?found
            not found\s*$
            page (?:doesn['’]t|does not|no longer) exists?
            can['’]?(?:no)?t (?:be found|find (?:that|the|this) page)
        """,
    ),
    Language(
        code="de",
        months="""
            januar jänner jan|februar feb|märz mrz maerz|april apr|mai|juni jun|juli jul|august aug|september sept sep|
            oktober okt|november nov|dezember dez
        """,
        references="""
            literatur|literaturverzeichnis|literaturangaben|literaturliste|literaturhinweise|literaturnachweise|
            literaturnachweis|einzelnachweise|einzelnachweis|literaturquellen|literaturquelle|literaturbelege|
            literaturauswahl|fachliteratur|primärliteratur|sekundärliteratur|literaturstellen|quellenliste|quellenhinweise|
            quellenhinweis|fundstellen|belegstellen|quellenverzeichnis|quellenangaben|quellenangabe|quellennachweise|
            quellennachweis|referenzen|bibliografie|bibliographie
        """,
        sources="""
            quellen|quelle|informationsquellen|textquellen|internetquellen|onlinequellen|online-quellen|primärquellen|
            originalquellen|studienquellen|originalpublikation|originalpublikationen|originalarbeit|originalstudie|belege|
            nachweise
        """,
        notes="endnoten|fußnoten|fussnoten|anmerkungen",
        reading="literaturtipps|literaturempfehlungen|lesetipps|weiterführende literatur|lektürehinweise",
        label_modifiers="""
            aller alle anzeigen artikel ausgewählte der des die dieser dieses für internet medizinische und verwendete
            weitere wissenschaftliche zu zum zur auswahl einblenden ausblenden benutzte genutzte hinweise informationen
            links medizinischer stand studien weblinks weiterführende wichtige wichtigste zitierte
        """,
        source_lines="originalstudie|originalpublikation|originalarbeit|zur studie|zum artikel",
        weak_source_lines="studie|publikation|weitere informationen",
        cite_this=r"\bzitiervorschlag\b",
        accessed="""
            abgerufen
            aufgerufen
            zugriff
            abruf
            zuletzt (?:geprüft|besucht)
        """,
        accessed_on="""
            abgefragt
            geprüft
            besucht
            eingesehen
            archiviert(?: vom original)?
        """,
        accessed_lead="""
            zuletzt
            letzter
            letztmals
            am
        """,
        available="verfügbar unter",
        et_al=r"""
            \bu\.a\.
            \bu\. a\.
            \bhrsg\b
            \b\(Hg\.\)
        """,
        no_date=r"o\. ?J\.",
        prose="""
            ist sind war waren wurde wurden werden hat haben hatte nicht wir sie ich kann können dass weil wenn
        """,
        bylines=r"""
            von
            autor
            verfasst von
        """,
        conjunctions="und",
        reviewed_by=r"(?:medizinisch|fachlich|ärztlich)\s+(?:geprüft|überprüft)\s+von",
        reviewed_on=r"(?:zuletzt|medizinisch|fachlich|ärztlich)\s+(?:geprüft|überprüft)\s*(?:am)?",
        reading_times=r"""
            \b(?:lesezeit|lesedauer)\b
            \b\d+ min(?:uten)? lesezeit
        """,
        published=r"""
            veröffentlicht
            erschienen\s+am
            erstellt\s+am
        """,
        modified=r"""
            aktualisiert
            geändert
            überarbeitet
            geprüft
        """,
        previous_pages=r"(?:vorherige[rs]?|vorige[rs]?|zurück|ältere[rs]?)(?: (?:beitrag|artikel|seite|beiträge|eintrag))?",
        next_pages=r"(?:nächste[rs]?|weiter|neuere[rs]?)(?: (?:beitrag|artikel|seite|beiträge|eintrag))?",
        forms=r"""
            \b(?:vorname|nachname|ihr name|pflichtfeld\w*|absenden|abschicken|nachricht senden)\b
            \bvielen dank für (?:ihr|ihre|die|deine?) (?:interesse|nachricht|anfrage|anmeldung)
            \binfo(?:rmations)?(?:material|paket|mappe)\b
            \bihre (?:nachricht|anfrage) wurde\b
            \b(?:wir (?:senden|schicken|rufen|kontaktieren) (?:ihnen|sie|dir|dich)|wir melden uns)\b
        """,
        newsletters=r"""
            \b(?:erfolgreich|jetzt) (?:angemeldet|abonnier\w+|anmelden)\b
            \babonnieren\b
        """,
        widgets=r"""
            ^(?:schließen|teilen|nach oben|menü)$
            \bwar diese[rs]? .{0,20}hilfreich\b
        """,
        calls=r"""
            \btermin (?:vereinbaren|buchen|anfragen)
            \bjetzt (?:buchen|anrufen|anfragen|kaufen|bestellen|termin\w*)
            \b(?:rufen sie uns|kontaktieren sie|mehr erfahren|weiterlesen)
            \bkostenlose? (?:beratung\w*|erst\w*)
        """,
        phones=r"\b(?:mobil|rufen|fon)\b",
        streets=r"""
            \b\w*(?:straße|strasse|str\.|platz|allee|gasse|weg|ufer|damm)\s\d{1,4}\b
            \b(?-i:(?:[A-Z]{1,2}-)?\d{5}\s[A-ZÄÖÜÉ][a-zäöüßéèñ]{2,})\b
        """,
        units="""
            einheiten|minuten|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|mal|uhr|tabletten?|kapseln?|tropfen|dosen|dosis
        """,
        blocked="zugriff verweigert",
        logins="bitte (?:melden sie sich|einloggen)",
        consents="""
            bevor sie (?:zu google|zu youtube) weitergehen
            wir verwenden cookies
        """,
        not_found="seite (?:wurde )?nicht gefunden",
    ),
    Language(
        code="fr",
        months="""
            janvier janv|février fevrier févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|
            novembre nov|décembre decembre déc
        """,
        ordinals="er",
        references="""
            bibliographie|webographie|sitographie|références|référence|ouvrages consultés|ouvrages de référence|
            études citées|références citées|sources bibliographiques|sources documentaires|references bibliographiques|
            références bibliographiques|ouvrages cités
        """,
        sources="sources|source|article original|étude originale|publication originale",
        notes="notes|notes de bas de page|notes et références",
        reading="lectures complémentaires|pour en savoir plus|pour aller plus loin|en savoir plus",
        label_modifiers="""
            afficher autres choisies consultées d' de des du et l' la le les liste nos notre principales scientifiques
            sélectionnées utilisées voir article cet ou bibliographique bibliographiques citées documentaires indicative
            liens sélective utiles études
        """,
        source_lines="article original|étude originale|source originale",
        weak_source_lines="étude|publication|plus d’informations|plus d'informations",
        cite_this=r"\bciter\b",
        accessed="""
            consulté
            accédé
        """,
        accessed_on="""
            consultée?s?
            consultation
            accès
            vu
            archivé
        """,
        accessed_lead="""
            dernier
            dernière
            site
        """,
        available="disponible (?:en|sur|à)",
        et_al=r"\bet coll\b",
        no_date=r"s\. ?d\.",
        prose="""
            est sont était étaient ont avait nous vous ils elles cette ce n'est pas peut peuvent
        """,
        bylines=r"""
            par
            auteur
        """,
        conjunctions="et",
        reviewed_by=r"(?:relu|vérifié|validé|revu)e?\s+(?:médicalement\s+)?par",
        reviewed_on=r"(?:dernière\s+révision|relu|vérifié)e?\s*(?:le)?",
        reading_times=r"""
            \btemps de lecture\b
            \b\d+ min(?:utes)? de lecture
        """,
        published=r"""
            publié
            publiée
        """,
        modified=r"""
            mis\s+à\s+jour
            mise\s+à\s+jour
            modifié
            actualisé
        """,
        previous_pages=r"(?:article |page |billet )?précédente?",
        next_pages=r"(?:article |page |billet )?suivante?",
        forms=r"""
            \b(?:prénom|nom de famille|champs? obligatoires?)\b
            \bmerci (?:pour|de) (?:votre|vous)\b
            ^envoyer\b.{0,20}$
            \bvotre (?:message|demande) a (?:bien )?été\b
            \bdemande[rz] (?:une? |votre |le )?(?:brochure|dossier|devis|rappel|documentation)
            \bnous vous (?:enverrons|appellerons|rappellerons|contacterons|recontacterons|répondrons)\b
        """,
        newsletters=r"""
            \b(?:s['’]abonner|abonnez-vous|s['’]inscrire|inscrivez-vous|vous êtes (?:bien )?(?:abonné|inscrit))
        """,
        widgets=r"""
            ^(?:fermer|partager|haut de page)$
            \bvous a.{0,6}été utile\b
        """,
        calls=r"""
            \bprene[zr] (?:un )?(?:rendez-vous|rdv)
            \b(?:contactez|appelez|en savoir plus|lire la suite|réserve[zr]|consultation gratuite)
        """,
        phones=r"\bappel\w+\b",
        streets=r"""
            \b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|place|chemin|allée|quai)\b
        """,
        units="unités|heures?|jours?|semaines?|mois|ans?|fois|comprimés?|gouttes",
        blocked="accès refusé",
        logins="connectez-vous pour",
        consents="""
            avant d'accéder à google
            nous utilisons des cookies
        """,
        not_found="page (?:introuvable|non trouvée)",
    ),
    Language(
        code="es",
        months="""
            enero ene|febrero feb|marzo mar|abril abr|mayo|junio jun|julio jul|agosto ago|septiembre sept sep|octubre oct|
            noviembre nov|diciembre dic
        """,
        date_joints="de del",
        ordinals="º",
        references="""
            referencias|referencia|webgrafía|referencias bibliográficas|bibliografía|obras citadas
        """,
        sources="fuentes|fuente",
        notes="notas|notas al pie|notas a pie de página",
        reading="lecturas recomendadas|lectura adicional",
        label_modifiers="""
            al artículo científicas con consultadas de el en este la las los médicas nuestras otras principales
            seleccionadas utilizadas ver y página bibliográficas bibliográfica
        """,
        source_lines="artículo original|estudio original|fuente original",
        weak_source_lines="estudio|más información",
        cite_this=r"""
            \bcómo citar\b
            \bcitar este\b
        """,
        accessed="""
            consultado
            recuperado
        """,
        accessed_on="""
            consultada
            consulta
            acceso
            citado
            archivado
        """,
        accessed_lead="""
            último
            sitio
        """,
        available="disponible (?:en|desde)",
        et_al=r"\by cols?\.",
        no_date=r"s\. ?f\.",
        prose="es son era fue han había no nosotros usted este esta puede pueden que",
        bylines=r"""
            por
            autora?
            escrito por
        """,
        conjunctions="y",
        reviewed_by=r"(?:revisado|verificado)\s+(?:médicamente\s+)?por|revisión médica(?: de| por)",
        reviewed_on=r"(?:última\s+revisión|revisado)\s*(?:el|:)?",
        reading_times=r"""
            \btiempo de lectura\b
            \b\d+ min(?:utos)? de lectura
        """,
        published=r"""
            publicado
            publicada
        """,
        modified=r"""
            actualizado
            actualizada
            última\s+actualización
            modificado
        """,
        previous_pages=r"(?:artículo |entrada |página |noticia )?anterior",
        next_pages=r"(?:artículo |entrada |página |noticia )?siguiente",
        forms=r"""
            \b(?:apellidos?|campos? obligatorios?|tu nombre|su nombre)\b
            \bgracias por (?:su|tu|contactar|suscri|regist|interesar)
            ^enviar\b.{0,20}$
            \bsolicit(?:e|a|ar) (?:su|tu|una?|el|más)? ?(?:paquete|información|cita|consulta|presupuesto|folleto)
            \b(?:le|te|les) (?:llamaremos|enviaremos|contactaremos|responderemos)\b
            \bnos pondremos en contacto\b
        """,
        newsletters=r"\b(?:suscr[íi]b[ea]\w*|boletín|lista de correo)",
        widgets=r"""
            ^(?:cerrar|compartir|volver arriba)$
            \bha (?:sido|resultado) útil\b
        """,
        calls=r"""
            \b(?:pid[ea] (?:su|tu|una)? ?cita|reserv[ea] (?:su|tu|una|ahora)|agend[ae] (?:su|tu|una))
            \b(?:llámenos|llámanos|llame (?:hoy|ahora|al)|cont[áa]ct(?:e|a)nos)
            \b(?:más información|leer más|consulta gratuita)
        """,
        phones=r"\bllam\w+\b",
        streets=r"""
            \b(?:calle|avenida|avda\.|plaza|paseo)\s[\w.\s'’-]{2,40},?\s(?:n[.º°]\s?)?\d{1,4}\b
        """,
        units="unidades|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|años?|veces|comprimidos?|cápsulas?|gotas",
        blocked="acceso denegado",
        logins="inicia sesión para",
        not_found="página no (?:encontrada|existe)",
    ),
    Language(
        code="it",
        months="""
            gennaio gen|febbraio febb feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set|
            ottobre ott|novembre nov|dicembre dic
        """,
        ordinals="º",
        references="bibliografia|riferimenti|riferimenti bibliografici",
        sources="fonti|fonte",
        notes="note a piè di pagina",
        reading="letture consigliate",
        label_modifiers="""
            altre articolo consultate della delle e gli i il la le mostra principali scientifiche utilizzate
        """,
        source_lines="studio originale",
        weak_source_lines="studio",
        accessed="consultato",
        accessed_on="accesso",
        accessed_lead="ultimo",
        available="disponibile",
        prose="sono era ha hanno questo questa può possono",
        bylines="di",
        reviewed_by=r"(?:revisionato|verificato|rivisto)\s+(?:dal punto di vista medico\s+)?da",
        reviewed_on=r"(?:ultima\s+revisione|revisionato)\s*(?:il)?",
        reading_times=r"""
            \btempo di lettura\b
            \b\d+ min(?:uti)? di lettura
        """,
        published=r"""
            pubblicato
            pubblicata
        """,
        modified=r"""
            aggiornato
            aggiornata
            ultimo\s+aggiornamento
            modificato
        """,
        previous_pages=r"(?:articolo |pagina )?precedente",
        next_pages=r"(?:articolo |pagina )?(?:successivo|successiva|seguente|prossimo)",
        forms=r"""
            \b(?:cognome|campi? obbligatori[oe]?)\b
            \bgrazie per (?:il tuo|averci|l['’]interesse|la tua|il suo|esserti)
            ^invia\b.{0,20}$
            \brichiedi (?:informazioni|il|un|la|una)\b
            \b(?:le|ti|vi|la) (?:invieremo|chiameremo|richiameremo|contatteremo|ricontatteremo|risponderemo)\b
        """,
        newsletters=r"\b(?:iscriviti|iscrizione (?:avvenuta|completata|confermata))",
        widgets="^(?:chiudi|condividi|torna su)$",
        calls=r"""
            \b(?:prenota (?:ora|una|la|il|un)|contattaci|chiamaci|scopri di più|leggi (?:di più|tutto)|consulenza gratuita)
        """,
        phones=r"\bchiam\w+\b",
        streets=r"""
            \b(?:via|viale|piazza|corso)\s[\w.\s'’-]{2,40},?\s(?:n[.º°]\s?)?\d{1,4}\b
        """,
        units="minuti|ore|compresse",
        logins="accedi per",
        not_found="pagina non trovata",
    ),
    Language(
        code="pt",
        months="""
            janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|
            novembro nov|dezembro dez
        """,
        date_joints="de",
        ordinals="º",
        references="referências|referências bibliográficas|bibliografia",
        sources="fontes|fonte",
        notes="notas|notas de rodapé",
        reading="leituras recomendadas|leitura adicional",
        label_modifiers="""
            artigo as científicas consultadas de do dos da das e este mostrar o os outras principais utilizadas
        """,
        source_lines="artigo original",
        weak_source_lines="estudo|mais informações",
        accessed="""
            acessado
            acesso em
            consultado
            recuperado
        """,
        accessed_on="""
            acedido
            acesso
        """,
        accessed_lead="""
            último
            site
        """,
        available="disponível",
        bylines=r"""
            por
            autora?
        """,
        reviewed_by=r"(?:revisado|revisto|verificado)\s+(?:clinicamente\s+|medicamente\s+)?por",
        reviewed_on=r"(?:última\s+revisão|revisado|revisto)\s*(?:em)?",
        reading_times=r"""
            \btempo de leitura\b
            \b\d+ min(?:utos)? de leitura
        """,
        published=r"""
            publicado
            publicada
        """,
        modified=r"""
            atualizado
            atualizada
            última\s+atualização
            modificado
        """,
        previous_pages=r"(?:artigo |post |página |postagem )?anterior",
        next_pages=r"(?:próximo|próxima|seguinte)(?: artigo| post| página| postagem)?",
        forms=r"""
            \b(?:sobrenome|campos? obrigatórios?)\b
            \bobrigad[oa] (?:pelo|por|pela)\b
            \bsolicite (?:o|a|um|uma|seu|sua)\b
            \b(?:enviaremos (?:a|para|o|um)|entraremos em contato|ligaremos para|retornaremos)\b
        """,
        newsletters=r"\b(?:inscreva-se|assine|boletim informativo|inscrição realizada)",
        widgets="^(?:fechar|compartilhar|partilhar)$",
        calls=r"""
            \b(?:marque (?:sua|uma|já)|agende (?:sua|uma|já)|fale conosco|entre em contato|saiba mais|leia mais)
            \bligue (?:já|agora|para)
        """,
        streets=r"""
            \b(?:rua|avenida|praça)\s[\w.\s'’-]{2,40},?\s(?:n[.º°]\s?)?\d{1,4}\b
        """,
        logins="inicie sessão para",
        not_found="página não encontrada",
    ),
    Language(
        code="nl",
        months="""
            januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept sep|oktober okt|
            november nov|december dec
        """,
        references="literatuur|literatuurlijst|referenties|bronvermelding|bibliografie",
        sources="bronnen|bron",
        notes="voetnoten|noten|eindnoten|noot",
        reading="verder lezen|meer lezen",
        label_modifiers="artikel bekijk de en gebruikte het toon van voor",
        source_lines="bronnen|oorspronkelijk artikel",
        weak_source_lines="onderzoek",
        accessed="geraadpleegd",
        accessed_on="bezocht",
        bylines="door",
        reviewed_by=r"medisch\s+(?:beoordeeld|gecontroleerd|nagekeken)\s+door",
        reviewed_on=r"(?:laatst\s+|medisch\s+)(?:beoordeeld|gecontroleerd|nagekeken)\s*(?:op)?",
        reading_times=r"""
            \bleestijd\b
            \b\d+ min(?:uten)? leestijd
        """,
        published=r"""
            geplaatst
            gepubliceerd
            geplaatst\s+op
        """,
        modified=r"""
            bijgewerkt
            gewijzigd
            herzien
            laatste\s+update
        """,
        previous_pages=r"vorige?(?: (?:bericht|artikel|pagina))?",
        next_pages=r"volgende?(?: (?:bericht|artikel|pagina))?",
        forms=r"""
            \b(?:voornaam|achternaam|verplichte? velde?n?)\b
            \bbedankt voor (?:uw|je)\b
            ^(?:verzenden|versturen)$
            \bvraag (?:een|uw|het|je|de) .{0,30}(?:pakket|brochure|offerte|gesprek) ?(?:aan)?
            \bw(?:e|ij) (?:sturen|bellen|mailen) (?:u|je)\b
            \bwe nemen contact\b
        """,
        newsletters=r"\b(?:nieuwsbrief|schrijf (?:je|u) in|aangemeld voor)",
        widgets="^(?:sluiten|delen)$",
        calls=r"""
            \b(?:maak (?:een|nu) .{0,12}afspraak|bel (?:ons|nu)|neem contact|lees (?:meer|verder))
            \bgratis (?:consult|adviesgesprek)
        """,
        phones=r"\bbel\b",
        streets=r"\b\w+(?:straat|laan|plein|gracht)\s\d{1,4}\b",
        not_found="pagina niet gevonden",
    ),
    Language(
        code="pl",
        months="""
            stycznia styczeń|lutego luty|marca marzec|kwietnia kwiecień|maja maj|czerwca czerwiec|lipca lipiec|
            sierpnia sierpień|września wrzesień|października październik|listopada listopad|grudnia grudzień
        """,
        references="piśmiennictwo|literatura|przypisy|bibliografia",
        sources="źródła|źródło",
        notes="przypisy końcowe",
        reading="dalsza lektura",
        label_modifiers="do i oraz wykorzystane artykułu bibliograficzne",
        weak_source_lines="badanie",
        accessed="dostęp",
        no_date=r"b\. ?r\.",
        reading_times=r"""
            \bczas czytania\b
        """,
        published=r"""
            opublikowano
            data\s+publikacji
        """,
        modified=r"""
            zaktualizowano
            ostatnia\s+aktualizacja
        """,
        previous_pages=r"poprzedni[ae]?(?: (?:wpis|artykuł|post|strona))?",
        next_pages=r"następn[yae](?: (?:wpis|artykuł|post|strona))?",
        forms=r"""
            \b(?:nazwisko|pol[ae] (?:wymagane|obowiązkowe))\b
            \bdziękujemy za\b
            ^wyślij\b.{0,20}$
            \bzamów (?:pakiet|bezpłatn|rozmow|konsultacj)
            \b(?:wyślemy|oddzwonimy|zadzwonimy)\b
            \bskontaktujemy się\b
        """,
        newsletters=r"\b(?:zapisz się|biuletyn\w*|zasubskrybowa\w*)",
        widgets="^(?:zamknij|udostępnij)$",
        calls=r"""
            \b(?:umów (?:się|wizytę|konsultację)|zadzwoń|skontaktuj się|czytaj (?:więcej|dalej)|dowiedz się więcej)
            \bbezpłatn\w+ konsultacj\w+
        """,
        phones=r"\bdzwoń\b",
        streets=r"\bul\.\s[\w\s]{2,40}\s\d{1,4}\b",
    ),
    Language(
        code="sv",
        months="""
            januari jan|februari feb|mars|april apr|maj|juni jun|juli jul|augusti aug|september sep|oktober okt|
            november nov|december dec
        """,
        references="referenser|referensförteckning|litteratur|litteraturförteckning",
        sources="källor|källa",
        notes="fotnoter|noter",
        reading="vidare läsning",
        label_modifiers="och för använda",
        accessed="""
            hämtad
            besökt
        """,
        no_date=r"u\. ?å\.",
        bylines=r"av\b",
        reviewed_by=r"(?:medicinskt\s+)?(?:granskad|faktagranskad|granskat)\s+av",
        reviewed_on=r"(?:senast|medicinskt)\s+granskad\s*(?:den)?",
        reading_times=r"""
            \blästid\b
        """,
        published=r"""
            publicerad
            publicerat
        """,
        modified=r"""
            uppdaterad
            uppdaterat
            senast\s+ändrad
        """,
        previous_pages=r"föregående(?: (?:inlägg|artikel|sida))?",
        next_pages=r"nästa(?: (?:inlägg|artikel|sida))?",
        forms=r"""
            \b(?:förnamn|efternamn|obligatoriska? fält)\b
            \btack för (?:ditt|din|att)\b
            ^skicka\b.{0,20}$
            \bvi (?:skickar|ringer|kontaktar) (?:dig|er)\b
        """,
        newsletters=r"\b(?:nyhetsbrev\w*|prenumerera\w*)",
        widgets="^(?:stäng|dela)$",
        calls=r"\b(?:boka (?:tid|nu|en)|ring oss|kontakta oss|läs mer)",
        streets=r"\b\w+(?:gatan|vägen)\s\d{1,4}\b",
    ),
    Language(
        code="da",
        months="""
            januar jan|februar feb|marts|april apr|maj|juni jun|juli jul|august aug|september sep|oktober okt|november nov|
            december dec
        """,
        references="referencer|litteratur|litteraturliste|referencelisten",
        sources="kilder|kilde",
        notes="fotnoter|noter",
        reading="yderligere læsning",
        label_modifiers="og anvendte",
        accessed="""
            hentet
            besøgt
        """,
        bylines=r"af\b",
        reviewed_by=r"(?:lægefagligt\s+|fagligt\s+)?gennemgået\s+af",
        reviewed_on=r"(?:senest|lægefagligt)\s+gennemgået\s*(?:den)?",
        reading_times=r"""
            \blæsetid\b
        """,
        published=r"""
            udgivet
            offentliggjort
        """,
        modified=r"""
            opdateret
            sidst\s+ændret
        """,
        previous_pages=r"forrige(?: (?:indlæg|artikel|side))?",
        next_pages=r"næste(?: (?:indlæg|artikel|side))?",
        forms=r"""
            \btak for (?:din|jeres|deres)\b
            \b(?:infor?mations|info)pakk\w+
            \bvi (?:ringer|sender|kontakter) (?:dig|dem|er)\b
        """,
        newsletters=r"""
            \bnyhetsbrev\w*
            \btilmeld dig\b
        """,
        calls=r"""
            \bbestil (?:tid|nu|en)\b
            \bring til os\b
        """,
        streets=r"\b\w+(?:gade|vej)\s\d{1,4}\b",
    ),
    Language(
        code="no",
        months="""
            januar jan|februar feb|mars|april apr|mai|juni jun|juli jul|august aug|september sep|oktober okt|november nov|
            desember des
        """,
        references="referanser|litteratur|litteraturliste",
        sources="kilder|kilde",
        notes="fotnoter|noter",
        reading="videre lesning",
        label_modifiers="og anvendte",
        accessed="hentet",
        bylines=r"av\b",
        reviewed_by=r"(?:medisinsk\s+|faglig\s+)?(?:gjennomgått|kvalitetssikret)\s+av",
        reviewed_on=r"(?:sist|medisinsk)\s+gjennomgått\s*(?:den)?",
        reading_times=r"""
            \blesetid\b
        """,
        published=r"""
            publisert
        """,
        modified=r"""
            oppdatert
            sist\s+endret
        """,
        previous_pages=r"forrige(?: (?:innlegg|artikkel|side))?",
        next_pages=r"neste(?: (?:innlegg|artikkel|side))?",
        forms=r"""
            \btakk for (?:din|interessen|at)\b
            \b(?:infor?mations|info)pakk\w+
            \bvi (?:ringer|sender|kontakter) (?:deg|dem|er)\b
        """,
        newsletters=r"""
            \bnyhetsbrev\w*
            \bmeld deg på\b
        """,
        calls=r"\bbestill (?:time|nå|en)\b",
        streets=r"\b\w+veien\s\d{1,4}\b",
    ),
    Language(
        code="fi",
        months="""
            tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|
            marraskuuta|joulukuuta
        """,
        references="kirjallisuus|kirjallisuusluettelo|lähdeluettelo|viitteet",
        sources="lähteet|lähde",
        notes="alaviitteet",
        reading="lisälukemista",
        label_modifiers="ja käytetyt",
        accessed="""
            luettu
            viitattu
        """,
        reading_times=r"""
            \blukuaika\b
        """,
        published=r"""
            julkaistu
        """,
        modified=r"""
            päivitetty
        """,
        previous_pages=r"edellinen(?: (?:artikkeli|kirjoitus|sivu))?",
        next_pages=r"seuraava(?: (?:artikkeli|kirjoitus|sivu))?",
        forms=r"""
            \bkiitos (?:mielenkiinno|yhteydeno|viesti|ilmoittaut)\w*
            \btietopaket\w+
            ^lähetä$
            \b(?:lähetämme|soitamme|otamme yhteyttä)\b
        """,
        newsletters=r"\buutiskirje\w*",
        calls=r"""
            \bvaraa (?:aika|nyt)\b
            \bota yhteyttä\b
        """,
        streets=r"\b\w+(?:katu|tie)\s\d{1,4}\b",
    ),
    Language(
        code="cs",
        months="ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
        references="použitá literatura|seznam literatury|literatura|reference",
        sources="zdroje|zdroj",
        notes="poznámky|poznámky pod čarou",
        reading="další četba",
        label_modifiers="a použité ve",
        reading_times=r"""
            \bdoba čtení\b
        """,
        published=r"""
            publikováno
            zveřejněno
        """,
        modified=r"""
            aktualizováno
            poslední\s+aktualizace
        """,
        previous_pages=r"předchozí(?: (?:článek|příspěvek|stránka))?",
        next_pages=r"(?:další|následující)(?: (?:článek|příspěvek|stránka))?",
        forms=r"""
            \bděkujeme za\b
            \binformační balí\w+
            ^odeslat$
            \b(?:pošleme|zavoláme|ozveme)\b
        """,
        newsletters=r"""
            \bpřihlaste se k
            \bzpravodaj\w*
        """,
        calls=r"""
            \bobjedn(?:ejte|at) se\b
            \bkontaktujte nás\b
        """,
    ),
    Language(
        code="sk",
        months="""
            januára január|februára február|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra
        """,
        references="zoznam literatúry",
        sources="zdroje|zdroj",
        notes="poznámky|poznámky pod čarou",
        label_modifiers="a použité",
        previous_pages=r"predchádzajúc[ie](?: (?:článok|príspevok))?",
        next_pages=r"(?:ďalší|nasledujúci)(?: (?:článok|príspevok))?",
        forms=r"""
            \bďakujeme za\b
            \binformačný balí\w+
            ^odoslať$
            \b(?:pošleme|zavoláme|ozveme)\b
        """,
        newsletters=r"""
            \bprihláste sa na
            \bzpravodaj\w*
        """,
        calls=r"""
            \bobjedn(?:ajte|ať) sa\b
            \bkontaktujte nás\b
        """,
    ),
    Language(
        code="hu",
        months="""
            január|február|március|április|május|június|július|augusztus|szeptember|október|november|december
        """,
        references="irodalom|irodalomjegyzék|felhasznált irodalom",
        sources="források|forrás",
        notes="lábjegyzetek|jegyzetek",
        reading="további olvasmányok",
        label_modifiers="az és felhasznált",
        previous_pages=r"előző(?: (?:bejegyzés|cikk|oldal))?",
        next_pages=r"következő(?: (?:bejegyzés|cikk|oldal))?",
        forms=r"""
            \bköszönjük\b
            \binformációs csomag\w*
            ^(?:küldés|elküld\w*)$
            \b(?:elküldjük|visszahívjuk|felhívjuk)\b
        """,
        newsletters=r"""
            \bhírlev\w+
            \bfeliratko\w+
        """,
        calls=r"""
            \bfoglaljon\b
            \bidőpontfoglalás\b
            \bhívjon minket\b
        """,
        streets=r"\b\w+utca\s\d{1,4}\b",
    ),
    Language(
        code="ro",
        months="""
            ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie
        """,
        references="bibliografie|bibliografie selectivă|referințe|referințe bibliografice",
        sources="surse|sursă|sursa",
        notes="note de subsol",
        reading="lecturi suplimentare",
        label_modifiers="și pentru",
        previous_pages=r"(?:articolul |postarea |pagina )?(?:anterior|anterioară|precedent)",
        next_pages=r"(?:articolul |postarea |pagina )?(?:următorul|următoarea|următor)",
        forms=r"""
            \bv[ăa] mulțumim pentru\b
            \bpachetul? informativ\b
            ^trimite\w*$
            \bvă (?:trimitem|vom (?:trimite|suna|contacta)|sunăm|contactăm)\b
        """,
        newsletters=r"""
            \b(?:abonați|înscrieți)-vă\b
            \bbuletin\w* informativ
        """,
        calls=r"""
            \bprogramează(?:-te)?\b
            \bprogramați\b
            \bcontactați-ne\b
        """,
    ),
    Language(
        code="tr",
        months="ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
        references="kaynakça",
        sources="kaynaklar|kaynak",
        notes="dipnotlar|notlar",
        reading="ileri okuma",
        label_modifiers="ve makale için",
        accessed="erişim",
        accessed_on="erişim tarihi",
        reading_times=r"""
            \bokuma süresi\b
        """,
        published=r"""
            yayınlanma\s+tarihi
        """,
        modified=r"""
            güncellendi
            güncelleme\s+tarihi
            son\s+güncelleme
        """,
        previous_pages=r"önceki(?: (?:yazı|makale|sayfa))?",
        next_pages=r"sonraki(?: (?:yazı|makale|sayfa))?",
        forms=r"""
            \b(?:adınız|soyad\w*|zorunlu alan\w*)\b
            \bilginiz için teşekkür
            ^gönder\w*$
            \bteşekkür ederiz\b
            \b(?:gönderecek|arayaca[kğ]|iletişime geçece)\w+
        """,
        newsletters=r"\b(?:bülten\w*|abone ol\w*)",
        widgets="^(?:kapat|paylaş)$",
        calls=r"""
            \b(?:randevu al\w*|bizi arayın|bize ulaşın|hemen ara\w*|devamını oku|ücretsiz (?:danışma|muayene)\w*)
        """,
    ),
    Language(
        code="el",
        months="""
            ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|
            δεκεμβρίου
        """,
        references="βιβλιογραφία|βιβλιογραφικές αναφορές|αναφορές",
        sources="πηγές|πηγή",
        notes="υποσημειώσεις|σημειώσεις",
        label_modifiers="και",
        accessed="ημερομηνία",
        previous_pages=r"προηγούμεν(?:ο|η)(?: (?:άρθρο|σελίδα))?",
        next_pages=r"επόμεν(?:ο|η)(?: (?:άρθρο|σελίδα))?",
        forms="""
            ευχαριστούμε για
            ενημερωτικό πακέτο
            ^αποστολή$
            θα σας (?:στείλουμε|καλέσουμε|τηλεφωνήσουμε)
        """,
        newsletters="""
            ενημερωτικό δελτίο
            εγγραφείτε
        """,
        calls="""
            κλείστε ραντεβού
            επικοινωνήστε μαζί
        """,
    ),
    Language(
        code="ru",
        months="""
            января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря
        """,
        references="список литературы|литература|библиография|ссылки на литературу",
        sources="источники|источник",
        notes="сноски|примечания",
        reading="литература для чтения",
        label_modifiers="и к из статьи использованной список использованная",
        source_lines="оригинал статьи",
        weak_source_lines="исследование",
        accessed="дата обращения",
        available="режим доступа",
        et_al=r"\bи др\.",
        reading_times=r"""
            \bвремя чтения\b
        """,
        published=r"""
            опубликовано
            дата\s+публикации
        """,
        modified=r"""
            обновлено
            последнее\s+обновление
        """,
        previous_pages=r"предыдущ(?:ая|ий)(?: (?:статья|запись|страница|пост))?",
        next_pages=r"следующ(?:ая|ий)(?: (?:статья|запись|страница|пост))?",
        forms=r"""
            \b(?:ваше имя|фамилия|обязательн\w+ пол\w+)\b
            \bспасибо за (?:ваш|интерес|обращение|заявк|подписк)
            ^отправить\b.{0,20}$
            \bзаявка (?:отправлена|принята)
            \b(?:запросите|заказать|закажите) (?:информац|звонок|пакет|брошюр|консультац)
            \bмы (?:\w+ )?(?:вам |вас )?(?:отправим|вышлем|перезвоним|позвоним|свяжемся)\b
        """,
        newsletters=r"\b(?:подпис(?:аться|ка|ались|ывайтесь)|подпишитесь|рассылк\w+)",
        widgets="^(?:закрыть|поделиться)$",
        calls=r"""
            \b(?:запи(?:шитесь|саться) на|позвоните|звоните|свяжитесь с нами|подробнее|читать далее)
            \bбесплатн\w+ консультац\w+
        """,
        phones=r"\b(?:тел\w*|звон\w+)\b",
        streets=r"\b(?:ул\.|улица|проспект|пр\.)\s?[\w\s.-]{2,40},?\s(?:д\.\s?)?\d{1,4}\b",
        units=r"мг|мл|г|кг|таблет\w*|капель|раз\w*",
    ),
    Language(
        code="uk",
        months="""
            січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня
        """,
        references="список використаних джерел|література|бібліографія",
        sources="джерела",
        notes="примітки",
        label_modifiers="використаної та до статті",
        reading_times=r"""
            \bчас читання\b
        """,
        published=r"""
            опубліковано
        """,
        modified=r"""
            оновлено
        """,
        previous_pages=r"попередн(?:я|ій)(?: (?:стаття|запис|сторінка))?",
        next_pages=r"наступн(?:а|ий)(?: (?:стаття|запис|сторінка))?",
        forms=r"""
            \bдякуємо за\b
            \bінформаційн\w+ пакет\w*
            ^надіслати$
        """,
        newsletters=r"""
            \bпідпи(?:шіться|сатися)\b
            \bрозсилк\w+
        """,
        calls=r"""
            \bзапи(?:шіться|сатися) на\b
            \bзателефонуйте\b
        """,
    ),
    Language(
        code="bg",
        months="""
            януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември
        """,
        references="литература|библиография",
        sources="източници|източник",
        previous_pages=r"предишн(?:а|ия)(?: (?:статия|публикация))?",
        next_pages=r"следващ(?:а|ия)?(?: (?:статия|публикация))?",
        forms=r"""
            \bблагодарим (?:ви )?за\b
            \bинформационен пакет
            ^изпрати$
        """,
        newsletters=r"\bабонирайте\b",
        calls=r"""
            \bзапазете час\b
            \bнаручете\b
        """,
    ),
    Language(
        code="hr",
        # `listopada` is November in Polish, whose row comes first.
        months="""
            siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga studenog|prosinca
        """,
        references="literatura|popis literature",
        sources="izvori|izvor",
        label_modifiers="i",
        previous_pages=r"prethodn[iao](?: (?:članak|objava))?",
        next_pages=r"sljedeć[iae](?: (?:članak|objava))?",
        forms=r"""
            \bhvala (?:vam )?na\b
            \binformativni paket\w*
            ^pošalji$
        """,
        newsletters=r"\bpretplatite\b",
        calls=r"""
            \bnaručite se\b
            \bnazovite nas\b
        """,
    ),
    Language(
        code="ar",
        months="""
            يناير|فبراير|مارس|أبريل ابريل|مايو|يونيو|يوليو|أغسطس اغسطس|سبتمبر|أكتوبر اكتوبر|نوفمبر|ديسمبر
        """,
        references="المراجع|مراجع|قائمة المراجع|المصادر والمراجع",
        sources="المصادر|مصادر|المصدر",
        notes="الهوامش|هوامش|ملاحظات",
        reading="قراءات إضافية",
        label_modifiers="و",
        previous_pages=r"(?:المقال |المقالة )?السابقة?",
        next_pages=r"(?:المقال |المقالة )?التالية?",
        forms=r"""
            شكرا\ً? ل
            شكرًا ل
            ^إرسال$
            الاسم الأول
            اطلب (?:حزمة|معلومات|استشار)
            سنرسل
            سنتصل
        """,
        newsletters="""
            النشرة
            اشترك
        """,
        widgets="^(?:إغلاق|مشاركة)$",
        calls="""
            احجز
            اتصل (?:بنا|الآن)
            تواصل معنا
            اقرأ المزيد
            استشارة مجانية
        """,
        phones="هاتف",
        units="ملغ|مل|مرات|أيام",
    ),
    Language(
        code="he",
        months="""
            בינואר ינואר|בפברואר פברואר|במרץ מרץ|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט|
            בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר
        """,
        references="ביבליוגרפיה|מקורות|רשימת מקורות",
        sources="מקור",
        notes="הערות שוליים|הערות",
        label_modifiers="ו",
        previous_pages=r"(?:הפוסט |המאמר )?הקודם",
        next_pages=r"(?:הפוסט |המאמר )?הבא",
        forms="""
            תודה על
            חבילת (?:ה)?מידע
            שדות? חובה
            ^שלח(?:ו)?$
            נשלח (?:אליכם|לכם|לך)
            נתקשר
        """,
        newsletters="""
            ניוזלטר
            הירשמו
        """,
        calls="""
            קבעו תור
            צרו קשר
        """,
    ),
    Language(
        code="fa",
        months="""
            ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر
        """,
        references="منابع|فهرست منابع",
        sources="منبع",
        notes="پانویس",
        label_modifiers="و",
        previous_pages=r"(?:نوشته |مطلب )?قبلی",
        next_pages=r"(?:نوشته |مطلب )?بعدی",
        forms="""
            با تشکر از
            بسته اطلاعات
            ^ارسال$
        """,
        newsletters="خبرنامه",
        calls="""
            نوبت بگیرید
            تماس با ما
        """,
    ),
    Language(
        code="hi",
        months="""
            जनवरी|फ़रवरी फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर|नवंबर नवम्बर|दिसंबर दिसम्बर
        """,
        references="संदर्भ|सन्दर्भ|संदर्भ सूची",
        sources="स्रोत",
        previous_pages=r"पिछला(?: लेख)?",
        next_pages=r"अगला(?: लेख)?",
        forms="""
            के लिए धन्यवाद
            जानकारी पैकेट
            ^भेजें$
        """,
        newsletters="न्यूज़लेटर",
        calls="""
            अपॉइंटमेंट बुक
            संपर्क करें
        """,
    ),
    Language(
        code="zh",
        unspaced=True,
        numbered_dates=r"YEAR\s*年\s*MONTH\s*月(?:\s*DAY\s*日)?",
        references="参考文献|參考文獻|参考资料|參考資料|引用文献",
        sources="来源|資料來源|资料来源|来源资料",
        notes="注释|註釋|脚注|注",
        reading="延伸阅读|延伸閱讀",
        label_modifiers="与 及 和",
        source_lines="原文|原始论文",
        weak_source_lines="论文|論文",
        accessed="访问日期",
        accessed_on="访问",
        et_al="等[,，.]",
        previous_pages=r"上一[篇页]|前一[篇页]",
        next_pages=r"下一[篇页]|后一[篇页]",
        forms="""
            提交
            感谢您的
            感謝您的
            您的姓名
            必填
            索取资料
            索取資料
            资料包
            我们将(?:免费)?(?:寄送|发送|与您|联系)
        """,
        newsletters="""
            订阅
            訂閱
            电子报
            電子報
        """,
        widgets="^(?:关闭|關閉|分享)$",
        calls="""
            立即预约
            预约
            預約
            联系我们
            聯絡我們
            免费咨询
            免費諮詢
            了解更多
            阅读更多
        """,
        phones="电话|電話",
        units="毫克|毫升|片|次|天|小时|粒",
    ),
    Language(
        code="ja",
        unspaced=True,
        numbered_dates=r"YEAR\s*年\s*MONTH\s*月(?:\s*DAY\s*日)?",
        references="参考文献|引用文献|参照文献|参考資料",
        sources="出典",
        notes="注釋|脚注|注記|注",
        reading="関連文献",
        label_modifiers="と および",
        source_lines="原論文",
        accessed="""
            参照日
            閲覧
        """,
        accessed_on="閲覧日",
        previous_pages=r"前の(?:記事|ページ)|前へ",
        next_pages=r"次の(?:記事|ページ)|次へ",
        forms="""
            送信
            必須項目
            お名前
            資料請求
            お問い合わせありがとう
            ご登録ありがとう
            お送りします
            ご連絡(?:いたします|します)
        """,
        newsletters="""
            メールマガジン
            メルマガ
            ニュースレター
            購読
        """,
        widgets="^(?:閉じる|シェア)$",
        calls="""
            ご予約
            予約する
            お問い合わせ
            詳しくはこちら
            続きを読む
            無料(?:相談|カウンセリング)
        """,
        phones="電話",
        streets=r"〒\s?\d{3}-\d{4}",
        units="錠|回|日|時間",
    ),
    Language(
        code="ko",
        numbered_dates=r"YEAR\s*년\s*MONTH\s*월(?:\s*DAY\s*일)?",
        references="문헌|참고문헌|참고 문헌|참고자료",
        sources="출처",
        notes="각주|주석",
        reading="더 읽을거리",
        label_modifiers="및",
        weak_source_lines="논문",
        previous_pages=r"이전(?: ?글| ?기사)?",
        next_pages=r"다음(?: ?글| ?기사)?",
        forms="""
            보내기
            필수 ?항목
            문의해 ?주셔서
            자료 ?(?:신청|요청)
            연락 ?드리
            보내 ?드리
        """,
        newsletters="""
            뉴스레터
            구독
        """,
        widgets="^(?:닫기|공유)$",
        calls="""
            예약하기
            상담 ?(?:신청|예약)
            문의하기
            더 ?보기
            무료 ?상담
        """,
        phones="전화",
        units="정|회|일|시간",
    ),
    Language(
        code="vi",
        numbered_dates=r"(?:DAY\s+)?tháng\s+MONTH(?:,?\s+năm|,)?\s+YEAR",
        references="tài liệu tham khảo",
        sources="nguồn",
        notes="chú thích",
        reading="đọc thêm",
        label_modifiers="và",
        previous_pages=r"bài (?:viết )?trước",
        next_pages=r"bài (?:viết )?(?:tiếp theo|sau)",
        forms=r"""
            \bcảm ơn (?:bạn|quý)\b
            \bgói thông tin\b
            ^gửi$
            \bchúng tôi sẽ (?:gửi|gọi|liên)
        """,
        newsletters=r"""
            \bbản tin\b
            \bđăng ký nhận\b
        """,
        calls=r"""
            \bđặt (?:lịch|hẹn)\b
            \bliên hệ\b
        """,
    ),
    Language(
        code="id",
        months="""
            januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember
        """,
        references="daftar pustaka|referensi",
        sources="sumber",
        notes="catatan kaki",
        reading="bacaan lebih lanjut",
        label_modifiers="dan",
        previous_pages=r"(?:artikel |pos )?sebelumnya",
        next_pages=r"(?:artikel |pos )?(?:selanjutnya|berikutnya)",
        forms=r"""
            \bterima kasih atas\b
            \bpaket informasi\b
            ^kirim$
            \bkami akan (?:mengirim|menghubungi)\w*
        """,
        newsletters=r"\bbuletin\b",
        calls=r"""
            \bbuat janji\b
            \bhubungi kami\b
        """,
    ),
    Language(
        code="th",
        unspaced=True,
        months="""
            มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม
        """,
        references="เอกสารอ้างอิง|อ้างอิง",
        sources="แหล่งที่มา",
        notes="เชิงอรรถ",
        previous_pages=r"(?:บทความ)?ก่อนหน้า",
        next_pages=r"(?:บทความ)?ถัดไป",
        forms="""
            ขอบคุณ(?:ที่|สำหรับ)
            ^ส่ง$
        """,
        newsletters="จดหมายข่าว",
        calls="""
            จองคิว
            นัดหมาย
            ติดต่อเรา
        """,
    ),
)
