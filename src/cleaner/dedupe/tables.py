"""Phrases by which forms, newsletter boxes, pop-ups, widgets and calls to action are known, in the web's languages.

Written for this project (2026-11) from what form builders, newsletter plug-ins and pop-up plug-ins show by default, in
English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Turkish, Russian, Arabic, Chinese,
Japanese and Korean, and, in fewer phrases, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Greek,
Ukrainian, Bulgarian, Croatian, Hebrew, Persian, Hindi, Vietnamese, Indonesian and Thai. A phrase alone never removes a
line: it is one signal beside repetition, place and markup.
"""

import re

# What a form says: its fields, its promises, its answers.
_FORM = r"""
    \b(?:first|last|full|your)\ name\b | ^(?:your\ )?(?:name|e-?mail|phone|zip|message|country|state)(?:\ (?:address
    |number|code))?\s*[:*(]*(?:required\)?)?$ | \bthank(?:s|\ you)\ for\ (?:your\ )?(?:interest|submission
    |submitting|subscri|contacting|sign|reaching|message|inquiry|enquiry|regist|request) | \byour\ (?:message
    |submission|request|form|inquiry|enquiry|details)\ (?:has\ been|have\ been|was|were
    |is)\ (?:success\w*\ )?(?:sent|received|submitted|on\ its\ way) | \bwe(?:['’]ll|\ will)\ (?:send|e-?mail|mail
    |text|call|contact|get\ back|be\ in\ touch|respond|reply)\b | \brequest\ (?:an?\ |your\ |our\ |more\
    |the\ )?(?:free\ )?(?:info|brochure|packet|quote|call\ ?back|consult|appointment|demo|estimate)
    | \bwe\ have\ (?:received\ )?your\ (?:request|message|details)\b | \binformation\ (?:packet|pack|kit)\b
    | \brequired\ fields?\b | \bfields?\ (?:marked|are\ required|is\ required
    |is\ for\ validation) | ^submit(?:ting)?\b.{0,20}$ | ^send(?:\ (?:message|request|now|me\ .{1,30}))?[.!…]*$
    | \bcaptcha\b | ^please\ (?:enter|fill|complete|select|leave\ this\ field) | \bi\ (?:agree|consent)\ to\b
    | \bsomething\ went\ wrong | ^oops\b | \bthere\ was\ an?\ (?:error|problem)\ (?:with|sending|submitting|trying)
    | \b(?:get|download|claim|receive)\ (?:your|our|my|a|the)\ free\b | \b(?:vorname|nachname|ihr\ name
    |pflichtfeld\w*|absenden|abschicken|nachricht\ senden)\b | \bvielen\ dank\ für\ (?:ihr|ihre|die
    |deine?)\ (?:interesse|nachricht|anfrage|anmeldung) | \binfo(?:rmations)?(?:material|paket|mappe)\b
    | \bihre\ (?:nachricht|anfrage)\ wurde\b | \b(?:prénom|nom\ de\ famille|champs?\ obligatoires?)\b
    | \bmerci\ (?:pour|de)\ (?:votre|vous)\b | ^envoyer\b.{0,20}$ | \bvotre\ (?:message
    |demande)\ a\ (?:bien\ )?été\b | \bdemande[rz]\ (?:une?\ |votre\ |le\ )?(?:brochure|dossier|devis|rappel
    |documentation) | \b(?:apellidos?|campos?\ obligatorios?|tu\ nombre|su\ nombre)\b | \bgracias\ por\ (?:su|tu
    |contactar|suscri|regist|interesar) | ^enviar\b.{0,20}$ | \bsolicit(?:e|a|ar)\ (?:su|tu|una?|el
    |más)?\ ?(?:paquete|información|cita|consulta|presupuesto|folleto) | \b(?:cognome|campi?\ obbligatori[oe]?)\b
    | \bgrazie\ per\ (?:il\ tuo|averci|l['’]interesse|la\ tua|il\ suo|esserti) | ^invia\b.{0,20}$
    | \brichiedi\ (?:informazioni|il|un|la|una)\b | \b(?:sobrenome|campos?\ obrigatórios?)\b
    | \bobrigad[oa]\ (?:pelo|por|pela)\b | \bsolicite\ (?:o|a|um|uma|seu|sua)\b | \b(?:voornaam|achternaam
    |verplichte?\ velde?n?)\b | \bbedankt\ voor\ (?:uw|je)\b | ^(?:verzenden|versturen)$ | \bvraag\ (?:een|uw|het|je
    |de)\ .{0,30}(?:pakket|brochure|offerte|gesprek)\ ?(?:aan)? | \b(?:nazwisko|pol[ae]\ (?:wymagane|obowiązkowe))\b
    | \bdziękujemy\ za\b | ^wyślij\b.{0,20}$ | \bzamów\ (?:pakiet|bezpłatn|rozmow|konsultacj) | \b(?:förnamn
    |efternamn|obligatoriska?\ fält)\b | \btack\ för\ (?:ditt|din|att)\b | ^skicka\b.{0,20}$ | \b(?:adınız|soyad\w*
    |zorunlu\ alan\w*)\b | \bilginiz\ için\ teşekkür | ^gönder\w*$ | \bteşekkür\ ederiz\b | \b(?:ваше\ имя|фамилия
    |обязательн\w+\ пол\w+)\b | \bспасибо\ за\ (?:ваш|интерес|обращение|заявк|подписк) | ^отправить\b.{0,20}$
    | \bзаявка\ (?:отправлена|принята) | \b(?:запросите|заказать|закажите)\ (?:информац|звонок|пакет|брошюр
    |консультац) | شكرا\ً?\ ل | شكرًا\ ل | ^إرسال$ | الاسم\ الأول | اطلب\ (?:حزمة|معلومات|استشار) | 提交 | 感谢您的
    | 感謝您的 | 您的姓名 | 必填 | 索取资料 | 索取資料 | 资料包 | 送信 | 必須項目 | お名前 | 資料請求
    | お問い合わせありがとう | ご登録ありがとう | 보내기 | 필수\ ?항목 | 문의해\ ?주셔서 | 자료\ ?(?:신청|요청)
    | \btak\ for\ (?:din|jeres|deres)\b | \btakk\ for\ (?:din|interessen|at)\b | \b(?:infor?mations|info)pakk\w+
    | \bkiitos\ (?:mielenkiinno|yhteydeno|viesti|ilmoittaut)\w* | \btietopaket\w+ | \bděkujeme\ za\b
    | \bĎakujeme\ za\b | \b(?:informační|informačný)\ bal[íi]\w+ | ^(?:odeslat|odoslať|küldés|elküld\w*|trimite\w*
    |lähetä|надіслати|изпрати|pošalji|αποστολή|שלח(?:ו)?|ارسال|भेजें|gửi|kirim|ส่ง)$ | \bköszönjük\b | \binformációs\ csomag\w*
    | \bv[ăa]\ mulțumim\ pentru\b | \bpachetul?\ informativ\b | ευχαριστούμε\ για | ενημερωτικό\ πακέτο
    | \bдякуємо\ за\b | \bінформаційн\w+\ пакет\w* | \bблагодарим\ (?:ви\ )?за\b | \bинформационен\ пакет
    | \bhvala\ (?:vam\ )?na\b | \binformativni\ paket\w* | תודה\ על | חבילת\ (?:ה)?מידע | שדות?\ חובה
    | با\ تشکر\ از | بسته\ اطلاعات | के\ लिए\ धन्यवाद | जानकारी\ पैकेट | \bcảm\ ơn\ (?:bạn|quý)\b | \bgói\ thông\ tin\b
    | \bterima\ kasih\ atas\b | \bpaket\ informasi\b | ขอบคุณ(?:ที่|สำหรับ)
    | \b(?:wir\ (?:senden|schicken|rufen|kontaktieren)\ (?:ihnen|sie|dir|dich)|wir\ melden\ uns)\b
    | \bnous\ vous\ (?:enverrons|appellerons|rappellerons|contacterons|recontacterons|répondrons)\b
    | \b(?:le|te|les)\ (?:llamaremos|enviaremos|contactaremos|responderemos)\b | \bnos\ pondremos\ en\ contacto\b
    | \b(?:le|ti|vi|la)\ (?:invieremo|chiameremo|richiameremo|contatteremo|ricontatteremo|risponderemo)\b
    | \b(?:enviaremos\ (?:a|para|o|um)|entraremos\ em\ contato|ligaremos\ para|retornaremos)\b
    | \bw(?:e|ij)\ (?:sturen|bellen|mailen)\ (?:u|je)\b | \bwe\ nemen\ contact\b | \b(?:wyślemy|oddzwonimy|zadzwonimy)\b
    | \bskontaktujemy\ się\b | \bvi\ (?:skickar|ringer|kontaktar|sender|kontakter)\ (?:dig|deg|er|dem)\b
    | \bмы\ (?:\w+\ )?(?:вам\ |вас\ )?(?:отправим|вышлем|перезвоним|позвоним|свяжемся)\b
    | \b(?:gönderecek|arayaca[kğ]|iletişime\ geçece)\w+ | \b(?:pošleme|zavoláme|ozveme|elküldjük|visszahívjuk|felhívjuk)\b
    | \bvă\ (?:trimitem|vom\ (?:trimite|suna|contacta)|sunăm|contactăm)\b | θα\ σας\ (?:στείλουμε|καλέσουμε|τηλεφωνήσουμε)
    | \b(?:lähetämme|soitamme|otamme\ yhteyttä)\b | سنرسل | سنتصل | נשלח\ (?:אליכם|לכם|לך) | נתקשר | \bchúng\ tôi\ sẽ\ (?:gửi|gọi|liên)
    | \bkami\ akan\ (?:mengirim|menghubungi)\w* | 我们将(?:免费)?(?:寄送|发送|与您|联系) | お送りします | ご連絡(?:いたします|します)
    | 연락\ ?드리 | 보내\ ?드리
"""

