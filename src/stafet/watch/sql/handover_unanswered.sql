-- Offered for so long without an answer that it is a matter between the two organisations.
SELECT
    h.person_id,
    (h.offered_at AT TIME ZONE %(zone)s)::date AS since,
    h.to_organisation_id AS organisation_id,
    coalesce(u.name, t.name, '') AS who,
    h.answer_by AS due_on
FROM responsibility_handover h
LEFT JOIN access_user u ON u.id = h.to_user_id
LEFT JOIN organisations_unit t ON t.id = h.to_unit_id
WHERE h.municipality_id = %(municipality)s AND h.state = 'offered'
  AND (h.offered_at AT TIME ZONE %(zone)s)::date <= %(unanswered_since)s
