-- The promise holds, and nothing is to happen next. The constraint makes this impossible.
SELECT c.person_id, c.starts_on AS since, h.organisation_id, '' AS who, NULL::date AS due_on
FROM responsibility_coverage c
LEFT JOIN responsibility_holding h
    ON h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL
WHERE c.municipality_id = %(municipality)s AND c.ends_on IS NULL
  AND NOT EXISTS (
      SELECT FROM responsibility_nextstep s
      WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open')
