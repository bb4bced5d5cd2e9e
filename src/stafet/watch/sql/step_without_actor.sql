-- A step is for somebody who has left, for a team without anybody, or for a place where nobody can take it.
SELECT
    s.person_id,
    (s.opened_at AT TIME ZONE %(zone)s)::date AS since,
    s.organisation_id,
    coalesce(u.name, t.name, '') AS who,
    s.due_on
FROM responsibility_nextstep s
JOIN responsibility_coverage c
    ON c.municipality_id = s.municipality_id AND c.person_id = s.person_id AND c.ends_on IS NULL
LEFT JOIN access_user u ON u.id = s.assignee_id
LEFT JOIN organisations_unit t ON t.id = s.unit_id
WHERE s.municipality_id = %(municipality)s AND s.state = 'open'
  AND NOT CASE
      WHEN s.assignee_id IS NOT NULL THEN
          (s.assignee_id, s.organisation_id) IN (SELECT member.user_id, member.organisation_id FROM {members} member)
      WHEN s.unit_id IS NOT NULL THEN
          s.unit_id IN (SELECT member.unit_id FROM {members} member WHERE member.unit_id IS NOT NULL)
      ELSE s.organisation_id IN (SELECT member.organisation_id FROM {members} member WHERE member.may_hold)
  END
