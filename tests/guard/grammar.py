"""Notes made by small grammars in five languages."""

from hypothesis import strategies as st

from tests.guard.measure import LANGUAGES

PARTS = {
    "en": (
        "Her husband|His brother|My neighbor|A man|One participant|Member 12|The girl's uncle|Someone"
        "|Her father-in-law|Another boy|This teacher|His friend",
        "beat|hit|slapped|kicked|threatened|raped|assaulted|molested|abused|choked|attacked|harassed",
        "her|his wife|a girl|the woman|my sister|one of the members|their child|him|",
    ),
    "fr": (
        "Son mari|Son frère|Mon voisin|Un homme|Une participante|Le membre 12|L'oncle de la fille|Quelqu'un"
        "|Sa belle-mère|Un autre garçon",
        "a frappé|a violé|a giflé|a menacé|a agressé|a étranglé|a harcelé|a tué|a enfermé|a insulté",
        "sa femme|une fille|la femme|ma sœur|l'une des membres|leur enfant|",
    ),
    "es": (
        "Su esposo|Su hermano|Mi vecino|Un hombre|Una participante|El miembro 12|El tío de la niña|Alguien"
        "|Su suegro|Otro muchacho",
        "golpeó a|violó a|abofeteó a|amenazó a|agredió a|acosó a|mató a|encerró a|pateó a|insultó a",
        "su mujer|una niña|la mujer|mi hermana|una de las socias|su hija",
    ),
    "ar": (
        "زوجها|أخوها|جاري|رجل|أحد المشاركين|العضو رقم 12|عمها|والدها|حماها|خطيبها",
        "ضرب|اغتصب|صفع|هدد|خنق|قتل|حبس|أهان|طعن|ركل",
        "زوجته|فتاة|المرأة|أختي|إحدى العضوات|ابنته",
    ),
    "pt": (
        "O marido dela|O irmão dela|Meu vizinho|Um homem|Uma participante|O membro 12|O tio da menina|Alguém"
        "|O sogro dela|Outro rapaz",
        "espancou|violou|agrediu|ameaçou|assediou|matou|trancou|insultou|humilhou|esfaqueou",
        "a esposa|uma menina|a mulher|a minha irmã|uma das participantes|a filha dela",
    ),
}
"""Who did it, what was done, to whom; each followed by any of the tails."""

