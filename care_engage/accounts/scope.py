"""What a person may see, worked out once from their roles. Fails closed: no role, nothing seen."""

from dataclasses import dataclass

READ_PLANS = frozenset({"FACILITATOR", "MANAGER", "MEL", "GBV_FOCAL_POINT", "OFFICE_ADMIN"})
"""Roles that read programs and sessions of their office (D9); safeguarding focal points do not."""


@dataclass(frozen=True)
class Scope:
    """Offices by role. `everything` is a global viewer's or superuser's reach.

    `partner_offices` are those where the person is partner staff and nothing else: there they see only
    the groups they work with.
    """

    everything: bool
    superuser: bool
    by_kind: dict
    partner_offices: frozenset
    office_list: tuple
    confidential: bool = True
    """False while an administrator views as this person: what they alone may read stays closed (D9)."""

    @classmethod
    def of(cls, roles, superuser=False, confidential=True):
        by_kind, partner, offices = {}, set(), {}
        for role in roles:
            if role.office_id:
                offices[role.office_id] = role.office
            if role.partner_staff:
                partner.add(role.office_id)
            else:
                by_kind.setdefault(role.kind, set()).add(role.office_id)
        full = set().union(*(ids for kind, ids in by_kind.items() if kind in READ_PLANS))
        return cls(
            everything=superuser or "GLOBAL_VIEWER" in by_kind,
            superuser=superuser,
            by_kind=by_kind,
            partner_offices=frozenset(partner - full),
            office_list=tuple(offices.values()),
            confidential=confidential,
        )

    @property
    def offices(self):
        """Ids of the offices in which the person has any role."""
        return frozenset(office.pk for office in self.office_list)

    def offices_as(self, *kinds):
        """Ids of the offices in which the person has one of these roles, as CARE staff."""
        return set().union(*(self.by_kind.get(kind, set()) for kind in kinds))

    @property
    def manages(self):
        """Whether the person manages any office: such people have an inbox."""
        return bool(self.superuser or self.offices_as("MANAGER"))

    @property
    def plan_offices(self):
        """Ids of the offices whose programs the person reads as a whole."""
        return self.offices_as(*READ_PLANS)

    @property
    def standing(self):
        """All roles as one text: another one once a role was given or taken away."""
        roles = [f"{kind} {key}" for kind, offices in self.by_kind.items() for key in offices]
        roles += [f"partner {key}" for key in self.partner_offices]
        return ", ".join(sorted(roles)) + (", superuser" if self.superuser else "")

    def has(self, kind, office_id):
        return self.superuser or office_id in self.by_kind.get(kind, ())

    def limit(self, queryset, path, *kinds):
        """Rows whose office (at `path`) the person sees, or, with kinds, holds one of these roles in."""
        if self.superuser or (self.everything and not kinds):
            return queryset
        offices = self.offices_as(*kinds) if kinds else self.offices
        return queryset.filter(**{f"{path}__in": offices}) if offices else queryset.none()