# What a newsletter box says.
_NEWSLETTER = r"""
    \b(?:subscrib|sign(?:ing)?[\ -]up|join|register)\w*\b.{0,40}\b(?:newsletter|mailing\ list|e-?mail\ list|e-?mails
    |updates|list|blog|alerts)\b | \bnews\ ?letter\b | \bmailing\ list\b | \bunsubscribe\b | \b(?:successfully|now
    |been)\ (?:subscribed|registered|signed\ up)\b | ^subscribe\b.{0,30}$ | \bcheck\ your\ (?:inbox|e-?mail)\b
    | \bconfirm\ your\ (?:subscription|e-?mail)\b
    | \b(?:one|an?|two)\ e-?mails?\ (?:a|per|every|each)\ (?:week|month|day)\b
    | \b(?:weekly|monthly|daily)\ e-?mails?\b | \byour\ address\ is\ on\b | \b(?:no|hate|never)\ spam\b
    | \bwe\ respect\ your\ (?:privacy
    |inbox)\b | \bstay\ (?:in\ touch|connected|up[\ -]to[\ -]date|informed|in\ the\ loop|tuned)\b | \b(?:latest
    |our)\ news\ and\ (?:updates|offers)\b | \bin\ your\ inbox\b | \bto\ your\ inbox\b | \bnewsletter\w*
    | \b(?:erfolgreich|jetzt)\ (?:angemeldet|abonnier\w+|anmelden)\b | \babonnieren\b | \b(?:s['’]abonner
    |abonnez-vous|s['’]inscrire|inscrivez-vous|vous\ êtes\ (?:bien\ )?(?:abonné|inscrit)) | \b(?:suscr[íi]b[ea]\w*
    |boletín|lista\ de\ correo) | \b(?:iscriviti|iscrizione\ (?:avvenuta|completata|confermata)) | \b(?:inscreva-se
    |assine|boletim\ informativo|inscrição\ realizada) | \b(?:nieuwsbrief|schrijf\ (?:je|u)\ in|aangemeld\ voor)
    | \b(?:zapisz\ się|biuletyn\w*|zasubskrybowa\w*) | \b(?:nyhetsbrev\w*|prenumerera\w*) | \b(?:bülten\w*
    |abone\ ol\w*) | \b(?:подпис(?:аться|ка|ались|ывайтесь)|подпишитесь|рассылк\w+) | النشرة | اشترك | 订阅 | 訂閱
    | 电子报 | 電子報 | メールマガジン | メルマガ | ニュースレター | 購読 | 뉴스레터 | 구독
    | \btilmeld\ dig\b | \bmeld\ deg\ på\b | \buutiskirje\w* | \bpřihlaste\ se\ k | \bprihláste\ sa\ na | \bzpravodaj\w*
    | \bhírlev\w+ | \bfeliratko\w+ | \b(?:abonați|înscrieți)-vă\b | \bbuletin\w*\ informativ | ενημερωτικό\ δελτίο
    | εγγραφείτε | \bпідпи(?:шіться|сатися)\b | \bрозсилк\w+ | \bабонирайте\b | \bpretplatite\b | ניוזלטר | הירשמו
    | خبرنامه | न्यूज़लेटर | \bbản\ tin\b | \bđăng\ ký\ nhận\b | \bbuletin\b | จดหมายข่าว
"""

