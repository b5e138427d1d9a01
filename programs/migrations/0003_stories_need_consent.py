from django.db import migrations

from programs import consent_triggers


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_seed_topics")]
    operations = [consent_triggers.BACK]