TAILS = {
    "en": "|.| last night.| again, and nobody helped.| after the meeting!",
    "fr": "|.| hier soir.| encore une fois.| après la réunion !",
    "es": "|.| anoche.| otra vez.| después de la reunión.",
    "ar": "|.| ليلة أمس.| مرة أخرى.| بعد الاجتماع.",
    "pt": "|.| ontem à noite.| outra vez.| depois da reunião.",
}
TOPICS = {
    "en": (
        "The session on|Men discussed|The module about|A debate on|The law on|The campaign against",
        "rape|sexual violence|domestic violence|child marriage|harassment|suicide prevention|abuse",
        "went well|starts in May|needs more time|was on the radio|comes next|pleased the women's group",
    ),
    "fr": (
        "La séance sur|Le débat sur|Le module sur|La loi sur|La campagne contre",
        "le viol|la violence conjugale|les violences sexuelles|le mariage précoce|le harcèlement",
        "s'est bien passée|commence en mai|demande plus de temps|plaît au groupe des femmes",
    ),
    "es": (
        "La sesión sobre|El debate sobre|El módulo sobre|La ley sobre|La campaña contra",
        "la violación|la violencia doméstica|la violencia sexual|el matrimonio infantil|el acoso",
        "salió bien|empieza en mayo|necesita más tiempo|gustó al grupo de mujeres",
    ),
    "ar": (
        "جلسة عن|نقاش حول|وحدة عن|قانون|حملة ضد",
        "الاغتصاب|العنف المنزلي|العنف الجنسي|الزواج المبكر|التحرش",
        "كانت جيدة|تبدأ في أيار|تحتاج وقتا أطول|أعجبت مجموعة النساء",
    ),
    "pt": (
        "A sessão sobre|O debate sobre|O módulo sobre|A lei sobre|A campanha contra",
        "a violação|a violência doméstica|a violência sexual|o casamento prematuro|o assédio",
        "correu bem|começa em Maio|precisa de mais tempo|agradou ao grupo de mulheres",
    ),
}
LIVES = {
    "en": (
        "Her mother-in-law|His uncle|The treasurer's wife|My neighbor's son|One of the women"
        "|A girl of the club|Number 14",
        "ran back to her parents|sleeps outside|hides the pills|is afraid to go home|spent the night at the"
        " police post|will not let her go out|lives with an older man|keeps her wages|tested positive",
    ),
    "fr": (
        "Sa belle-mère|Son oncle|La femme du trésorier|L'une des femmes|Une fille du club|Le membre 14"
        "|Le fils de la voisine",
        "est retournée chez ses parents|dort dehors|cache les comprimés|a peur de rentrer|a passé la nuit au"
        " poste|ne la laisse pas sortir|vit avec un homme plus âgé|garde son salaire|a été dépistée",
    ),
    "es": (
        "Su suegra|Su tío|La mujer del tesorero|Una de las mujeres|Una chica del club|La socia 14"
        "|El hijo de la vecina",
        "volvió con sus padres|duerme afuera|esconde las pastillas|tiene miedo de volver|pasó la noche en la"
        " comisaría|no la deja salir|vive con un hombre mayor|se queda con su sueldo|salió positiva",
    ),
    "ar": (
        "حماتها|عمها|زوجة أمين الصندوق|إحدى النساء|فتاة من النادي|العضوة رقم 14|ابن جارتنا",
        "عادت إلى أهلها|تنام خارج البيت|تخبئ الحبوب|تخاف من العودة|قضت الليل في مركز الشرطة"
        "|لا يسمح لها بالخروج|تعيش مع رجل كبير|يأخذ راتبها|نتيجتها إيجابية",
    ),
    "pt": (
        "A sogra dela|O tio dela|A mulher do tesoureiro|Uma das mulheres|Uma menina do clube|O membro 14"
        "|O filho da vizinha",
        "voltou para os pais|dorme fora|esconde os comprimidos|tem medo de voltar|passou a noite na esquadra"
        "|não a deixa sair|vive com um homem mais velho|fica com o salário|deu positivo",
    ),
}
"""Somebody, and a private matter that has no word of harm in it."""
WORK = {
    "en": (
        "The women's group|Most men|Both facilitators|Twelve couples|The partner organization|Participants",
        "read the list aloud|asked for more time|want a bigger room|agreed on three promises"
        "|invited the village committee|sang before the meeting|came late because of the rain",
    ),
    "fr": (
        "Le groupe des femmes|La plupart des hommes|Les deux facilitateurs|Douze couples|Les participants",
        "a lu la liste|demandent plus de temps|veulent une salle plus grande|ont choisi trois promesses"
        "|ont invité le comité du village|ont chanté avant la réunion|sont arrivés tard à cause de la pluie",
    ),
    "es": (
        "El grupo de mujeres|La mayoría de los hombres|Las dos facilitadoras|Doce parejas|Los participantes",
        "leyeron la lista|piden más tiempo|quieren un salón más grande|acordaron tres promesas"
        "|invitaron al comité de la aldea|cantaron antes de la reunión|llegaron tarde por la lluvia",
    ),
    "ar": (
        "مجموعة النساء|معظم الرجال|الميسرتان|المشاركون|نادي الفتيات",
        "قرأت القائمة|طلبوا وقتا أطول|يريدون قاعة أكبر|اتفقوا على ثلاثة وعود|دعوا لجنة القرية"
        "|غنوا قبل الاجتماع|تأخروا بسبب المطر",
    ),
    "pt": (
        "O grupo de mulheres|A maioria dos homens|As duas facilitadoras|Doze casais|Os participantes",
        "leram a lista|pedem mais tempo|querem uma sala maior|escolheram três promessas"
        "|convidaram o comité da aldeia|cantaram antes da reunião|chegaram tarde por causa da chuva",
    ),
}
assert set(PARTS) == set(TOPICS) == set(LIVES) == set(WORK) == set(LANGUAGES)


def any_of(words):
    return st.sampled_from(words.split("|"))


def betraying(language):
    parts = st.tuples(*map(any_of, PARTS[language])).map(" ".join).map(str.strip)
    return st.tuples(parts, any_of(TAILS[language])).map("".join)


def private(language):
    told = st.tuples(*map(any_of, LIVES[language])).map(" ".join)
    return st.tuples(told, any_of(TAILS[language])).map("".join)


def at_work(language):
    return st.tuples(*map(any_of, WORK[language])).map(" ".join)


def topical(language):
    return st.tuples(*map(any_of, TOPICS[language])).map(" ".join)
