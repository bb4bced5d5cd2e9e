-- Only keys that say something new are sent: even an update that changes nothing would lock every row it meets.
INSERT INTO registers_knownkey (municipality_id, source_id, kind, external_id, target_id, fingerprint, starts_on, ends_on,
    unit_id, grade, protected, gone, missing_loads)
SELECT %(municipality)s, %(source)s, i.kind, i.external_id, i.target_id, i.fingerprint, i.starts_on, i.ends_on, i.unit_id,
    i.grade, i.protected, i.gone, 0
FROM incoming_key i
LEFT JOIN registers_knownkey k
    ON k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = i.kind
    AND k.external_id = i.external_id
WHERE k.id IS NULL
   OR (k.target_id, k.fingerprint, k.gone, k.missing_loads) IS DISTINCT FROM (i.target_id, i.fingerprint, i.gone, 0)
ON CONFLICT ON CONSTRAINT known_key_once DO UPDATE
SET target_id = excluded.target_id, fingerprint = excluded.fingerprint, starts_on = excluded.starts_on,
    ends_on = excluded.ends_on, unit_id = excluded.unit_id, grade = excluded.grade, protected = excluded.protected,
    gone = excluded.gone, missing_loads = 0;
