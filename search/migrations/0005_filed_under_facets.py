from django.db import migrations, models

LISTS = {
    "subject": "subjects",
    "grade": "grade_bands",
    "service": "services",
    "delivery": "delivery",
    "locale": "locales",
    "price": "price_bands",
}


def file_entries(apps, schema_editor):
    """File the entries that are there under what they hold; `rebuild_search` adds what is read anew."""
    entry_model = apps.get_model("search", "CatalogEntry")
    entries = []
    for entry in entry_model.objects.iterator(chunk_size=500):
        entry.filed = [f"{key}:{value}" for key, column in LISTS.items() for value in getattr(entry, column)]
        entry.filed.append(f"carries:{entry.computed_tier}")
        entries.append(entry)
    entry_model.objects.bulk_update(entries, ["filed"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_unsent_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="catalogentry",
            name="filed",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(file_entries, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="catalogentry",
            name="price_bands",
        ),
    ]
