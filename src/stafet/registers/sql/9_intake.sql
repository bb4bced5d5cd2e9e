-- For whom the promise is to begin: whoever the file says is, was last or will be in the last grades or past them,
-- is not covered and has not completed. The school or institution holds when somebody reads there; else the home
-- municipality does, and always for those who are protected.
CREATE TEMP TABLE load_reader ON COMMIT DROP AS
SELECT DISTINCT m.organisation_id
FROM access_membership m
JOIN access_user u ON u.id = m.user_id AND u.is_active
WHERE m.role = ANY (%(reading_roles)s) AND m.starts_at <= %(at)s AND (m.ends_at IS NULL OR m.ends_at > %(at)s);

CREATE TEMP TABLE load_intake ON COMMIT DROP AS
WITH foremost AS (
    SELECT DISTINCT ON (y.person_id)
        y.person_id, y.organisation_id, y.kind, y.grade, y.end_reason, y.ends_on,
        y.starts_on <= %(day)s AND (y.ends_on IS NULL OR y.ends_on > %(day)s) AS runs
    FROM load_spell y
    ORDER BY y.person_id,
        (y.starts_on <= %(day)s AND (y.ends_on IS NULL OR y.ends_on > %(day)s)) DESC,
        y.starts_on > %(day)s DESC, y.kind = ANY (%(youth)s) DESC, y.starts_on DESC, y.organisation_id
),
eligible AS (
    SELECT f.*, s.hidden
    FROM foremost f
    JOIN load_somebody s ON s.id = f.person_id AND s.is_there
    WHERE f.kind <> ALL (%(beyond)s)
      AND CASE
          WHEN f.kind <> ALL (%(school)s) THEN true
          WHEN f.grade IS NOT NULL THEN f.grade >= %(from_grade)s
          ELSE s.birth_date <= %(old_enough)s
      END
      AND (s.birth_date IS NULL OR s.birth_date > %(too_old)s)
      AND f.end_reason <> 'died'
      AND NOT (f.kind = ANY (%(qualifying)s) AND f.end_reason = 'completed' AND f.ends_on <= %(day)s)
      AND NOT EXISTS (
          SELECT FROM responsibility_coverage c
          WHERE c.municipality_id = %(municipality)s AND c.person_id = f.person_id
            AND (c.ends_on IS NULL OR c.end_reason <> 'moved'))
      AND NOT EXISTS (
          SELECT FROM pathways_spell d
          WHERE d.municipality_id = %(municipality)s AND d.person_id = f.person_id
            AND d.kind = ANY (%(qualifying)s) AND d.end_reason = 'completed' AND d.ends_on <= %(day)s)
)
SELECT DISTINCT ON (e.person_id)
    e.person_id,
    CASE WHEN e.runs AND NOT e.hidden AND r.organisation_id IS NOT NULL THEN e.organisation_id
         ELSE %(at_home)s::uuid END AS organisation_id,
    e.hidden,
    CASE WHEN NOT e.runs THEN 'first_contact' WHEN e.kind = ANY (%(school)s) THEN 'next_year' ELSE 'follow_up' END
        AS step_kind
FROM eligible e
LEFT JOIN load_reader r ON r.organisation_id = e.organisation_id
ORDER BY e.person_id;
