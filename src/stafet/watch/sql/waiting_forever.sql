-- All there is to do is to wait, for longer than waiting may last: ahead, or by being put off again and again.
SELECT
    s.person_id,
    (min(s.opened_at) AT TIME ZONE %(zone)s)::date AS since,
    (array_agg(s.organisation_id ORDER BY s.due_on, s.id))[1] AS organisation_id,
    coalesce((array_agg(u.name ORDER BY s.due_on, s.id))[1], '') AS who,
    min(s.due_on) AS due_on
FROM responsibility_nextstep s
JOIN responsibility_coverage c
    ON c.municipality_id = s.municipality_id AND c.person_id = s.person_id AND c.ends_on IS NULL
LEFT JOIN access_user u ON u.id = s.assignee_id
WHERE s.municipality_id = %(municipality)s AND s.state = 'open'
GROUP BY s.person_id
HAVING bool_and(s.kind = 'wait')
   AND (min(s.due_on) > %(last_day_to_wait)s OR (max(s.opened_at) AT TIME ZONE %(zone)s)::date <= %(waiting_since)s)
