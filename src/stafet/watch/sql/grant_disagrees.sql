-- Sight does not follow responsibility: the holder may not see, or whoever no longer holds still may.
SELECT h.person_id, (h.starts_at AT TIME ZONE %(zone)s)::date AS since, h.organisation_id, '' AS who, NULL::date AS due_on
FROM responsibility_holding h
WHERE h.municipality_id = %(municipality)s AND h.ends_at IS NULL
  AND NOT EXISTS (
      SELECT FROM access_grant g
      WHERE g.municipality_id = h.municipality_id AND g.person_id = h.person_id
        AND g.source = 'holding' AND g.source_id = h.id AND g.organisation_id = h.organisation_id
        AND g.valid @> gate.now())
UNION ALL
SELECT g.person_id, (lower(g.valid) AT TIME ZONE %(zone)s)::date, g.organisation_id, '', NULL::date
FROM access_grant g
WHERE g.municipality_id = %(municipality)s AND g.source = 'holding' AND g.valid @> gate.now()
  AND NOT EXISTS (
      SELECT FROM responsibility_holding h
      WHERE h.municipality_id = g.municipality_id AND h.person_id = g.person_id AND h.id = g.source_id
        AND h.organisation_id = g.organisation_id AND h.ends_at IS NULL)
