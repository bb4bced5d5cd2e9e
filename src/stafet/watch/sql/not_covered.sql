-- In a grade or of an age for which the promise holds, and it was never begun. Nobody who completed a youth
-- education, moved away or died since is meant.
SELECT p.id AS person_id, coalesce(latest.starts_on, (p.known_at AT TIME ZONE %(zone)s)::date) AS since,
    latest.organisation_id, '' AS who, NULL::date AS due_on
FROM people_person p
LEFT JOIN LATERAL (
    SELECT s.starts_on, s.organisation_id
    FROM pathways_spell s
    WHERE s.municipality_id = p.municipality_id AND s.person_id = p.id AND s.starts_on <= %(day)s
    ORDER BY s.starts_on DESC, s.id
    LIMIT 1
) latest ON true
WHERE p.municipality_id = %(municipality)s AND p.merged_into_id IS NULL
  AND NOT EXISTS (
      SELECT FROM responsibility_coverage now_covered
      WHERE now_covered.municipality_id = p.municipality_id AND now_covered.person_id = p.id
        AND now_covered.ends_on IS NULL)
  AND NOT EXISTS (
      SELECT FROM responsibility_coverage c
      WHERE c.municipality_id = p.municipality_id AND c.person_id = p.id
        AND (c.end_reason <> 'moved' OR c.ends_on >= coalesce(latest.starts_on, c.ends_on)))
  AND (p.birth_date IS NULL OR p.birth_date >= %(born_from)s)
  AND NOT EXISTS (
      SELECT FROM pathways_spell done
      WHERE done.municipality_id = p.municipality_id AND done.person_id = p.id
        AND done.kind = ANY (%(qualifying)s) AND done.end_reason = 'completed' AND done.ends_on <= %(day)s)
  AND NOT EXISTS (
      SELECT FROM pathways_spell below
      WHERE below.municipality_id = p.municipality_id AND below.person_id = p.id
        AND below.kind = ANY (%(school)s) AND coalesce(below.grade, 0) < %(from_grade)s
        AND below.kind <> 'tenth_grade'
        AND below.starts_on <= %(day)s AND (below.ends_on IS NULL OR below.ends_on > %(day)s))
  AND (
      p.birth_date <= %(born_by)s
      OR EXISTS (
          SELECT FROM pathways_spell s
          WHERE s.municipality_id = p.municipality_id AND s.person_id = p.id AND s.starts_on <= %(day)s
            AND (s.kind <> ALL (%(school)s) OR s.kind = 'tenth_grade' OR s.grade >= %(from_grade)s)))
