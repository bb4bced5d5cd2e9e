from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.kernel.privacy import DataClass


class Migration(migrations.Migration):
    """Who may see which table about people."""

    dependencies = [("people", "0001_initial"), ("access", "0002_gate")]
    operations = [
        run("ALTER TABLE people_person ADD CONSTRAINT person_in_municipality UNIQUE (municipality_id, id);"),
        protect("people_person", data_class=DataClass.IDENTITY, person="id"),
        protect_history("people_personevent", data_class=DataClass.IDENTITY, person="id"),
        protect("people_contactdetails", data_class=DataClass.CONTACT),
        protect_history("people_contactdetailsevent", data_class=DataClass.CONTACT),
        protect("people_nationalnumber", data_class=DataClass.NATIONAL_NUMBER),
        protect("people_protection", data_class=DataClass.PROTECTED),
        composite_key("people_contactdetails"),
        composite_key("people_nationalnumber"),
        composite_key("people_protection"),
        composite_key("access_grant"),
        composite_key("access_hiddenperson"),
        composite_key("access_namedreader"),
    ]