# What pop-ups, banners and widgets leave behind when a page is flattened.
_WIDGET = r"""
    ^(?:\S+\ ){0,4}(?:light-?box|pop-?up|modal|overlay|carousel|slider|slideshow|widget|plug-?in|shortcode
    |off-?canvas)s?(?:\ \S+){0,2}$ | ^(?:elementor|divi|wpforms?|gravity\ forms?|contact\ form\ 7)\b.{0,30}$
    | ^close(?:\ (?:this|the))?(?:\ (?:window|pop-?up|dialog|menu|modal|form|panel))?$ | ^[×✕✖xX]$ | ^(?:skip|scroll
    |jump|back)\ to\ (?:top|content|main|navigation|the\ top)\b | ^toggle\b.{0,30}$ | ^(?:share|tweet
    |pin)(?:\ (?:this|on|it|via|with)\b.{0,30})?$ | ^(?:follow|like|find)\ us\b.{0,40}$ | ^loading\b.{0,12}$
    | ^powered\ by\b.{0,30}$ | ^(?:we|this\ (?:site|website))\ uses?\ cookies\b | \b(?:accept|reject|allow)\ (?:all
    |cookies)\b | ^cookie\ (?:settings|policy|preferences)$ | ^no,?\ thanks\b.{0,40}$ | ^(?:schließen|teilen
    |nach\ oben|menü)$ | ^(?:fermer|partager|haut\ de\ page)$ | ^(?:cerrar|compartir|volver\ arriba)$ | ^(?:chiudi
    |condividi|torna\ su)$ | ^(?:fechar|compartilhar|partilhar)$ | ^(?:sluiten|delen)$ | ^(?:zamknij|udostępnij)$
    | ^(?:stäng|dela)$ | ^(?:kapat|paylaş)$ | ^(?:закрыть|поделиться)$ | ^(?:إغلاق|مشاركة)$ | ^(?:关闭|關閉|分享
    |閉じる|シェア|닫기|공유)$
"""

