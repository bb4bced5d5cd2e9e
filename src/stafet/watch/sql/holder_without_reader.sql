-- The organisation that has the responsibility has ended, or nobody there can take a step.
SELECT
    h.person_id,
    coalesce(o.ends_on, (h.starts_at AT TIME ZONE %(zone)s)::date) AS since,
    o.id AS organisation_id,
    '' AS who,
    NULL::date AS due_on
FROM responsibility_holding h
JOIN organisations_organisation o ON o.id = h.organisation_id
WHERE h.municipality_id = %(municipality)s AND h.ends_at IS NULL
  AND o.id IN (
      SELECT place.id
      FROM organisations_organisation place
      WHERE place.ends_on <= %(ended_by)s
         OR NOT EXISTS (
             SELECT FROM {members} member WHERE member.organisation_id = place.id AND member.may_hold))
