INSERT INTO registers_knownkey (municipality_id, source_id, kind, external_id, target_id, fingerprint, starts_on, ends_on,
    unit_id, grade, protected, gone, missing_loads)
SELECT %(municipality)s, %(source)s, kind, external_id, target_id, fingerprint, starts_on, ends_on, unit_id, grade,
    protected, gone, 0
FROM incoming_key
ON CONFLICT ON CONSTRAINT known_key_once DO UPDATE
SET target_id = excluded.target_id, fingerprint = excluded.fingerprint, starts_on = excluded.starts_on,
    ends_on = excluded.ends_on, unit_id = excluded.unit_id, grade = excluded.grade, protected = excluded.protected,
    gone = excluded.gone, missing_loads = 0
WHERE (registers_knownkey.target_id, registers_knownkey.fingerprint, registers_knownkey.gone,
       registers_knownkey.missing_loads)
    IS DISTINCT FROM (excluded.target_id, excluded.fingerprint, excluded.gone, 0);
