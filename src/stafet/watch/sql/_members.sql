-- Whoever has a post at the end of the day: somebody who leaves today has gone.
(
    SELECT m.organisation_id, m.unit_id, m.user_id, m.is_steward, m.role = ANY (%(holding_roles)s) AS may_hold
    FROM access_membership m
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    WHERE m.starts_at < %(end_of_day)s AND (m.ends_at IS NULL OR m.ends_at >= %(end_of_day)s)
)
