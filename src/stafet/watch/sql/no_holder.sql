-- The promise holds, and no organisation has the responsibility. The constraint makes this impossible.
SELECT c.person_id, c.starts_on AS since, NULL::uuid AS organisation_id, '' AS who, NULL::date AS due_on
FROM responsibility_coverage c
WHERE c.municipality_id = %(municipality)s AND c.ends_on IS NULL
  AND NOT EXISTS (
      SELECT FROM responsibility_holding h
      WHERE h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL)
