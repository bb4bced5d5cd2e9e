-- Who is in the target group of the activity responsibility on a day, and who is not: one row for everybody asked about,
-- with the facts from which queries/population.py says why. What pathways says of everybody is put in, and who is asked about:
-- the young people of one municipality, or those of them whom the reader may meet.
WITH asked AS MATERIALIZED (
    SELECT p.id, p.given_names, p.family_name, p.sort_key, p.birth_date
    FROM people_person p
    WHERE p.municipality_id = %(municipality)s AND p.merged_into_id IS NULL AND {among}
),
standing AS MATERIALIZED ({standing}),
-- What the gymnasium was left with, and whether compulsory school was completed or still goes on.
told AS MATERIALIZED (
    SELECT
        s.person_id,
        max(s.ends_on) FILTER (
            WHERE s.kind = ANY (%(qualifying)s) AND s.end_reason = 'completed' AND s.ends_on <= %(day)s
              AND NOT lower(s.end_reason_code) = ANY (%(without_exam)s)) AS exam_on,
        min(s.ends_on) FILTER (
            WHERE s.kind = ANY (%(school)s) AND s.end_reason = 'completed' AND s.ends_on <= %(day)s
              AND s.grade >= %(last_year)s) AS school_completed_on,
        bool_or(
            s.kind = ANY (%(school)s) AND s.starts_on <= %(day)s AND (s.ends_on IS NULL OR s.ends_on > %(day)s)
            AND (s.missing_since IS NULL OR s.missing_since + %(grace_days)s::int > %(day)s)) AS at_school
    FROM pathways_spell s
    WHERE s.person_id IN (SELECT id FROM asked)
    GROUP BY s.person_id
),
-- The gymnasium or introduction programme that was left last, or that a register dropped.
left_last AS MATERIALIZED (
    SELECT DISTINCT ON (s.person_id)
        s.person_id,
        s.kind,
        coalesce(o.name, s.programme_name) AS place,
        least(s.ends_on, s.missing_since) AS left_on,
        lower(s.end_reason_code) = ANY (%(without_exam)s) AS has_certificate
    FROM pathways_spell s
    LEFT JOIN organisations_organisation o ON o.id = s.organisation_id
    WHERE s.person_id IN (SELECT id FROM asked) AND s.kind = ANY (%(youth)s) AND s.starts_on <= %(day)s
      AND s.confirmed_on IS NOT NULL AND least(s.ends_on, s.missing_since) <= %(day)s
    ORDER BY s.person_id, least(s.ends_on, s.missing_since) DESC, s.id
),
gone AS MATERIALIZED (
    SELECT c.person_id
    FROM responsibility_coverage c
    WHERE c.person_id IN (SELECT id FROM asked)
    GROUP BY c.person_id
    HAVING bool_and(c.ends_on IS NOT NULL) AND (array_agg(c.end_reason ORDER BY c.ends_on DESC))[1] IN ('moved', 'died', 'merged')
)
SELECT
    a.id,
    a.given_names,
    a.family_name,
    a.birth_date,
    CASE
        WHEN gone.person_id IS NOT NULL THEN 'moved'
        WHEN a.birth_date IS NULL THEN 'birth_unknown'
        WHEN (a.birth_date + make_interval(years => %(until_age)s::int))::date <= %(day)s THEN 'too_old'
        WHEN told.exam_on IS NOT NULL THEN 'completed'
        WHEN running.kind = ANY (%(qualifying)s) THEN 'attends'
        WHEN running.kind = ANY (%(youth)s) THEN 'introduction'
        WHEN coalesce(told.at_school, false) THEN 'compulsory'
        WHEN upcoming.kind = ANY (%(youth)s) AND standing.state = 'between' THEN 'between'
        WHEN left_last.has_certificate THEN 'studiebevis'
        WHEN left_last.kind = ANY (%(qualifying)s) THEN 'broke_off'
        WHEN left_last.kind IS NOT NULL THEN 'left_introduction'
        WHEN told.school_completed_on IS NOT NULL THEN 'never_started'
        WHEN duty.ends_on > %(day)s THEN 'compulsory'
        WHEN told.person_id IS NOT NULL THEN 'never_started'
        ELSE 'not_known'
    END AS verdict,
    coalesce(left_last.left_on, told.school_completed_on, duty.ends_on) AS since,
    coalesce(told.exam_on, running.starts_on, upcoming.starts_on, left_last.left_on, told.school_completed_on, duty.ends_on)
        AS happened_on,
    coalesce(running.place, upcoming.place, left_last.place, '') AS place
FROM asked a
LEFT JOIN standing ON standing.person_id = a.id
LEFT JOIN told ON told.person_id = a.id
LEFT JOIN left_last ON left_last.person_id = a.id
LEFT JOIN gone ON gone.person_id = a.id
LEFT JOIN LATERAL (
    SELECT (make_date(extract(year FROM a.birth_date)::int + %(school_age)s::int, 1, 1)
            + make_interval(months => %(school_months)s::int))::date AS ends_on
) duty ON true
LEFT JOIN LATERAL (
    SELECT s.kind, s.starts_on, coalesce(o.name, s.programme_name) AS place
    FROM pathways_spell s LEFT JOIN organisations_organisation o ON o.id = s.organisation_id
    WHERE s.id = standing.running_id
) running ON true
LEFT JOIN LATERAL (
    SELECT s.kind, s.starts_on, coalesce(o.name, s.programme_name) AS place
    FROM pathways_spell s LEFT JOIN organisations_organisation o ON o.id = s.organisation_id
    WHERE s.id = standing.upcoming_id
) upcoming ON true
ORDER BY a.sort_key, a.id
