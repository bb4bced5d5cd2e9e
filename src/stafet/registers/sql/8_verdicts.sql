-- Every row's verdict, the sentence that says so, and whether it may be shown.
CREATE TEMP TABLE load_verdict ON COMMIT DROP AS
SELECT
    v.position, v.kind, v.cause, v.target_id, v.person_id, v.hidden, jsonb_strip_nulls(v."values") AS "values",
    coalesce(c.verdict, CASE
        WHEN v.known_id IS NULL THEN CASE WHEN v.recognised THEN 'changed' ELSE 'new' END
        WHEN v.said = v.fingerprint THEN 'unchanged'
        WHEN v.ends THEN 'ended'
        ELSE 'changed'
    END) AS verdict,
    coalesce(c.what, '') AS what,
    coalesce(c.mend, '') AS mend,
    coalesce(c.choices, '{}') AS choices
FROM (
    SELECT
        o.position, o.kind, o.cause, o.known_id, o.said, o.fingerprint, o.removed AS ends,
        coalesce(o.known_id, o.named_id) AS target_id, NULL::uuid AS person_id, false AS hidden,
        o.cause = 'organisation_recognised' AS recognised,
        jsonb_build_object('key', o.external_id, 'name', o.name) AS "values"
    FROM load_organisation o
    UNION ALL
    SELECT
        u.position, u.kind, u.cause, u.known_id, u.said, u.fingerprint, u.removed,
        coalesce(u.known_id, u.named_id), NULL, false, u.named_id IS NOT NULL,
        jsonb_build_object('key', u.external_id, 'name', u.name, 'other', u.organisation_key,
            'starts_on', u.starts_on, 'ends_on', u.ends_on)
    FROM load_unit u
    UNION ALL
    SELECT
        p.position, p.kind, p.cause, p.known_id, p.said, p.fingerprint, p.removed,
        coalesce(p.found_id, p.candidate_id), p.found_id, p.hidden, p.owner_id IS NOT NULL OR p.choice = 'same',
        jsonb_build_object('key', p.external_id, 'name', trim(p.given_names || ' ' || p.family_name),
            'birth_date', p.birth_date, 'count', p.candidates)
    FROM load_person p
    UNION ALL
    SELECT
        e.position, 'enrolment', e.cause, e.known_id, e.said, e.fingerprint,
        e.removed OR (e.ends_on IS NOT NULL AND e.said_ends_on IS NULL),
        e.known_id, CASE WHEN e.person_is_there THEN e.person_id END, e.hidden, false,
        jsonb_build_object('key', e.person_key, 'other', CASE e.cause
                WHEN 'class_missing' THEN e.group_key WHEN 'follows_class' THEN e.group_key
                WHEN 'two_places' THEN (SELECT o.name FROM load_name o WHERE o.id = e.other_organisation_id)
                ELSE e.organisation_key END,
            'other_row', e.other_row, 'starts_on', e.starts_on, 'ends_on', e.ends_on, 'grade', e.grade,
            'birth_date', e.birth_date)
    FROM load_enrolment e
    UNION ALL
    SELECT
        v.position, v.kind, v.cause, v.known_id, v.said, v.fingerprint, v.category IN ('broken_off', 'completed'),
        v.known_id, v.found_id, v.hidden, false,
        jsonb_build_object('key', v.external_id, 'other', v.organisation_key, 'starts_on', v.starts_on,
            'name', trim(v.given_names || ' ' || v.family_name))
    FROM load_event v
    UNION ALL
    SELECT r.position, r.kind, NULL, NULL, NULL, NULL, false, NULL, NULL,
        coalesce(s.hidden, false) OR r.protection <> '', false, r."values"
    FROM load_row r
    LEFT JOIN (SELECT key, bool_or(hidden) AS hidden FROM load_somebody GROUP BY key) s
        ON s.key = r.person_key AND r.person_key <> ''
    WHERE r.kind = 'unread'
) v
LEFT JOIN load_cause c ON c.code = v.cause;
UPDATE load_verdict SET verdict = 'rejected' WHERE kind = 'unread';
ANALYZE load_verdict;
