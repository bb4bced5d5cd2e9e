-- What each person does on a day: the same answer as kernel/standing.py gives for one, for all at once.
-- A test on random histories proves that both agree; change neither without the other.
-- Persons without any spell are not among the rows: nothing is known about them.
-- Materialized, so that whose spells are read is settled before anything is sorted.
WITH reading AS MATERIALIZED (
    SELECT
        s.person_id,
        s.id AS spell_id,
        s.starts_on,
        CASE WHEN s.kind = ANY (%(youth)s) THEN 0 WHEN s.kind = ANY (%(education)s) THEN 1 ELSE 2 END AS rank,
        coalesce(o.name, s.programme_name) COLLATE "C" AS place,
        s.kind = ANY (%(qualifying)s) AS qualifies,
        s.kind = ANY (%(qualifying)s) AND s.end_reason = 'completed' AND s.ends_on <= %(day)s AS is_completed,
        sight.phase,
        CASE sight.phase
            WHEN 'presumed' THEN doubt.doubted_from
            WHEN 'left' THEN greatest(s.starts_on,
                least(doubt.missing, CASE WHEN s.ends_on <= %(day)s THEN s.ends_on END))
            ELSE s.starts_on
        END AS since
    FROM pathways_spell s
    LEFT JOIN organisations_organisation o ON o.id = s.organisation_id
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN s.missing_since <= %(day)s THEN s.missing_since END AS missing,
            CASE
                WHEN s.confirmed_on IS NULL THEN
                    least(s.starts_on, CASE WHEN s.missing_since <= %(day)s THEN s.missing_since END)
                WHEN s.missing_since <= %(day)s THEN s.missing_since
            END AS doubted_from
    ) doubt
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN s.starts_on > %(day)s AND doubt.missing + %(grace_days)s::int <= %(day)s THEN 'never_begun'
            WHEN s.starts_on > %(day)s THEN 'upcoming'
            WHEN (s.ends_on IS NULL OR s.ends_on > %(day)s) AND doubt.doubted_from IS NULL THEN 'certain'
            WHEN (s.ends_on IS NULL OR s.ends_on > %(day)s)
                 AND doubt.doubted_from + %(grace_days)s::int > %(day)s THEN 'presumed'
            WHEN s.confirmed_on IS NULL THEN 'never_begun'
            ELSE 'left'
        END AS phase
    ) sight
    WHERE {among}
)
SELECT
    person_id,
    CASE
        WHEN bool_or(has_completed) THEN 'completed'
        WHEN bool_or(phase = 'certain') THEN 'in_activity'
        WHEN bool_or(phase = 'presumed') THEN 'presumed_in_activity'
        WHEN min(since) FILTER (WHERE phase = 'upcoming')
             <= max(since) FILTER (WHERE phase = 'left') + %(gap_days)s::int THEN 'between'
        WHEN bool_or(phase IN ('left', 'never_begun')) THEN 'without_activity'
        ELSE 'unknown'
    END AS state,
    CASE
        WHEN bool_or(has_completed) THEN max(completed_on)
        ELSE coalesce(
            max(since) FILTER (WHERE phase = 'certain'),
            max(since) FILTER (WHERE phase = 'presumed'),
            max(since) FILTER (WHERE phase = 'left'),
            max(since) FILTER (WHERE phase = 'never_begun'))
    END AS since,
    coalesce(
        (array_agg(spell_id) FILTER (WHERE phase = 'certain'))[1],
        (array_agg(spell_id) FILTER (WHERE phase = 'presumed'))[1]) AS running_id,
    (array_agg(spell_id) FILTER (WHERE phase = 'upcoming'))[1] AS upcoming_id
FROM (
    -- The foremost, nearest or latest spell of each phase.
    SELECT DISTINCT ON (person_id, phase)
        person_id,
        phase,
        since,
        spell_id,
        bool_or(is_completed) OVER of_person AS has_completed,
        max(since) FILTER (WHERE phase = 'left' AND qualifies) OVER of_person AS completed_on
    FROM reading
    WHERE phase <> 'never_begun' OR since <= %(day)s
    WINDOW of_person AS (PARTITION BY person_id)
    ORDER BY
        person_id,
        phase,
        CASE WHEN phase = 'upcoming' THEN since END,
        CASE WHEN phase IN ('left', 'never_begun') THEN since END DESC,
        CASE WHEN phase IN ('left', 'never_begun') THEN 0 ELSE rank END,
        CASE WHEN phase IN ('certain', 'presumed') THEN starts_on END DESC,
        CASE WHEN phase IN ('left', 'never_begun') THEN place END DESC,
        place,
        spell_id
) foremost
GROUP BY person_id
