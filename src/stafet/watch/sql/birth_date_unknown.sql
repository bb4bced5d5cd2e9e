-- Without a birth date no age limit can be watched, so the promise may end too early or too late.
SELECT c.person_id, c.starts_on AS since, h.organisation_id, coalesce(u.name, '') AS who, NULL::date AS due_on
FROM responsibility_coverage c
JOIN people_person p ON p.municipality_id = c.municipality_id AND p.id = c.person_id AND p.birth_date IS NULL
LEFT JOIN responsibility_holding h
    ON h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL
LEFT JOIN access_user u ON u.id = h.holder_id
WHERE c.municipality_id = %(municipality)s AND c.ends_on IS NULL
