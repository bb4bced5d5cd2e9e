-- Offered to a team or place where nobody answers for what is not taken.
SELECT
    h.person_id,
    (h.offered_at AT TIME ZONE %(zone)s)::date AS since,
    h.to_organisation_id AS organisation_id,
    coalesce(t.name, '') AS who,
    h.answer_by AS due_on
FROM responsibility_handover h
LEFT JOIN organisations_unit t ON t.id = h.to_unit_id
WHERE h.municipality_id = %(municipality)s AND h.state = 'offered'
  AND NOT EXISTS (
      SELECT FROM {members} member
      WHERE member.organisation_id = h.to_organisation_id AND member.is_steward AND member.may_hold
        AND (member.unit_id IS NULL OR h.to_unit_id IS NULL OR member.unit_id = h.to_unit_id))
