-- In a last grade with the summer near, and no plan that was approved: to leave with nothing agreed is to be dropped.
-- Before the day from which that counts, plan_missing_since is null and nobody is lost.
SELECT s.person_id, %(plan_missing_since)s::date AS since, h.organisation_id, coalesce(u.name, '') AS who,
    NULL::date AS due_on
FROM pathways_spell s
JOIN responsibility_coverage c
    ON c.municipality_id = s.municipality_id AND c.person_id = s.person_id AND c.ends_on IS NULL
LEFT JOIN responsibility_holding h
    ON h.municipality_id = s.municipality_id AND h.person_id = s.person_id AND h.ends_at IS NULL
LEFT JOIN access_user u ON u.id = h.holder_id
WHERE s.municipality_id = %(municipality)s AND %(plan_missing_since)s::date IS NOT NULL
  AND s.kind = ANY (%(school)s) AND s.grade >= %(leaving_grade)s
  AND s.starts_on <= %(day)s AND (s.ends_on IS NULL OR s.ends_on > %(day)s)
  AND NOT EXISTS (
      SELECT FROM careerplans_careerplan p
      WHERE p.municipality_id = s.municipality_id AND p.person_id = s.person_id AND p.aside_since IS NULL
        AND p.state = ANY (%(plan_ready)s))
