from django.db import migrations

from programs import consent_triggers


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_people_who_speak")]
    operations = [consent_triggers.BACK]
