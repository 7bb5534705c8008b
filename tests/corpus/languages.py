"""A short news text of our own in each of many languages, for tests of encodings and of language identification."""

# ruff: noqa: E501

from __future__ import annotations

TEXTS: dict[str, str] = {
    "en": "The minister said on Tuesday that the two countries had agreed to rebuild the bridge before winter. Work on "
    "the eastern bank has already begun, and the first trains are expected to cross the river in the spring.",
    "de": "Die Ministerin erklärte am Dienstag, beide Länder hätten sich darauf geeinigt, die Brücke noch vor dem Winter "
    "wiederaufzubauen. Am östlichen Ufer haben die Arbeiten begonnen; über die Kosten müssen die Städte entscheiden.",
    "fr": "La ministre a déclaré mardi que les deux pays s'étaient mis d'accord pour reconstruire le pont avant l'hiver. "
    "Sur la rive est, les travaux ont déjà commencé, et les premiers trains devraient passer la rivière à l'été.",
    "es": "La ministra declaró el martes que los dos países habían acordado reconstruir el puente antes del invierno. Las "
    "obras en la orilla oriental ya comenzaron, y según el portavoz español costarán doce millones el próximo año.",
    "pt": "A ministra declarou na terça-feira que os dois países chegaram a acordo para reconstruir a ponte antes do "
    "inverno. As obras já começaram na margem oriental, e os primeiros comboios deverão atravessar o rio no verão. Não há "
    "ainda decisão sobre a construção da estação.",
    "it": "La ministra ha dichiarato martedì che i due paesi si sono accordati per ricostruire il ponte prima "
    "dell'inverno. I lavori sulla riva orientale sono già cominciati e la città pagherà la metà; più tardi si deciderà "
    "perché la stazione è rimasta chiusa.",
    "nl": "De minister zei dinsdag dat beide landen het eens zijn geworden over de herbouw van de brug vóór de winter. Op "
    "de oostelijke oever is men al begonnen, en de eerste treinen zullen naar verwachting in het voorjaar over de rivier "
    "rijden. België betaalt één derde van de kosten, ongeveer vijf miljoen euro.",
    "da": "Ministeren sagde tirsdag, at de to lande er blevet enige om at genopbygge broen før vinteren. Arbejdet på den "
    "østlige bred er allerede begyndt, og de første tog ventes at køre over åen til foråret. Byrådet får også sæde i "
    "udvalget, der skal følge udgifterne.",
    "sv": "Ministern sade på tisdagen att de båda länderna har enats om att återuppbygga bron före vintern. Arbetet på "
    "den östra stranden har redan börjat, och de första tågen väntas gå över ån till våren. Även kommunen får säga sitt "
    "om kostnaderna.",
    "nb": "Ministeren sa tirsdag at de to landene er blitt enige om å bygge opp igjen broen før vinteren. Arbeidet på den "
    "østlige bredden har allerede begynt, og de første togene ventes å krysse elven til våren. Også kommunen må være med "
    "på å dekke utgiftene.",
    "fi": "Ministeri sanoi tiistaina, että molemmat maat ovat päässeet sopuun sillan jälleenrakentamisesta ennen talvea. "
    "Työt itäisellä rannalla ovat jo alkaneet, ja ensimmäisten junien odotetaan ylittävän joen keväällä. Kustannuksista "
    "päätetään myöhemmin.",
    "is": "Ráðherrann sagði á þriðjudag að bæði löndin hefðu samþykkt að endurreisa brúna fyrir veturinn. Framkvæmdir á "
    "eystri bakkanum eru þegar hafnar og búist er við að fyrstu lestirnar fari yfir ána í vor. Kostnaðurinn er áætlaður "
    "tólf milljónir króna.",
    "pl": "Minister oświadczyła we wtorek, że oba kraje uzgodniły odbudowę mostu jeszcze przed zimą. Prace na wschodnim "
    "brzegu już się rozpoczęły, a pierwsze pociągi mają przejechać przez rzekę wiosną. Część kosztów pokryją władze "
    "miasta, które w środę podejmą uchwałę.",
    "cs": "Ministryně v úterý oznámila, že se obě země dohodly na obnově mostu ještě před zimou. Práce na východním břehu "
    "už začaly a první vlaky by měly přejet přes řeku na jaře. Část nákladů uhradí město, o čemž rozhodne zastupitelstvo "
    "příští týden.",
    "sk": "Ministerka v utorok oznámila, že sa obe krajiny dohodli na obnove mosta ešte pred zimou. Práce na východnom "
    "brehu sa už začali a prvé vlaky by mali prejsť cez rieku na jar. Časť nákladov uhradí mesto, o čom rozhodne "
    "zastupiteľstvo budúci týždeň.",
    "hu": "A miniszter kedden közölte, hogy a két ország megállapodott a híd újjáépítéséről még a tél előtt. A keleti "
    "parton már megkezdődtek a munkálatok, és az első vonatok várhatóan tavasszal kelnek át a folyón. A költségekről "
    "később döntenek, mert a költségvetés szűkös.",
    "hr": "Ministrica je u utorak izjavila da su se dvije zemlje dogovorile o obnovi mosta još prije zime. Radovi na "
    "istočnoj obali već su počeli, a prvi bi vlakovi trebali prijeći rijeku u proljeće. Dio troškova platit će gradovi, "
    "što će vijećnici odlučiti sljedeći tjedan.",
    "sl": "Ministrica je v torek sporočila, da sta se državi dogovorili o obnovi mostu še pred zimo. Dela na vzhodnem "
    "bregu so se že začela, prvi vlaki pa naj bi reko prečkali spomladi. Del stroškov bo plačalo mesto, o čemer bodo "
    "svetniki odločali prihodnji teden.",
    "ro": "Ministrul a declarat marți că cele două țări au convenit să reconstruiască podul înainte de iarnă. Lucrările "
    "pe malul estic au început deja, iar primele trenuri ar urma să treacă râul în primăvară. O parte din cheltuieli va "
    "fi plătită de oraș, așa cum s-a hotărât în ședința de ieri.",
    "lt": "Ministrė antradienį pareiškė, kad abi šalys susitarė atstatyti tiltą dar prieš žiemą. Rytiniame krante darbai "
    "jau prasidėjo, o pirmieji traukiniai per upę turėtų važiuoti pavasarį. Dalį išlaidų padengs miestas, apie tai tarybos "
    "nariai spręs kitą savaitę.",
    "lv": "Ministre otrdien paziņoja, ka abas valstis vienojušās atjaunot tiltu vēl pirms ziemas. Darbi austrumu krastā "
    "jau ir sākušies, un pirmie vilcieni pār upi varētu braukt pavasarī. Daļu izdevumu segs pilsēta, par ko dome lems "
    "nākamnedēļ.",
    "et": "Minister ütles teisipäeval, et mõlemad riigid leppisid kokku silla taastamises enne talve. Idakaldal on tööd "
    "juba alanud ja esimesed rongid peaksid üle jõe sõitma kevadel. Osa kuludest katab linn, mille üle volikogu otsustab "
    "järgmisel nädalal. Eelarve on väike, kuid raha jätkub.",
    "tr": "Bakan salı günü yaptığı açıklamada iki ülkenin köprüyü kıştan önce yeniden inşa etmek için anlaştığını söyledi. "
    "Doğu kıyısında çalışmalar başladı, ilk trenlerin ırmağı baharda geçmesi bekleniyor. Giderlerin bir bölümünü şehir "
    "karşılayacak, kararı gelecek hafta meclis verecek.",
    "vi": "Hôm thứ Ba, bộ trưởng cho biết hai nước đã đồng ý xây dựng lại cây cầu trước mùa đông. Công việc ở bờ phía đông "
    "đã bắt đầu, và những chuyến tàu đầu tiên dự kiến sẽ qua sông vào mùa xuân. Thành phố sẽ trả một phần chi phí.",
    "ru": "Министр заявила во вторник, что обе страны договорились восстановить мост ещё до зимы. На восточном берегу "
    "работы уже начались, и первые поезда должны пройти через реку весной. Часть расходов возьмёт на себя город.",
    "uk": "Міністерка заявила у вівторок, що обидві країни домовилися відбудувати міст іще до зими. На східному березі "
    "роботи вже почалися, і перші потяги мають пройти через річку навесні. Частину витрат візьме на себе місто.",
    "bg": "Министърката заяви във вторник, че двете страни са се договорили да възстановят моста още преди зимата. На "
    "източния бряг работата вече е започнала, а първите влакове трябва да минат през реката напролет. Част от разходите "
    "ще поеме градът.",
    "el": "Η υπουργός δήλωσε την Τρίτη ότι οι δύο χώρες συμφώνησαν να ξαναχτίσουν τη γέφυρα πριν από τον χειμώνα. Στην "
    "ανατολική όχθη οι εργασίες έχουν ήδη αρχίσει και τα πρώτα τρένα αναμένεται να περάσουν το ποτάμι την άνοιξη.",
    "he": "השרה אמרה ביום שלישי כי שתי המדינות הסכימו לבנות מחדש את הגשר לפני החורף. העבודות בגדה המזרחית כבר החלו, "
    "והרכבות הראשונות צפויות לחצות את הנהר באביב. העירייה תשלם חלק מן ההוצאות, והמועצה תחליט על כך בשבוע הבא.",
    "ar": "قالت الوزيرة يوم الثلاثاء إن البلدين اتفقا على إعادة بناء الجسر قبل حلول الشتاء. وقد بدأت الأعمال بالفعل على "
    "الضفة الشرقية، ومن المتوقع أن تعبر القطارات الأولى النهر في الربيع. وستدفع المدينة جزءا من التكاليف.",
    "fa": "وزیر روز سه‌شنبه گفت که دو کشور توافق کرده‌اند پل را پیش از زمستان بازسازی کنند. کار در کرانهٔ شرقی آغاز شده "
    "است و انتظار می‌رود نخستین قطارها در بهار از رودخانه بگذرند. بخشی از هزینه را شهر می‌پردازد.",
    "hi": "मंत्री ने मंगलवार को कहा कि दोनों देश सर्दियों से पहले पुल को फिर से बनाने पर सहमत हो गए हैं। पूर्वी किनारे पर "
    "काम शुरू हो चुका है और पहली रेलगाड़ियाँ वसंत में नदी पार करेंगी।",
    "th": "รัฐมนตรีกล่าวเมื่อวันอังคารว่าทั้งสองประเทศตกลงที่จะสร้างสะพานขึ้นใหม่ก่อนฤดูหนาว งานบนฝั่งตะวันออกได้เริ่มขึ้นแล้ว "
    "และคาดว่ารถไฟขบวนแรกจะข้ามแม่น้ำในฤดูใบไม้ผลิ",
    "ja": "大臣は火曜日、両国が冬の前に橋を再建することで合意したと述べた。東岸ではすでに工事が始まっており、春には最初の列車が"
    "川を渡る見通しである。費用の一部は市が負担し、来週の議会で決定される。住民は駅の再開を待っている。",
    "zh": "部长星期二表示，两国已经同意在冬天之前重建这座大桥。东岸的工程已经开始，预计第一批列车将在春天通过河流。部分费用由市政府"
    "承担，市议会将于下周作出决定。当地居民希望车站能够尽快重新开放，商店也能恢复营业。",
    "zh-Hant": "部長星期二表示，兩國已經同意在冬天之前重建這座大橋。東岸的工程已經開始，預計第一批列車將在春天通過河流。部分費用由"
    "市政府承擔，市議會將於下週作出決定。當地居民希望車站能夠盡快重新開放，商店也能恢復營業。",
    "ko": "장관은 화요일 양국이 겨울이 오기 전에 다리를 다시 짓기로 합의했다고 밝혔다. 동쪽 강변에서는 이미 공사가 시작되었으며, 봄에는 "
    "첫 열차가 강을 건널 것으로 보인다. 비용의 일부는 시가 부담하고 시의회가 다음 주에 결정한다.",
}
"""By BCP 47 code."""

