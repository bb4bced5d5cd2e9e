-- Somebody has the responsibility by name who no longer works there.
SELECT
    h.person_id,
    (coalesce(
        (SELECT max(m.ends_at) FROM access_membership m
         WHERE m.user_id = h.holder_id AND m.organisation_id = h.organisation_id),
        h.starts_at) AT TIME ZONE %(zone)s)::date AS since,
    h.organisation_id,
    u.name AS who,
    NULL::date AS due_on
FROM responsibility_holding h
JOIN access_user u ON u.id = h.holder_id
WHERE h.municipality_id = %(municipality)s AND h.ends_at IS NULL
  AND NOT EXISTS (
      SELECT FROM {members} member
      WHERE member.user_id = h.holder_id AND member.organisation_id = h.organisation_id)
