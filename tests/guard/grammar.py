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
assert set(PARTS) == set(TOPICS) == set(LANGUAGES)


def any_of(words):
    return st.sampled_from(words.split("|"))


def betraying(language):
    parts = st.tuples(*map(any_of, PARTS[language])).map(" ".join).map(str.strip)
    return st.tuples(parts, any_of(TAILS[language])).map("".join)


def topical(language):
    return st.tuples(*map(any_of, TOPICS[language])).map(" ".join)
