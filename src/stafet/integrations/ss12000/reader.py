"""The reader of packages: organisations, classes, pupils, and one enrolment for each stay.

What it decides where the standard leaves room, and says in a notice each time: which groups are classes (``schools``),
which enrolments are one stay (``stays``), what is not read at all (``people``, ``fields``).
"""

from __future__ import annotations

from collections.abc import Iterator

from stafet.integrations.findings import Tally
from stafet.integrations.protocol import Item, KindMode, ReaderSettings, Reading, RecordKind, to_the_end
from stafet.integrations.ss12000.lines import entities, read_manifest
from stafet.integrations.ss12000.package import MANIFEST, VERSION, Answer, Manifest, Resource
from stafet.integrations.ss12000.people import records_of, removed
from stafet.integrations.ss12000.schools import Schools, collect, group_records, organisation_records
from stafet.integrations.upload import Upload, UploadKind
from stafet.kernel.records import EnrolmentRecord, Notice, PersonRecord, Place, Rejection
from stafet.kernel.sentences import sentence

_FORMAT = "SS12000"
_STANDARD_VERSION = "2020"


class Ss12000Reader:
    """Reads what was fetched from a school system over SS12000:2020."""

    name = "ss12000"
    versions = (VERSION,)

    def recognises(self, upload: Upload) -> bool:
        """A package says what it is in a file of its own."""
        return upload.kind is UploadKind.TEXTS and upload.member(MANIFEST) is not None

    def read(self, upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
        """The package's records."""
        return to_the_end(_items(upload, settings))


def _items(upload: Upload, settings: ReaderSettings) -> Iterator[Item]:
    manifest = read_manifest(upload)
    yield _reading(manifest)
    tally = Tally()
    schools, rejections = collect(upload, tally)
    yield from rejections
    people = list(_people(upload, schools, settings, manifest, tally))
    enrolments = [each for each in people if isinstance(each, EnrolmentRecord)]
    classes = dict.fromkeys(each.group_external_id for each in enrolments if each.group_external_id)
    used = {each.organisation_external_id for each in enrolments}
    used |= {str(schools.classes[key].said.get("organisation") or "") for key in classes}
    yield from organisation_records(schools, used)
    yield from group_records(schools, classes)
    yield from people
    yield from _deleted(upload, tally)
    yield from tally.notices()
    yield from _said_of(manifest)


def _people(
    upload: Upload, schools: Schools, settings: ReaderSettings, manifest: Manifest, tally: Tally
) -> Iterator[PersonRecord | EnrolmentRecord | Rejection]:
    for entity in entities(upload, Resource.PERSONS):
        yield from records_of(entity, schools, tally, settings.longest_holiday_days, manifest.asked_at.date())


def _deleted(upload: Upload, tally: Tally) -> Iterator[PersonRecord]:
    """Pupils the system has deleted: somebody will be asked about each. Schools and classes end by their own dates."""
    for entity in entities(upload, Resource.DELETED):
        if entity.said.get("kind") == "persons":
            yield removed(entity.place, entity.text("id"))
        else:
            tally.add(
                entity.place,
                sentence("Schools and classes the system has deleted stay; they end by their own dates."),
            )


def _reading(manifest: Manifest) -> Reading:
    kinds = (RecordKind.ORGANISATIONS, RecordKind.GROUPS, RecordKind.PERSONS, RecordKind.ENROLMENTS)
    modes = tuple(KindMode(kind, manifest.mode) for kind in kinds)
    files = tuple(offer.resource.value for offer in manifest.offers if offer.answer is Answer.OFFERED)
    return Reading(Ss12000Reader.name, _FORMAT, _STANDARD_VERSION, modes, files)


def _said_of(manifest: Manifest) -> Iterator[Notice]:
    """What the system does not offer, and what follows from that."""
    if manifest.answer_about(Resource.GROUPS) is not Answer.OFFERED:
        what = sentence("The system does not give its classes, so teachers do not see theirs by themselves.")
        yield Notice(Place(Resource.GROUPS.value), what)
    if manifest.answer_about(Resource.PROGRAMMES) is not Answer.OFFERED:
        what = sentence(
            "The system does not give its programmes, so what kind of education it is follows from the code."
        )
        yield Notice(Place(Resource.PROGRAMMES.value), what)
    if manifest.answer_about(Resource.DELETED) in {Answer.MISSING, Answer.REFUSED}:
        what = sentence("The system does not say whom it has deleted; only a whole fetch shows who is gone.")
        yield Notice(Place(Resource.DELETED.value), what)
    cancelled = next((each for each in manifest.filled if each.field == "cancelled"), None)
    if cancelled is not None and cancelled.base and not cancelled.count:
        what = sentence(
            "The system does not say which enrolments were broken off; that is asked when they end early."
        )
        yield Notice(Place(Resource.PERSONS.value), what)
