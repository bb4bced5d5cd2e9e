-- Whom and where an enrolment is about, from when until when, and whether it can be true.
CREATE TEMP TABLE load_enrolment ON COMMIT DROP AS
WITH told AS (
    SELECT
        r.position, r.file, r.row, r.external_id, r.person_key, r.organisation_key, r.group_key, r.removed, r.choice,
        r.nth, r.contradicts, r.fingerprint, r.programme_code, r.programme_name, r.end_reason, r.end_reason_code,
        r.ends_on,
        k.target_id AS known_id,
        k.fingerprint AS said,
        k.ends_on AS said_ends_on,
        s.id AS person_id,
        s.is_there AS person_is_there,
        coalesce(s.hidden, false) AS hidden,
        s.birth_date,
        p.id AS organisation_id,
        p.is_there AS organisation_is_there,
        c.id AS unit_id,
        c.is_there AS unit_is_there,
        coalesce(r.grade, c.grade) AS grade,
        coalesce(r.starts_on, c.starts_on, %(school_year)s) AS starts_on,
        r.starts_inferred OR r.starts_on IS NULL AS starts_inferred,
        coalesce(
            nullif(r.category, ''),
            CASE WHEN a.activity = 'basic_school' AND coalesce(r.grade, c.grade) = %(tenth)s THEN 'tenth_grade' END,
            a.activity,
            '') AS category
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    LEFT JOIN load_somebody s ON s.key = r.person_key
    LEFT JOIN load_place p ON p.key = r.organisation_key
    LEFT JOIN load_class c ON c.key = r.group_key AND r.group_key <> ''
    LEFT JOIN load_activity a ON a.organisation_kind = p.kind
    WHERE r.kind = 'enrolment'
),
full_time AS (
    SELECT t.* FROM told t
    WHERE t.nth = 1 AND NOT t.removed AND t.choice NOT IN ('leave_out', 'both')
      AND t.category = ANY (%(full_time)s) AND t.person_id IS NOT NULL AND t.organisation_id IS NOT NULL
),
elsewhere AS (
    -- The same file says that the person is in two places for longer than registers may lag.
    SELECT DISTINCT ON (t.position) t.position, o.organisation_id AS other_organisation_id, o.row AS other_row
    FROM full_time t
    JOIN full_time o
        ON o.person_id = t.person_id AND o.organisation_id <> t.organisation_id
        AND least(coalesce(t.ends_on, 'infinity'), coalesce(o.ends_on, 'infinity'))
            > greatest(t.starts_on, o.starts_on) + %(grace)s::int
    WHERE t.said IS DISTINCT FROM t.fingerprint
    ORDER BY t.position, o.position
)
SELECT
    t.*,
    e.other_organisation_id,
    e.other_row,
    CASE
        WHEN t.choice = 'leave_out' THEN 'left_out'
        WHEN t.contradicts THEN 'contradiction'
        WHEN t.nth > 1 THEN 'twice'
        WHEN t.known_id IS NULL AND t.removed THEN 'never_known'
        WHEN t.removed THEN NULL
        WHEN t.person_id IS NULL THEN 'person_missing'
        WHEN NOT t.person_is_there THEN 'follows_person'
        WHEN t.organisation_id IS NULL THEN 'organisation_missing'
        WHEN NOT t.organisation_is_there THEN 'follows_organisation'
        WHEN t.group_key <> '' AND t.unit_id IS NULL THEN 'class_missing'
        WHEN t.group_key <> '' AND NOT t.unit_is_there THEN 'follows_class'
        WHEN t.category = '' THEN 'activity_unknown'
        WHEN t.ends_on <= t.starts_on THEN 'ends_too_soon'
        WHEN t.starts_on > %(furthest_start)s THEN 'starts_too_far_ahead'
        WHEN e.position IS NOT NULL THEN 'two_places'
        WHEN t.grade IS NOT NULL AND t.birth_date IS NOT NULL AND t.category = ANY (%(school)s)
             AND abs(extract(year FROM t.starts_on) - extract(year FROM t.birth_date)
                     - t.grade - %(age_in_grade_zero)s) > %(age_may_differ)s THEN 'grade_and_age'
    END AS cause
FROM told t
LEFT JOIN elsewhere e ON e.position = t.position;
ALTER TABLE load_enrolment ADD COLUMN taken boolean;
UPDATE load_enrolment e
SET taken = coalesce((SELECT c.is_taken FROM load_cause c WHERE c.code = e.cause), true);
ANALYZE load_enrolment;
