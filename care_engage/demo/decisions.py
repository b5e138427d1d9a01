"""What programs have decided, how trust grew, what groups committed to, what offices learned and promised."""

from programs.models import (
    ActionCommitment,
    AlliancePartner,
    Barrier,
    GbvReview,
    InclusionDecision,
    LearningNote,
    OrgCommitment,
    PartnerWorry,
    Session,
    TargetNorm,
    TrustEvent,
)

GBV_PLAN = {
    "MONITOR": (
        "Facilitators ask about backlash at every session; the team looks at it each month.",
        "Team lead",
    ),
    "PREVENT": (
        "Men reflect among themselves before couples meet; women choose day and place.",
        "Program manager",
    ),
    "MITIGATE": ("Two lead every session on a hard topic; nobody is pressed to speak.", "Program manager"),
    "RESPOND": (
        "The referral card is at hand, and everybody who leads knows the protocol.",
        "GBV focal point",
    ),
}
REVIEWED = {"SV": {"RESPOND": None, "MITIGATE": -35}}
"""Weeks in which a part was last reviewed, where it was not twelve weeks ago; None: nobody wrote it."""
DECIDED = {"PA": None, "TE": ("EXPLICIT", -60), "GL": ("EXPLICIT", -20), "IF": ("NOT_SAFE_NOW", -5)}
"""Decision on inclusion and its week, where it was not "quietly", thirty weeks ago; None: none."""
NORMS = {
    "KT": (
        ("A man who cooks is no man.", "older men"),
        ("What happens at home is nobody's matter.", "neighbors"),
    ),
    "TE": (("A woman who earns looks down on her husband.", "mothers-in-law"),),
    "GL": (("Girls marry when they have finished school, not when they want to.", "parents"),),
}
BARRIERS = {
    "KT": (
        ("Husbands decide whether a woman goes to the market.", "HUSBAND"),
        ("Titles bear one name.", "LAW"),
    ),
    "TE": (("Men who carry water are mocked.", "PEER"),),
}
TRUST = (
    (
        "Imbere Women's Network",
        -44,
        "OFFER",
        "We asked what they needed, and lent the hall for their meeting.",
    ),
    ("Imbere Women's Network", -38, "OFFER", "We paid for the time of two of their trainers."),
    ("Imbere Women's Network", -30, "ASK", "We asked them to listen to the women's groups for us."),
    ("Urumuri Feminist Platform", -20, "OFFER", "We shared our figures for their petition, unasked."),
)
WORRIES = (
    (
        "Imbere Women's Network",
        "RESOURCES",
        "Money for women goes to men.",
        "Half of the budget is now theirs.",
    ),
    ("Urumuri Feminist Platform", "CREDIT", "Male allies get the praise.", ""),
)
COMMITMENTS = (
    ("AT_HOME", "Each couple writes down who does what, and changes one thing.", 4),
    ("REACH_OTHERS", "Every couple invites one other couple to the open day.", 6),
)
NOTES = (
    ("RW", "CONSCIENTIZATION", "Market days decide who comes", "DISCUSSION", "LESSON", True,
     "Sessions on market days lost half of the women. Since they chose the day, nearly all come."),
    ("RW", "INTIMATE_DIALOGUES", "Couples speak after they spoke apart", "CO_REFLECTION", "LESSON", True,
     "Where men and women had taken up decisions apart, couples talked longer, and women first."),
    ("RW", "ALLIANCES", "What do local leaders count?", "DISCUSSION", "QUESTION", False,
     "They ask for numbers of cases, which we do not have and shall not have. What can we show instead?"),
    ("BI", "BUILDING_BASE", "Allies who meet fortnightly stay", "LEARNING_DOC", "LESSON", True,
     "Monthly networks thinned out within half a year; those that met every other week did not."),
    ("NP", "ALLIANCES", "Land titles in both names", "EVALUATION", "EVIDENCE", True,
     "In wards with joint dialogues more couples registered land together than in the others."),
)  # fmt: skip
PROMISES = (
    ("LONG_TERM", "PARTLY", "Two of six programs run for more than two years.", -20),
    ("SPONSOR", "YES", "The deputy country director stands behind it.", -20),
    ("TRAINING", "YES", "Every facilitator is trained twice a year.", -20),
    ("TALENT", "NO", "", -60),
    ("GBV", "YES", "", -20),
)


def lay_decisions(world):
    for program in world.programs:
        lay_gbv_plan(world, program)
        lay_inclusion(world, program)
        for statement, among in NORMS.get(program.code, ()):
            TargetNorm.objects.create(program=program, statement=statement, reference_group=among)
        for statement, actor in BARRIERS.get(program.code, ()):
            Barrier.objects.create(program=program, statement=statement, actor=actor)
    lay_trust(world)
    lay_commitments(world)
    lay_learning(world)


def lay_gbv_plan(world, program):
    weeks = dict.fromkeys(GBV_PLAN, -12) | REVIEWED.get(program.code, {})
    for part, week in weeks.items():
        if week is not None and program.status == "ACTIVE":
            text, owner = GBV_PLAN[part]
            GbvReview.objects.create(
                program=program, part=part, text=text, owner=owner, reviewed_on=world.day(week)
            )


def lay_inclusion(world, program):
    decided = DECIDED.get(program.code, ("QUIET", -30))
    if decided and program.status == "ACTIVE":
        decision, week = decided
        InclusionDecision.objects.create(
            program=program,
            decision=decision,
            advised_by="A local network, by its own wish unnamed",
            decided_on=world.day(week),
        )


def lay_trust(world):
    partners = AlliancePartner.objects.filter(program__code="KT").select_related("organization")
    partners = {str(partner.organization): partner for partner in partners}
    for name, week, kind, note in TRUST:
        TrustEvent.objects.create(partner=partners[name], happened_on=world.day(week), kind=kind, note=note)
    for name, worry, words, answer in WORRIES:
        PartnerWorry.objects.create(
            partner=partners[name],
            worry=worry,
            words=words,
            answer=answer,
            answered_on=world.day(-25) if answer else None,
        )
    shares = partners["Imbere Women's Network"]
    shares.budget_shared = True
    shares.save()


def lay_commitments(world):
    joint = Session.objects.filter(
        intervention__program__code="KT", intervention__code="CD", status="DELIVERED"
    ).order_by("-held_on")
    for session, (kind, text, week) in zip(joint[:2], COMMITMENTS, strict=True):
        ActionCommitment.objects.create(session=session, kind=kind, text=text, due_on=world.day(week))


def lay_learning(world):
    for iso2, element, title, source, kind, shared, text in NOTES:
        LearningNote.objects.create(
            office=world.offices[iso2],
            element=element,
            title=title,
            source_kind=source,
            kind=kind,
            shared=shared,
            text=text,
            noted_on=world.day(-7),
        )
    for promise, standing, note, week in PROMISES:
        OrgCommitment.objects.create(
            office=world.offices["RW"],
            promise=promise,
            standing=standing,
            note=note,
            looked_at_on=world.day(week),
        )
