-- Without an activity, or nothing known, for longer than registers lag, and nobody has begun to find what follows.
-- Whoever the register merely dropped is another state: register_silent.
SELECT c.person_id, without.since, h.organisation_id, coalesce(u.name, '') AS who, NULL::date AS due_on
FROM responsibility_coverage c
LEFT JOIN ({standing}) standing ON standing.person_id = c.person_id
CROSS JOIN LATERAL (SELECT coalesce(standing.since, c.starts_on) AS since) without
LEFT JOIN responsibility_holding h
    ON h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL
LEFT JOIN access_user u ON u.id = h.holder_id
WHERE c.municipality_id = %(municipality)s AND c.ends_on IS NULL
  AND coalesce(standing.state, 'unknown') IN ('without_activity', 'unknown')
  AND without.since <= %(lapsed_since)s
  AND NOT EXISTS (
      SELECT FROM responsibility_nextstep s
      WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open'
        AND (s.kind = ANY (%(seeking)s) OR (s.opened_at AT TIME ZONE %(zone)s)::date >= without.since))
  AND NOT EXISTS (
      SELECT FROM pathways_spell p
      WHERE p.municipality_id = c.municipality_id AND p.person_id = c.person_id
        AND p.missing_since <= %(lapsed_since)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s))