# What asks the reader to call, book or buy.
_CALL = r"""
    \bcall\ (?:us|now|today|for|our)\b | \b(?:contact|e-?mail|text|message|visit|reach)\ us\b | \bcontact\ (?:our
    |the)\ (?:team|clinic|office|care)\b | \b(?:book|schedule|arrange|reserve|make|request)\ (?:an?|your|now|online
    |my|today)\b.{0,20}\b(?:appointment|consult\w*|visit|call|demo|slot|tour|evaluation|assessment|screening)?\b
    | \b(?:book|schedule|enquire|inquire|apply|order|shop|buy|donate|register|enroll|join|start|call|act)\ (?:now
    |today|online|here)\b | ^(?:learn|read|see|find\ out|discover|view)\ more\b.{0,40}$ | \bget\ (?:started
    |in\ touch|directions|a\ free|your\ free|help\ today)\b
    | \bfree\ (?:\w+\ ){0,2}(?:consultation|quote|guide|e-?book|trial
    |shipping|estimate|evaluation|assessment|screening|call|brochure|packet|info\w*)\b | \bclick\ here\b
    | \b(?:speak|talk)\ (?:to|with)\ (?:us|our|an?|one)\b | ^(?:are\ you\ )?ready\ to\b | ^sign\ up\b.{0,40}$
    | \b(?:limited\ time|special\ offer|don['’]t\ miss|act\ now|%\ off)\b | \bwe(?:['’]re|\ are)\ here\ to\ help\b
    | \bfind\ out\ if\ you\b | \bam\ i\ a\ (?:good\ )?candidate\b | \b(?:termin\ (?:vereinbaren|buchen|anfragen)
    |jetzt\ (?:buchen|anrufen|anfragen|kaufen|bestellen|termin\w*)|rufen\ sie\ uns|kontaktieren\ sie|mehr\ erfahren
    |weiterlesen|kostenlose?\ (?:beratung\w*|erst\w*)) | \b(?:prene[zr]\ (?:un\ )?(?:rendez-vous|rdv)|contactez
    |appelez|en\ savoir\ plus|lire\ la\ suite|réserve[zr]|consultation\ gratuite) | \b(?:pid[ea]\ (?:su|tu
    |una)?\ ?cita|reserv[ea]\ (?:su|tu|una|ahora)|llámenos|llámanos|llame\ (?:hoy|ahora|al)|cont[áa]ct(?:e|a)nos
    |más\ información|leer\ más|consulta\ gratuita|agend[ae]\ (?:su|tu|una)) | \b(?:prenota\ (?:ora|una|la|il|un)
    |contattaci|chiamaci|scopri\ di\ più|leggi\ (?:di\ più|tutto)|consulenza\ gratuita) | \b(?:marque\ (?:sua|uma
    |já)|agende\ (?:sua|uma|já)|fale\ conosco|entre\ em\ contato|saiba\ mais|leia\ mais|ligue\ (?:já|agora|para))
    | \b(?:maak\ (?:een|nu)\ .{0,12}afspraak|bel\ (?:ons|nu)|neem\ contact|lees\ (?:meer|verder)|gratis\ (?:consult
    |adviesgesprek)) | \b(?:umów\ (?:się|wizytę|konsultację)|zadzwoń|skontaktuj\ się|czytaj\ (?:więcej|dalej)
    |dowiedz\ się\ więcej|bezpłatn\w+\ konsultacj\w+) | \b(?:boka\ (?:tid|nu|en)|ring\ oss|kontakta\ oss|läs\ mer)
    | \b(?:randevu\ al\w*|bizi\ arayın|bize\ ulaşın|hemen\ ara\w*|devamını\ oku|ücretsiz\ (?:danışma|muayene)\w*)
    | \b(?:запи(?:шитесь|саться)\ на|позвоните|звоните|свяжитесь\ с\ нами|подробнее|читать\ далее
    |бесплатн\w+\ консультац\w+) | احجز | اتصل\ (?:بنا|الآن) | تواصل\ معنا | اقرأ\ المزيد | استشارة\ مجانية
    | 立即预约 | 预约 | 預約 | 联系我们 | 聯絡我們 | 免费咨询 | 免費諮詢 | 了解更多 | 阅读更多 | ご予約 | 予約する
    | お問い合わせ | 詳しくはこちら | 続きを読む | 無料(?:相談|カウンセリング) | 예약하기 | 상담\ ?(?:신청|예약)
    | 문의하기 | 더\ ?보기 | 무료\ ?상담
    | \bbestil\ (?:tid|nu|en)\b | \bring\ til\ os\b | \bbestill\ (?:time|nå|en)\b | \bvaraa\ (?:aika|nyt)\b | \bota\ yhteyttä\b
    | \bobjedn(?:ejte|at|ajte|ať)\ (?:se|sa)\b | \bkontaktujte\ nás\b | \bfoglaljon\b | \bidőpontfoglalás\b | \bhívjon\ minket\b
    | \bprogramează(?:-te)?\b | \bprogramați\b | \bcontactați-ne\b | κλείστε\ ραντεβού | επικοινωνήστε\ μαζί
    | \bзапи(?:шіться|сатися)\ на\b | \bзателефонуйте\b | \bзапазете\ час\b | \bнаручете\b | \bnaručite\ se\b | \bnazovite\ nas\b
    | קבעו\ תור | צרו\ קשר | نوبت\ بگیرید | تماس\ با\ ما | अपॉइंटमेंट\ बुक | संपर्क\ करें | \bđặt\ (?:lịch|hẹn)\b | \bliên\ hệ\b
    | \bbuat\ janji\b | \bhubungi\ kami\b | จองคิว | นัดหมาย | ติดต่อเรา
"""

