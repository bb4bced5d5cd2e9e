-- The register has dropped what they were doing, nothing else is known, and nobody has begun to ask.
SELECT c.person_id, p.missing_since AS since, p.organisation_id, '' AS who, NULL::date AS due_on
FROM pathways_spell p
JOIN responsibility_coverage c
    ON c.municipality_id = p.municipality_id AND c.person_id = p.person_id AND c.ends_on IS NULL
JOIN ({standing}) standing ON standing.person_id = p.person_id AND standing.state = 'without_activity'
WHERE p.municipality_id = %(municipality)s
  AND p.missing_since <= %(lapsed_since)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s)
  AND NOT EXISTS (
      SELECT FROM responsibility_nextstep s
      WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open'
        AND (s.kind = ANY (%(seeking)s) OR (s.opened_at AT TIME ZONE %(zone)s)::date >= p.missing_since))
