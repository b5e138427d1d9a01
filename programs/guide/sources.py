"""What the source says: the brief's own sentences, numbered as in the domain specification (section A).

Verbatim and therefore not translated. S117 (how many countries CARE worked in) is out of date and left out.
"""

QUOTES = {
    1: (
        "how we understand each element of CARE's engaging men and boys for gender equality work and "
        "lessons learnt across each element"
    ),
    2: "Stepping out, stepping up and cross-cutting these",
    3: "Insights draw from country office reflections, learning documentation and discussions",
    4: (
        "the intentional intersection of gender-transformative efforts reaching both men and boys "
        "and women and girls of all sexual orientations and gender identities"
    ),
    5: (
        "challenging harmful and restrictive constructions of masculinity and femininity that drive "
        "gender-related vulnerabilities and inequalities"
    ),
    6: "It provides a way of focusing on the relational nature of gender work",
    7: "the value of working with men and women together, as well as separately",
    8: (
        "in transforming the social norms and power structures that root gender inequality deep in "
        "all cultures"
    ),
    9: (
        "being thoughtful to coordinate the sequencing and intersections of different kinds of interventions"
    ),
    10: (
        "creates spaces that take into account privilege and power relations based on gender and "
        "other characteristics"
    ),
    11: (
        "so that individuals can participate in a genuine way and to reflect on those very same "
        "power relations"
    ),
    12: (
        "also involves a focus on changing social norms, which requires separate as well as mixed "
        "gender spaces"
    ),
    13: (
        "ensure all work with men for gender equality is linked with feminist movements to ensure "
        "accountability"
    ),
    14: "Such approaches can occur simultaneously or sequentially",
    15: "under the same “programmatic umbrella” or in a coordinated way with other organizations",
    16: "meant to ensure that we do not focus on just “one part of the puzzle”",
    17: (
        "empowering women economically with increased access to loans, without addressing husbands "
        "and influential people at community levels"
    ),
    18: ("who keep women from engaging in markets or that keep men from assuming household responsibilities"),
    19: (
        "engaging men for gender equality work cannot happen only with men, apart from other kinds "
        "of activities"
    ),
    20: (
        "carefully considered in the context of other gender equality activities ongoing in the "
        "communities to ensure that change is maximized"
    ),
    21: (
        "directly engages with women's and mixed gender groups, is a cornerstone of CARE's approach "
        "to engaging men"
    ),
    22: (
        "stays focused on accountability to transforming power relations with women, girls, and "
        "LGBTQ+ communities"
    ),
    23: (
        "When work with men does not link with gender equality work, it can lose its gender "
        "transformative aspects"
    ),
    24: "run the risk of slipping into reflections that focus only on men's constraints in society",
    25: ("by keeping the focus on power relationships and on gender norms, men can be better positioned to"),
    26: (
        "some reflections naturally happen best in certain kinds of spaces, and programming needs to "
        "plan for this to ensure sustainability"
    ),
    27: (
        "men may need to first reflect on domestic violence only amongst men, in order to be truly "
        "honest and open"
    ),
    28: (
        "Women may need to first discuss this topic amongst women in order to feel safe to express "
        "their experiences"
    ),
    29: "gain confidence to speak about the harms they have suffered",
    30: (
        "Mixed gender spaces can help men and women learn from each other and genuinely witness how "
        "domestic violence harms"
    ),
    31: (
        "enable men and women to plan together on how to end violence in their own families and reach others"
    ),
    32: (
        "linking such men and women and their children with community and national level advocacy "
        "efforts ensures they can continue mobilizing"
    ),
    33: (
        "creating structured space for reflection on personal values, perceptions and power among "
        "key groups engaged in this work"
    ),
    34: "(e.g. youth clubs, women's groups, men's groups, local leaders, etc.)",
    35: "surface their own pressures and fears, and the impact it has on themselves and others",
    36: "articulate their hopes and dreams, to consider alternatives and ways forward",
    37: "it is essential to foster ongoing reflections and dialogues among staff",
    38: "to explore gender relations in personal and professional lives",
    39: "how society defines what it means to be a man or a woman, and the influence of expectations",
    40: "Strong facilitation is key to success.",
    41: (
        "establish safe spaces for people to explore gender in their lives, ensure non-judgmental atmosphere"
    ),
    42: (
        "reflect on sensitive topics such as power and privilege, sexuality, gender-based violence, "
        "discrimination and rights"
    ),
    43: (
        "requires commitment to support staff reflection on these topics and build their skills to "
        "facilitate reflection and dialogue"
    ),
    44: "encourage men to step out of ‘the man box’, embody egalitarian notions of masculinities",
    45: (
        "support others (e.g. women, peers, LGBTQ+ people) who are already regularly crossing "
        "traditional gender expectations"
    ),
    46: ("It is important that individuals feel support to leave restrictive gender roles and expectations."),
    47: (
        "participatory approaches based on experiential learning offer powerful avenues for "
        "reflection, awareness, action and change"
    ),
    48: (
        "explore how unequal gender relations interact with other forms of inequality (economic, "
        "class, caste, etc.)"
    ),
    49: "Be careful not to problematize men through exercises.",
    50: ("Rigid gender norms and values affect men and boys' relationships and choices in different ways."),
    51: (
        "experiences in the face of gender pressures, while balancing these reflections with others "
        "around broader issues of gender equity"
    ),
    52: (
        "when men are only engaged to mitigate risks to women, which offers limited opportunity or "
        "ownership for men's involvement"
    ),
    53: (
        "failure to link work with men to feminist approaches risks missing opportunities to go "
        "beyond discussion"
    ),
    54: (
        "may align with similar dialogues taking place with women only groups, girls' clubs or boys' "
        "clubs in separate spaces"
    ),
    55: (
        "At strategic moments, it may make sense to bring separate groups together to deepen mutual "
        "understanding."
    ),
    56: (
        "promote non-violent communication for effective dialogue and negotiation among intimate and "
        "household relationships"
    ),
    57: (
        "among intimate partners, between wives and in-laws, and between adolescents and parents (and more!)"
    ),
    58: (
        "requires specific conflict resolution, psycho-social and counseling skills for staff and "
        "partners taking on this work"
    ),
    59: "Entry point topics are important to establish safe spaces for open dialogues.",
    60: ("begin to discuss gender relations through the lens of women's economic empowerment and fatherhood"),
    61: (
        "With trust, teams often advance to touch on more sensitive topics like decision-making "
        "dynamics, gendered division of labor and gender-based violence"
    ),
    62: (
        "Effective dialogues require a foundation in active listening and respect across "
        "participants and facilitators."
    ),
    63: (
        "Teams require clear ethical and legal responsibilities and support when cases of intimate "
        "partner violence, child abuse and other forms"
    ),
    64: "This requires clear referrals systems when working directly with families and couples",
    65: "discussions on how to respond to risks without alienating individuals within groups",
    66: "more equal relationships built on cooperation and respect benefit all",
    67: "power is not a zero-sum game, and rigid expectations that limit one's potential",
    68: (
        "a sequenced strategy for members of a group to discuss issues separately (e.g. in "
        "women-only and men-only spaces), balanced with dialogues across groups"
    ),
    69: (
        "facilitators must pay careful attention to power relations among participants and maintain "
        "safe spaces"
    ),
    70: (
        "men and boys who have begun to challenge gender norms and relations through their words and "
        "actions often face backlash and rejection"
    ),
    71: "offices have engaged one on one outreach and network-building among male allies",
    72: (
        "important social support to overcome these pressures, build solidarity and accompany "
        "sustained personal change"
    ),
    73: (
        "Groups can also be important to monitor and respond to risks men and boys may face as they "
        "publicly cross gender norms."
    ),
    74: "women programming participants can help identify already supportive men within communities",
    75: "who can then be engaged as allies for equality",
    76: "strategic to start initiatives with existing groups and networks",
    77: (
        "village savings and loans groups, mother or father groups, agricultural laborer groups, "
        "girls' or boys' clubs, etc."
    ),
    78: "to begin dialogues on masculinities",
    79: (
        "Regular meetings of men's groups and individual outreach with peers in the community can "
        "support sustainability"
    ),
    80: ("Using work with women's groups can be an effective avenue for men to get involved in activities"),
    81: "engage with couples and ensure accountability of the men's engagement work",
    82: (
        "Couples dialogues and household engagement can also be important to overcome backlash men "
        "sometimes face within their homes"
    ),
    83: (
        "seek men and boys with explicit commitment to rights and change who take ownership over "
        "mobilizing for gender justice"
    ),
    84: (
        "as a fundamental issue affecting their lives, opportunities and relationships, as well as a "
        "fundamental rights issue"
    ),
    85: (
        "allies among influential actors and elites who have broader social influence – religious "
        "leaders and political officials"
    ),
    86: "This can be important for promoting broader change in norms",
    87: (
        "require careful selection, training and support to local power holders to align their lives "
        "and work toward gender equality"
    ),
    88: (
        "Supporting youth activism has also been an important strategy for promoting norms change "
        "and gender equality."
    ),
    89: (
        "build strong solidarity platforms to motivate action (e.g. through youth groups and clubs), "
        "with potential to trigger inter-generational change"
    ),
    90: (
        "Celebrating role models for change - or people who may go against the grain in choosing "
        "alternative roles"
    ),
    91: "a powerful tool to recognize positive shifts toward more equal and inclusive gender relations",
    92: (
        "Publicly celebrating change raises awareness of more equitable practices taking place in "
        "personal/private spaces."
    ),
    93: (
        "pay attention to who are key influencers – for men and for women – to identify powerful "
        "allies for gender change"
    ),
    94: "These individuals are important to catalyze gender norms change in society.",
    95: (
        "This remains a nascent area for CARE, though many recognize advocacy linkages as critical "
        "for impact at scale."
    ),
    96: ("build trust and support strong partnerships with civil society platforms and feminist movements"),
    97: "This requires time and relationship building to establish CARE as an ally to these groups",
    98: "who may be mistrustful of both collaborations with male allies and with international NGOs",
    99: ("they are critical to ensure accountability of our work, and leverage impact of advocacy efforts"),
    100: "work with media to share testimonies of male allies and change",
    101: "reinforce messages for non-violence and more gender equitable relationships through the arts",
    102: "Invest in research and learning for evidence-based advocacy.",
    103: (
        "more reflection and testing can shed light on the ‘mix’ of elements used across strategies "
        "and implementation, and benefits and trade-offs"
    ),
    104: "important to join with others advancing gender justice from an early stage",
    105: ("positions men and boys as allies to the broader spectrum of feminist organizations and networks"),
    106: (
        "requires investment in trust-building and support, to establish strong partnerships to "
        "align strategies to advance common goals"
    ),
    107: (
        "Given the long-term nature of change in norms, program approaches require strong "
        "organizational commitment"
    ),
    108: (
        "Strong leadership to support masculinities programming, which includes supporting male "
        "allies within CARE"
    ),
    109: (
        "ensuring strong partnerships and collaboration across teams to “synchronize” programming effectively"
    ),
    110: "a strong commitment to retaining talent within the organization",
    111: (
        "opportunities for staff to gain trainings, capacities and technical support for engaging "
        "men and boys"
    ),
    112: "A theory, strategy and target for social change, and systems in place to support learning.",
    113: "ongoing reflections with staff and partners on gender values and perceptions",
    114: "Integrated components to monitor, prevent, mitigate and respond to gender-based violence",
    115: "to foster effective co-learning around this field of practice",
    116: (
        "it will be important to return to these reflections and continue to add to it, adapt it, "
        "and evolve our understanding"
    ),
}
"""Sentence number to quotation: S1 is `QUOTES[1]`."""