LATIN_SCRIPT: dict[str, tuple[str, ...]] = {
    "cp1252": ("de", "fr", "es", "pt", "it", "nl", "da", "sv", "nb", "fi", "is"),
    "mac_roman": ("de", "fr", "es", "pt", "it"),
    "cp850": ("de", "fr", "es", "pt"),
    "cp437": ("de", "fr", "es"),
    "iso8859_15": ("fi", "fr"),
    "cp1250": ("pl", "cs", "sk", "hu", "hr", "sl"),
    "iso8859_2": ("pl", "cs", "sk", "hu", "hr", "sl"),
    "cp852": ("pl", "cs", "hu"),
    "iso8859_16": ("ro",),
    "cp1254": ("tr",),
    "iso8859_9": ("tr",),
    "cp1257": ("lt", "lv", "et"),
    "iso8859_13": ("lt", "lv"),
}
"""Languages written in each legacy encoding of Latin script, by Python's name of the encoding."""

OTHER_SCRIPTS: dict[str, tuple[str, ...]] = {
    "cp1251": ("ru", "uk", "bg"),
    "koi8_r": ("ru",),
    "koi8_u": ("uk",),
    "iso8859_5": ("ru", "bg"),
    "cp866": ("ru",),
    "mac_cyrillic": ("ru",),
    "cp1253": ("el",),
    "iso8859_7": ("el",),
    "cp1255": ("he",),
    "iso8859_8": ("he",),
    "cp1256": ("ar",),
    "iso8859_6": ("ar",),
    "cp874": ("th",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "iso2022_jp": ("ja",),
    "gb18030": ("zh",),
    "big5": ("zh-Hant",),
    "cp949": ("ko",),
    "utf_16_le": ("ru", "el", "ar", "he", "th", "ja", "zh", "ko", "de", "hi"),
    "utf_16_be": ("ru", "el", "ar", "he", "th", "ja", "zh", "ko", "de", "hi"),
    "utf_32_le": ("de", "ru", "zh"),
}
"""The same for other scripts, and for Unicode without a byte order mark."""
