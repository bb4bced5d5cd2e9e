-- Taken over, still held by the same hand-over, and long after the start nobody has seen them there.
SELECT
    h.person_id,
    start.expected_on AS since,
    h.to_organisation_id AS organisation_id,
    coalesce(u.name, '') AS who,
    start.expected_on AS due_on
FROM responsibility_handover h
JOIN responsibility_holding holding
    ON holding.municipality_id = h.municipality_id AND holding.person_id = h.person_id
    AND holding.ends_at IS NULL AND holding.handover_id = h.id
LEFT JOIN access_user u ON u.id = holding.holder_id
CROSS JOIN LATERAL (
    SELECT coalesce(h.starts_on, (h.answered_at AT TIME ZONE %(zone)s)::date) AS expected_on
) start
WHERE h.municipality_id = %(municipality)s AND h.state = 'accepted' AND start.expected_on <= %(start_expected_by)s
