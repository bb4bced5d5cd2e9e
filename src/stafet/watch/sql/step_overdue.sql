-- A step is overdue for longer than its rule tolerates; a day set by law tolerates nothing and is not postponed.
SELECT
    s.person_id,
    least(s.due_on, CASE WHEN by_law.it THEN s.rule_due_on END) AS since,
    s.organisation_id,
    coalesce(u.name, t.name, '') AS who,
    least(s.due_on, CASE WHEN by_law.it THEN s.rule_due_on END) AS due_on
FROM responsibility_nextstep s
JOIN responsibility_coverage c
    ON c.municipality_id = s.municipality_id AND c.person_id = s.person_id AND c.ends_on IS NULL
LEFT JOIN access_user u ON u.id = s.assignee_id
LEFT JOIN organisations_unit t ON t.id = s.unit_id
CROSS JOIN LATERAL (SELECT split_part(s.rule, '.', 1) = ANY (%(countries)s) AS it) by_law
WHERE s.municipality_id = %(municipality)s AND s.state = 'open'
  AND (s.due_on <= %(overdue_by)s OR (by_law.it AND s.rule_due_on < %(day)s))
