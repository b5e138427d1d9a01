from itertools import groupby
from operator import attrgetter

import care_engage.kit.guard.fields
import care_engage.kit.sql
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


KEY = attrgetter("program_id", "rule", "subject", "reason", "topic")


def one_row_per_finding(apps, schema_editor):
    """A flag that came back used to be a row of its own: the last one takes over what the others tell."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the constraints below could not follow
    Flag = apps.get_model("programs", "Flag")
    rows = Flag.objects.order_by("program_id", "rule", "subject", "reason", "topic", "pk")
    for _key, found in groupby(list(rows), KEY):
        spans = list(found)
        last = spans[-1]
        for number, span in enumerate(spans):
            what = "REOPENED" if number else "OPENED"
            last.story.append([span.first_seen_on.isoformat(), what, span.severity])
            if span.resolved_on:
                last.story.append([span.resolved_on.isoformat(), "RESOLVED", ""])
        last.opened_on = last.first_seen_on
        last.first_seen_on = min(span.first_seen_on for span in spans)
        last.status = "RESOLVED" if last.resolved_on else "OPEN"
        last.save()
        Flag.objects.filter(pk__in=[span.pk for span in spans[:-1]]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0002_seed_topics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FlagEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("ACKNOWLEDGED", "Acknowledged"),
                            ("ASSIGNED", "Handed to somebody"),
                            ("DISMISSED", "Set aside"),
                            ("TAKEN_UP", "Taken up again"),
                            ("UNDONE", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("happened_on", models.DateField(help_text="The office's own day.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=300, validators=[care_engage.kit.guard.fields.Guarded()]
                    ),
                ),
                ("until", models.DateField(null=True)),
                (
                    "before",
                    models.JSONField(
                        default=dict, help_text="What was decided before, so that it can be undone."
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a flag",
                "verbose_name_plural": "decisions about flags",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="flag",
            name="one_open_flag_per_finding",
        ),
        migrations.AddField(
            model_name="flag",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="flags",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who does it",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="dismissal",
            field=models.CharField(
                blank=True,
                max_length=300,
                validators=[care_engage.kit.guard.fields.Guarded()],
                verbose_name="why it is set aside",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="dismissed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="flag",
            name="dismissed_until",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="flag",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="by when"),
        ),
        migrations.AddField(
            model_name="flag",
            name="opened_on",
            field=models.DateField(
                default="1970-01-01",
                help_text="The last time that it opened; the same day if it never closed.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="flag",
            name="plan",
            field=models.CharField(
                blank=True,
                max_length=300,
                validators=[care_engage.kit.guard.fields.Guarded()],
                verbose_name="what will be done",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="status",
            field=models.CharField(
                choices=[
                    ("OPEN", "Open"),
                    ("ACKNOWLEDGED", "Acknowledged"),
                    ("DISMISSED", "Set aside"),
                    ("RESOLVED", "Resolved"),
                ],
                default="OPEN",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="dismissed",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="flag",
            name="first_seen_on",
            field=models.DateField(help_text="The very first time."),
        ),
        migrations.AddField(
            model_name="flagevent",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="flagevent",
            name="flag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="events", to="programs.flag"
            ),
        ),
        migrations.AddField(
            model_name="flagevent",
            name="to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="story",
            field=models.JSONField(
                default=list,
                help_text="What the rules did to it: [[day, what, severity or empty if resolved], ...]",
            ),
        ),
        migrations.RunPython(one_row_per_finding, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["program", "status"], name="flag_by_program"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["status", "opened_on"], name="flag_by_day"),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("program", "rule", "subject", "reason", "topic"),
                name="one_flag_per_finding",
                violation_error_message="There is a flag of this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["OPEN", "ACKNOWLEDGED", "DISMISSED", "RESOLVED"])),
                name="flag_status_is_a_status",
                violation_error_message="Choose one of the states on the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_on__isnull", False), ("status", "RESOLVED")),
                    models.Q(models.Q(("status", "RESOLVED"), _negated=True), ("resolved_on", None)),
                    _connector="OR",
                ),
                name="only_resolved_flags_have_a_day",
                violation_error_message="A flag is resolved by itself, once the rule finds nothing more to repair.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ACKNOWLEDGED"), _negated=True),
                    models.Q(
                        django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.text.Length(
                                django.db.models.functions.text.Trim("plan")
                            ),
                            1,
                        ),
                        ("due_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="acknowledged_flags_have_a_plan",
                violation_error_message="Write what will be done, and by when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DISMISSED"), _negated=True),
                    django.db.models.lookups.GreaterThanOrEqual(
                        django.db.models.functions.text.Length(
                            django.db.models.functions.text.Trim("dismissal")
                        ),
                        20,
                    ),
                    _connector="OR",
                ),
                name="dismissal_20_characters",
                violation_error_message="Write in at least 20 characters why this flag is set aside.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DISMISSED"), _negated=True),
                    models.Q(
                        django.db.models.lookups.GreaterThanOrEqual(
                            care_engage.kit.sql.DaysBetween("dismissed_on", "dismissed_until"), 0
                        ),
                        django.db.models.lookups.LessThanOrEqual(
                            care_engage.kit.sql.DaysBetween("dismissed_on", "dismissed_until"), 90
                        ),
                        ("dismissed_on__isnull", False),
                        ("dismissed_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="dismissal_at_most_90_days",
                violation_error_message="A flag is set aside until a day at most 90 days ahead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__in", ["R10", "R11", "R22", "R24"]), ("status", "DISMISSED"), _negated=True
                ),
                name="some_flags_are_never_dismissed",
                violation_error_message="This flag is never set aside: harm could come of it.",
            ),
        ),
    ]
