-- More than one organisation has the responsibility at once. The constraint makes this impossible.
SELECT
    h.person_id,
    (max(h.starts_at) AT TIME ZONE %(zone)s)::date AS since,
    (array_agg(h.organisation_id ORDER BY h.starts_at DESC, h.id))[1] AS organisation_id,
    '' AS who,
    NULL::date AS due_on
FROM responsibility_holding h
WHERE h.municipality_id = %(municipality)s AND h.ends_at IS NULL
GROUP BY h.person_id
HAVING count(*) > 1
