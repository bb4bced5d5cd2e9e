-- Without an activity, or nothing known, for longer than registers lag, and nobody has begun to find what follows.
-- Whoever the register merely dropped is another state: register_silent.
SELECT c.person_id, coalesce(without.since, c.starts_on) AS since, h.organisation_id, coalesce(u.name, '') AS who,
    NULL::date AS due_on
FROM (
    SELECT standing.person_id, standing.since
    FROM ({standing}) standing
    WHERE standing.state IN ('without_activity', 'unknown')
    UNION ALL
    SELECT unheard_of.person_id, NULL::date
    FROM responsibility_coverage unheard_of
    WHERE unheard_of.municipality_id = %(municipality)s AND unheard_of.ends_on IS NULL
      AND (unheard_of.person_id IN (SELECT p.person_id FROM pathways_spell p)) IS NOT TRUE
) without
JOIN responsibility_coverage c
    ON c.municipality_id = %(municipality)s AND c.person_id = without.person_id AND c.ends_on IS NULL
LEFT JOIN responsibility_holding h
    ON h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL
LEFT JOIN access_user u ON u.id = h.holder_id
WHERE coalesce(without.since, c.starts_on) <= %(lapsed_since)s
  AND NOT EXISTS (
      SELECT FROM responsibility_nextstep s
      WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open'
        AND (s.kind = ANY (%(seeking)s)
             OR (s.opened_at AT TIME ZONE %(zone)s)::date >= coalesce(without.since, c.starts_on)))
  AND NOT EXISTS (
      SELECT FROM pathways_spell p
      WHERE p.municipality_id = c.municipality_id AND p.person_id = c.person_id
        AND p.missing_since <= %(lapsed_since)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s))