_FLAGS = re.IGNORECASE | re.VERBOSE
FORM = re.compile(_FORM, _FLAGS)
NEWSLETTER = re.compile(_NEWSLETTER, _FLAGS)
WIDGET = re.compile(_WIDGET, _FLAGS)
CALL = re.compile(_CALL, _FLAGS)

# A number with a unit of medicine, time, money or measure: a dose, a price, an opening hour says something each time.
QUANTITY = re.compile(
    r"""
    \d\s*(?:%|°\s?[CF]?|[µμ]g|[mk]?g|mcg|ng|[mcdµμ]?l|cc|i\.?u\.?|u\.?i\.?|units?|einheiten|unités|unidades|mmol
    |mm\s?hg|mosm|meq|kcal|cal|k?j|[kcmµ]?m|inch(?:es)?|in|ft|lbs?|oz|hz|s|sec(?:onds?|s)?|min(?:ute[ns]?|utos?|uti
    |s)?|h(?:ours?|rs?)?|stunden?|heures?|horas?|ore|days?|tage?n?|jours?|d[íi]as?|weeks?|wochen?|semaines?|semanas?
    |months?|monate?n?|mois|mes(?:es)?|years?|jahre?n?|ans?|años?|times?|mal|fois|veces|x|am|pm|uhr|tablets?
    |tabletten?|comprimés?|comprimidos?|compresse|pills?|capsules?|kapseln?|cápsulas?|drops?|tropfen|gouttes|gotas
    |puffs?|sprays?|doses?|dosen|dosis|teaspoons?|tablespoons?|tsp|tbsp|cups?|servings?|reps?|sets?|eur|usd|gbp|chf
    |мг|мл|г|кг|таблет\w*|капель|раз\w*|毫克|毫升|片|次|天|小时|粒|錠|回|日|時間|정|회|일|시간|ملغ|مل|مرات
    |أيام)(?![\w]) | [$€£¥]\s?\d | \d\s*[€£¥元円원] | \d{1,2}[:.]\d{2}\s*(?:[-–—]|am|pm|uhr|h\b)
    | \d\s*/\s*\d+\s*(?:mm|mg)
    """,
    _FLAGS,
)

