-- The hours of one school year by model: what approved agreements come to in all, and up to a day. Each version counts from its
-- first day, or from the day the one before it ended, to the day it was to end, or ended. In a year there are no more days than
-- the model has school weeks.
WITH mine AS MATERIALIZED (
    SELECT p.id, p.scheme_id, s.school_weeks, s.name, s.kind, s.most_hours
    FROM placements_placement p
    JOIN placements_scheme s ON s.id = p.scheme_id
    WHERE {seen} AND p.municipality_id = ANY (%(towns)s) AND p.aside_since IS NULL AND s.starts_in = %(starts_in)s AND (%(kind)s = '' OR p.kind = %(kind)s)
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
        sum(least(c.agreed, c.at_most)) AS agreed_days,
        sum(least(c.passed, c.at_most)) AS passed_days,
        sum(least(c.agreed, c.at_most) * c.minutes) / 60 AS agreed_hours,
        sum(least(c.passed, c.at_most) * c.minutes) / 60 AS passed_hours
    FROM counted c
    GROUP BY c.id
)
SELECT
    mine.kind,
    mine.name,
    mine.most_hours,
    count(*) AS pupils,
    sum(each.agreed_days)::int AS agreed_days,
    sum(each.passed_days)::int AS passed_days,
    sum(each.agreed_hours)::numeric AS agreed_hours,
    sum(each.passed_hours)::numeric AS passed_hours,
    max(each.agreed_hours)::numeric AS most_of_one
FROM mine
JOIN each ON each.id = mine.id
GROUP BY mine.kind, mine.name, mine.most_hours
ORDER BY mine.name, mine.kind, mine.most_hours
