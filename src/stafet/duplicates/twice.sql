-- Pairs of registrations of one municipality that an exact fact says are one person: the same number, now or before, or
-- the same name and birth date. Nobody who is or was protected, nobody merged already, no pair somebody has looked at.
WITH open_to_it AS (
    SELECT p.id, p.search_key, p.birth_date
    FROM people_person p
    WHERE p.municipality_id = %(municipality)s AND p.merged_into_id IS NULL
      AND (%(among)s::uuid[] IS NULL OR p.id = ANY (%(among)s::uuid[]))
      AND NOT EXISTS (SELECT FROM access_hiddenperson h WHERE h.municipality_id = p.municipality_id AND h.person_id = p.id)
      AND NOT EXISTS (SELECT FROM people_protection x WHERE x.municipality_id = p.municipality_id AND x.person_id = p.id)
),
numbers AS (
    SELECT DISTINCT n.person_id, n.lookup_hash
    FROM people_nationalnumber n JOIN open_to_it p ON p.id = n.person_id
    WHERE n.municipality_id = %(municipality)s
),
pairs AS (
    SELECT a.person_id AS first_id, b.person_id AS second_id, 'same_number' AS because, 1 AS place
    FROM numbers a JOIN numbers b ON a.lookup_hash = b.lookup_hash AND a.person_id < b.person_id
    UNION ALL
    SELECT a.id, b.id, 'same_name', 2
    FROM open_to_it a JOIN open_to_it b
        ON a.search_key = b.search_key AND a.birth_date = b.birth_date AND a.id < b.id
    WHERE a.search_key <> ''
)
SELECT DISTINCT ON (first_id, second_id) first_id, second_id, because
FROM pairs
WHERE NOT EXISTS (
    SELECT FROM duplicates_merge m
    WHERE m.municipality_id = %(municipality)s AND m.state IN ('proposed', 'refused', 'undone')
      AND ((m.person_id = first_id AND m.duplicate_id = second_id)
        OR (m.person_id = second_id AND m.duplicate_id = first_id)))
ORDER BY first_id, second_id, place
