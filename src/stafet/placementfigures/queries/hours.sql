-- The hours of one school year by model: what approved agreements come to in all, and up to a day. Each version counts from its
-- first day, or from the day the one before it ended, to the day it was to end, or ended. In a year there are no more days than
-- the model has school weeks, over all versions together. Beside them the days somebody has told about, up to the day.
WITH mine AS MATERIALIZED (
    SELECT p.id, s.school_weeks, s.name, least(s.most_hours, %(cap)s::int) AS cap
    FROM placements_placement p
    JOIN placements_scheme s ON s.id = p.scheme_id
    WHERE {seen} AND p.municipality_id = ANY (%(towns)s) AND p.aside_since IS NULL AND s.starts_in = %(starts_in)s
      AND p.kind = %(kind)s AND (p.state = 'active' OR NOT %(only_there)s)
),
versions AS (
    SELECT
        mine.id, mine.school_weeks, a.weekdays,
        greatest(a.starts_on, lag(a.ended_on) OVER (PARTITION BY a.placement_id ORDER BY a.revision)) AS since,
        least(a.ends_on, coalesce(a.ended_on, a.ends_on)) AS until,
        greatest(extract(epoch FROM (a.stops_at - a.begins_at)) / 60 - a.break_minutes, 0) AS minutes
    FROM mine
    JOIN placements_agreement a ON a.placement_id = mine.id
    WHERE a.supports_school AND a.state IN ('in_force', 'ended', 'replaced')
      AND a.starts_on IS NOT NULL AND a.ends_on IS NOT NULL AND a.begins_at IS NOT NULL AND a.stops_at IS NOT NULL
),
counted AS (
    SELECT v.id, v.minutes, v.school_weeks * cardinality(v.weekdays) AS at_most, agreed.days AS agreed, passed.days AS passed
    FROM versions v
    -- How often a weekday comes in a stretch of days: whole weeks, and one more when it lies in the rest.
    CROSS JOIN LATERAL (
        SELECT coalesce(sum((greatest(v.until - v.since, 0) - (d - extract(isodow FROM v.since)::int + 7) %% 7 + 6) / 7), 0) AS days
        FROM unnest(v.weekdays) d
    ) agreed
    CROSS JOIN LATERAL (
        SELECT coalesce(
            sum((greatest(least(v.until, %(on)s::date) - v.since, 0) - (d - extract(isodow FROM v.since)::int + 7) %% 7 + 6) / 7), 0
        ) AS days
        FROM unnest(v.weekdays) d
    ) passed
),
each AS (
    SELECT
        c.id,
        least(sum(c.agreed), max(c.at_most)) AS agreed_days,
        least(sum(c.passed), max(c.at_most)) AS passed_days,
        sum(c.agreed * c.minutes) / 60 * coalesce(least(max(c.at_most) / nullif(sum(c.agreed), 0), 1), 0) AS agreed_hours,
        sum(c.passed * c.minutes) / 60 * coalesce(least(max(c.at_most) / nullif(sum(c.passed), 0), 1), 0) AS passed_hours
    FROM counted c
    GROUP BY c.id
),
told AS (
    SELECT
        d.placement_id AS id,
        count(*) FILTER (WHERE d.mark IN ('present', 'late')) AS days,
        sum(d.minutes) / 60.0 AS hours
    FROM mine
    JOIN followup_attendanceday d ON d.placement_id = mine.id
    WHERE d.day <= %(on)s
    GROUP BY d.placement_id
)
SELECT
    mine.name,
    count(*) AS pupils,
    sum(each.agreed_days)::int AS agreed_days,
    sum(each.passed_days)::int AS passed_days,
    sum(each.agreed_hours)::numeric AS agreed_hours,
    sum(each.passed_hours)::numeric AS passed_hours,
    mine.cap,
    count(*) FILTER (WHERE each.agreed_hours > mine.cap) AS above,
    count(told.id) AS told_pupils,
    coalesce(sum(told.days), 0)::int AS there_days,
    coalesce(sum(told.hours), 0)::numeric AS there_hours
FROM mine
JOIN each ON each.id = mine.id
LEFT JOIN told ON told.id = mine.id
GROUP BY mine.name, mine.cap
ORDER BY mine.name, mine.cap