# An entry of a list of sources, whatever `references` made of it.
CITATION = re.compile(
    r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+\S.*(?:https?://|\b(?:19|20)\d\d\b|\bdoi\b)"
    r"|^(?:sources?|quellen?|fuentes?|fonti?|fontes?|bronn?en?|references?|literatur"
    r"|źródł[oa]|källor|kaynak\w*|источник\w*|参考文献|来源|出典|출처)\b.{0,3}[:：]"
    r"|\bdoi(?:\.org/|:\s?)10\.\d{4}|\bPMID\b|\bPMC\d{5}|\bet al\.",
    re.IGNORECASE,
)

# Elements and words of class and id attributes that make up forms, pop-ups and newsletter boxes.
FORM_TAGS = frozenset(["form", "dialog", "fieldset"])
POPUP_MARKUP = re.compile(
    r"(?:^|[\s_-])(?:pop-?up|modal|light-?box|newsletter|opt-?in|subscri(?:be|ption)"
    r"|mailchimp|mc4wp|wpforms?|wpcf7|gform|hbspt|overlay|bloom|cookie|consent)(?:$|[\s_-])",
    re.IGNORECASE,
)

# A telephone number as pages print it, the words that announce one, and dates, which look like one.
PHONE = re.compile(r"(?<![\w.,/-])[+(]?\(?\d[\d()\s./–-]{5,20}\d(?![\w/-])")
PHONE_WORD = re.compile(
    r"\b(?:tel(?:e(?:ph|f)\w+)?|phone|fax|call|mobile|mobil|cell|hotline|rufen|fon|appel\w+|llam\w+|chiam\w+|bel|dzwoń"
    r"|тел\w*|звон\w+)\b|☎|📞|电话|電話|전화|هاتف",
    re.IGNORECASE,
)
DATE = re.compile(r"(?:\d{1,2}[./-]){2}\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d")

# A street with its number, before or after its name, or a town with its code: the shapes of the languages above.
ADDRESS = re.compile(
    r"""
    \b\d{1,5}[a-z]?\s(?:[\w.'’-]+\s){0,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|way|court|ct
    |place|pl|square|sq|parkway|pkwy|highway|hwy|terrace|suite)\b\.? | \b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue
    |boulevard|place|chemin|allée|quai)\b | \b\w*(?:straße|strasse|str\.|platz|allee|gasse|weg|ufer|damm)\s\d{1,4}\b
    | \b(?:calle|avenida|avda\.|plaza|paseo|via|viale|piazza|corso|rua|avenida|praça)\s[\w.\s'’-]{2,40},?\s(?:n[.º°]\s?)?\d{1,4}\b
    | \b\w+(?:straat|laan|plein|gracht|gatan|vägen|gade|vej|veien|katu|tie|utca)\s\d{1,4}\b | \bul\.\s[\w\s]{2,40}\s\d{1,4}\b
    | \b(?:ул\.|улица|проспект|пр\.)\s?[\w\s.-]{2,40},?\s(?:д\.\s?)?\d{1,4}\b | \b[A-Z][\w.\s]{2,30},\s[A-Z]{2}\s\d{5}\b
    | \b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})\b | \b(?-i:(?:[A-Z]{1,2}-)?\d{5}\s[A-ZÄÖÜÉ][a-zäöüßéèñ]{2,})\b | 〒\s?\d{3}-\d{4}
    """,
    _FLAGS,
)
