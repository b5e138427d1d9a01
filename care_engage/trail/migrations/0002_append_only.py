from django.db import migrations

from care_engage.trail import triggers


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda _apps, editor: triggers.install(editor.connection),
            lambda _apps, editor: triggers.drop(editor.connection),
        )
    ]
