from django.db import migrations

from programs import consent_triggers


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_people_who_speak")]
    operations = [
        migrations.RunPython(
            lambda _apps, editor: consent_triggers.install(editor.connection),
            lambda _apps, editor: consent_triggers.drop(editor.connection),
        )
    ]
