from django.db import migrations, models
from django.db.models import F


def keep_the_known_end(apps, schema_editor):
    apps.get_model("procurement", "Designation").objects.update(term_ends_at=F("ends_at"))


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_initial")]

    operations = [
        migrations.AddField("designation", "term_ends_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(keep_the_known_end, migrations.RunPython.noop),
        migrations.AlterField("designation", "term_ends_at", models.DateTimeField(editable=False)),
    ]
