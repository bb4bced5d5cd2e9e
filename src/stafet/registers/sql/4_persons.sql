-- Which person a row means: the one known under this key, else whoever has this number. The same name and birth
-- date only make a candidate, and never for anybody who is protected.
CREATE TEMP TABLE load_hidden ON COMMIT DROP AS
SELECT h.person_id FROM access_hiddenperson h WHERE h.municipality_id = %(municipality)s AND h.lifted_at IS NULL;

CREATE TEMP TABLE load_person ON COMMIT DROP AS
WITH told AS (
    SELECT
        r.*,
        coalesce(p.merged_into_id, p.id) AS known_id,
        k.fingerprint AS said,
        n.person_id AS owner_id,
        r.number_kind = ANY (%(identifying)s) AS identifies,
        CASE WHEN r.number_kind = ANY (%(identifying)s)
            THEN count(*) FILTER (WHERE r.nth = 1) OVER (PARTITION BY r.number_hash) ELSE 0 END AS same_number
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    LEFT JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = k.target_id
    LEFT JOIN people_nationalnumber n
        ON n.municipality_id = %(municipality)s AND n.lookup_hash = r.number_hash AND n.replaced_at IS NULL
        AND n.kind = ANY (%(identifying)s) AND r.number_kind = ANY (%(identifying)s)
    WHERE r.kind = 'person'
),
alike AS (
    SELECT t.position, count(*) AS how_many, min(p.id::text)::uuid AS id
    FROM told t
    JOIN people_person p
        ON p.municipality_id = %(municipality)s AND p.merged_into_id IS NULL
        AND p.search_key = t.search_key AND p.birth_date = t.birth_date
    WHERE t.known_id IS NULL AND t.owner_id IS NULL AND NOT t.removed AND t.protection = ''
      AND p.id NOT IN (SELECT person_id FROM load_hidden)
      AND p.id NOT IN (SELECT known_id FROM told WHERE known_id IS NOT NULL)
      AND p.id NOT IN (SELECT owner_id FROM told WHERE owner_id IS NOT NULL)
    GROUP BY t.position
),
resolved AS (
    SELECT
        t.*,
        a.how_many AS candidates,
        a.id AS candidate_id,
        coalesce(t.known_id, t.owner_id, CASE WHEN t.choice = 'same' AND a.how_many = 1 THEN a.id END) AS found_id,
        t.protection <> '' OR coalesce(t.known_id IN (SELECT person_id FROM load_hidden), false)
            OR coalesce(t.owner_id IN (SELECT person_id FROM load_hidden), false) AS hidden
    FROM told t
    LEFT JOIN alike a ON a.position = t.position
),
judged AS (
    SELECT
        r.*,
        CASE
            WHEN r.choice = 'leave_out' THEN 'left_out'
            WHEN r.contradicts THEN 'contradiction'
            WHEN r.nth > 1 THEN 'twice'
            WHEN r.known_id IS NULL AND r.removed THEN 'never_known'
            WHEN r.same_number > 1 THEN 'number_of_two'
            WHEN r.known_id <> r.owner_id THEN 'number_taken'
            WHEN count(*) FILTER (WHERE r.nth = 1 AND NOT r.removed) OVER (PARTITION BY r.found_id) > 1
                AND r.found_id IS NOT NULL
                THEN 'two_keys_for_one'
            WHEN r.found_id IS NULL AND r.choice <> 'another' AND r.candidates > 1 THEN 'perhaps_one_of_several'
            WHEN r.found_id IS NULL AND r.choice <> 'another' AND r.candidates = 1 THEN 'perhaps_known'
            WHEN r.known_id IS NULL AND r.owner_id IS NOT NULL THEN 'person_recognised'
        END AS cause
    FROM resolved r
)
SELECT
    j.*,
    coalesce(c.is_taken, true) AS taken,
    j.found_id IS NULL AS is_new,
    coalesce(j.found_id, gate.new_id()) AS id
FROM judged j
LEFT JOIN load_cause c ON c.code = j.cause;
ANALYZE load_person;

-- Whom a row may refer to: the persons of this load and those this register named before.
CREATE TEMP TABLE load_somebody ON COMMIT DROP AS
SELECT p.external_id AS key, p.id, p.taken AND NOT p.removed AS is_there, p.hidden, p.birth_date, p.given_names, p.family_name
FROM load_person p
WHERE p.nth = 1
UNION ALL
SELECT
    k.external_id, coalesce(p.merged_into_id, p.id), true, p.id IN (SELECT person_id FROM load_hidden),
    p.birth_date, p.given_names, p.family_name
FROM load_known k
JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = k.target_id
WHERE k.kind = 'person' AND k.external_id NOT IN (SELECT external_id FROM load_person);
ANALYZE load_somebody;
