-- The rows of one load as they were read, once more, where they can be joined and counted.
-- nth: which of the rows with this key it is; contradicts: the rows with this key say different things.
CREATE TEMP TABLE load_row ON COMMIT DROP AS
SELECT
    r.position, r.kind, r.file, r."row", r."column", r.external_id, r.person_key, r.organisation_key, r.group_key,
    r.removed, r.category, r.name, r.given_names, r.family_name, r.search_key, r.sort_key, r.birth_date, r.email,
    r.phone, r.protection, r.number_kind, r.number_hash, r.number_sealed, r.grade, r.programme_code, r.programme_name,
    r.starts_on, r.ends_on, r.starts_inferred, r.end_reason, r.end_reason_code, r.fingerprint, r."values", r.choice,
    row_number() OVER (PARTITION BY r.kind, r.external_id ORDER BY r.position) AS nth,
    min(r.fingerprint) OVER same_key <> max(r.fingerprint) OVER same_key AS contradicts
FROM registers_stagedrow r
WHERE r.load_id = %(load)s AND r.municipality_id = %(municipality)s AND r.kind <> 'absent'
WINDOW same_key AS (PARTITION BY r.kind, r.external_id);
ANALYZE load_row;

CREATE TEMP TABLE load_known ON COMMIT DROP AS
SELECT k.kind, k.external_id, k.target_id, k.fingerprint, k.starts_on, k.ends_on, k.unit_id, k.grade, k.gone
FROM registers_knownkey k
WHERE k.municipality_id = %(municipality)s AND k.source_id = %(source)s;
ANALYZE load_known;

-- Of a live register even what it takes back, or says has ended early, is a question to a person (3.5).
CREATE TEMP TABLE load_source ON COMMIT DROP AS
SELECT s.format = 'ss12000' AS asks FROM registers_source s
WHERE s.municipality_id = %(municipality)s AND s.id = %(source)s;
