# Made with makemigrations, Django 5.2.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0002_host_permit'),
    ]

    operations = [
        migrations.AddField(
            model_name='gathering',
            name='came_by',
            field=models.CharField(choices=[('unknown', 'not noted'), ('email', 'by e-mail'), ('phone', 'by phone'), ('chat', 'by chat message'), ('form', 'by a form elsewhere'), ('person', 'in person')], default='unknown', max_length=8),
        ),
    ]
