-- The persons of one municipality with the day their time began to run: the promise ended for them. For whom it never
-- began, it is the last day anything was known to be true of them, or the day they were written down; while something
-- still runs, nothing has begun. Two registrations of one person are judged together and go together.
WITH RECURSIVE one AS (
    SELECT p.id, p.id AS root
    FROM people_person p
    WHERE p.municipality_id = %(municipality)s AND p.merged_into_id IS NULL
      AND (%(among)s::uuid[] IS NULL OR p.id = ANY (%(among)s::uuid[]))
    UNION ALL
    SELECT p.id, one.root
    FROM people_person p JOIN one ON p.merged_into_id = one.id
    WHERE p.municipality_id = %(municipality)s
),
promised AS (
    SELECT one.root, bool_or(c.ends_on IS NULL) AS holds, max(c.ends_on) AS ended_on
    FROM one JOIN responsibility_coverage c ON c.municipality_id = %(municipality)s AND c.person_id = one.id
    GROUP BY one.root
),
doing AS (
    SELECT one.root, bool_or(s.ends_on IS NULL) AS runs, max(s.ends_on) AS ended_on
    FROM one JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.person_id = one.id
    GROUP BY one.root
),
written AS (
    SELECT one.root, max(p.known_at)::date AS known_on
    FROM one JOIN people_person p ON p.id = one.id
    GROUP BY one.root
),
began AS (
    SELECT written.root,
        CASE
            WHEN promised.holds THEN NULL
            WHEN promised.root IS NOT NULL THEN promised.ended_on
            WHEN doing.runs THEN NULL
            ELSE greatest(doing.ended_on, written.known_on)
        END AS began_on
    FROM written
    LEFT JOIN promised ON promised.root = written.root
    LEFT JOIN doing ON doing.root = written.root
)
SELECT one.id, one.root, began.began_on
FROM one JOIN began ON began.root = one.root
WHERE began.began_on + %(keep)s::interval <= %(day)s
ORDER BY began.began_on, one.root, one.id
