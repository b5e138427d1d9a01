"""Who looks at the plan pages, and what stands there."""

from types import SimpleNamespace

from tests import factories as make


def plan():
    """A manager's program with a men's group at work and a women's group beside it; and its onlookers."""
    office = make.OfficeFactory()
    place = make.PlaceFactory(office=office)
    facilitator, partner = (
        make.person("FACILITATOR", office),
        make.person("FACILITATOR", office, partner_staff=True),
    )
    men = make.GroupFactory(office=office, name="Abagabo ba Kirehe")
    women = make.GroupFactory(office=office, name="Umoja savings circle", space="WOMEN", kind="VSLA")
    program = make.ProgramFactory(office=office, name="Kirehe Together")
    posts = {user: user.facilitating.get() for user in (facilitator, partner)}
    work = make.InterventionFactory(
        program=program, code="M1", title="Man box dialogues", groups=[men], facilitators=list(posts.values())
    )
    circle = make.InterventionFactory(
        program=program, code="W1", title="Power in my home", space="WOMEN", element="WGE", groups=[women]
    )
    elsewhere = make.OfficeFactory(iso2="UG", name="CARE Uganda", time_zone="Africa/Kampala")
    return SimpleNamespace(
        office=office,
        place=place,
        program=program,
        work=work,
        circle=circle,
        men=men,
        women=women,
        manager=make.person("MANAGER", office),
        facilitator=facilitator,
        partner_staff=partner,
        mel=make.person("MEL", office),
        gbv=make.person("GBV_FOCAL_POINT", office),
        admin=make.person("OFFICE_ADMIN", office),
        safeguarding=make.person("SAFEGUARDING_FOCAL_POINT", office),
        viewer=make.person("GLOBAL_VIEWER"),
        stranger=make.person("MANAGER", elsewhere),
    )
