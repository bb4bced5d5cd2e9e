-- Which organisation a row means: the one known under this key, else the only one of this name and kind.
CREATE TEMP TABLE load_organisation ON COMMIT DROP AS
WITH told AS (
    SELECT
        r.*,
        k.target_id AS known_id,
        k.fingerprint AS said,
        count(*) FILTER (WHERE r.nth = 1) OVER (PARTITION BY lower(r.name), r.category) AS namesakes
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    WHERE r.kind = 'organisation'
),
named AS (
    -- An institution often lies in another municipality; a school of the same name there is another school.
    SELECT
        t.position,
        count(*) AS how_many,
        min(o.id::text)::uuid AS id
    FROM told t
    JOIN organisations_organisation o
        ON lower(o.name) = lower(t.name) AND (o.kind = t.category OR t.category = '')
        AND (o.municipality_id = %(municipality)s OR o.kind = ANY (%(institutions)s))
        AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
    WHERE t.known_id IS NULL
    GROUP BY t.position
),
inferred AS (
    -- A table of young people names schools without saying what they are: what most of its rows do there tells.
    SELECT DISTINCT ON (r.organisation_key) r.organisation_key AS external_id, a.organisation_kind
    FROM load_row r
    JOIN load_activity a ON a.activity = r.category AND a.usual
    WHERE r.kind = 'enrolment' AND r.organisation_key <> ''
    GROUP BY r.organisation_key, a.organisation_kind
    ORDER BY r.organisation_key, count(*) DESC, a.organisation_kind
),
judged AS (
    SELECT
        t.*,
        n.id AS named_id,
        CASE WHEN t.known_id IS NULL AND n.id IS NULL AND t.category = '' THEN i.organisation_kind END AS inferred_kind,
        CASE
            WHEN t.choice = 'leave_out' THEN 'left_out'
            WHEN t.contradicts THEN 'contradiction'
            WHEN t.nth > 1 THEN 'twice'
            WHEN t.known_id IS NULL AND t.removed THEN 'never_known'
            WHEN t.known_id IS NULL AND t.choice <> 'another' AND n.how_many > 1 THEN 'organisation_several'
            WHEN t.known_id IS NULL AND t.choice <> 'another' AND t.namesakes > 1 THEN 'organisation_namesakes'
            WHEN t.known_id IS NULL AND n.id IS NULL AND t.category = '' AND i.organisation_kind IS NULL
                THEN 'organisation_of_what_kind'
            WHEN t.known_id IS NULL AND n.id IS NULL AND t.category = '' THEN 'organisation_kind_inferred'
            WHEN t.known_id IS NULL AND t.choice <> 'another' AND n.how_many = 1 THEN 'organisation_recognised'
        END AS cause
    FROM told t
    LEFT JOIN named n ON n.position = t.position
    LEFT JOIN inferred i ON i.external_id = t.external_id
),
placed AS (
    SELECT
        j.*,
        coalesce(c.is_taken, true) AS taken,
        j.known_id IS NULL AND (j.choice = 'another' OR j.named_id IS NULL) AS is_new
    FROM judged j
    LEFT JOIN load_cause c ON c.code = j.cause
)
SELECT
    p.*,
    CASE WHEN p.known_id IS NOT NULL THEN p.known_id WHEN p.is_new THEN gate.new_id() ELSE p.named_id END AS id
FROM placed p;

-- What a row may refer to: the organisations of this load, those this register named before, and, where a row
-- names none, the organisation whose register it is.
CREATE TEMP TABLE load_place ON COMMIT DROP AS
SELECT o.external_id AS key, o.id, o.taken AND NOT o.removed AS is_there, coalesce(o.inferred_kind, o.category) AS kind
FROM load_organisation o
WHERE o.nth = 1
UNION ALL
SELECT k.external_id, k.target_id, true, ''
FROM load_known k
WHERE k.kind = 'organisation' AND k.external_id NOT IN (SELECT external_id FROM load_organisation)
UNION ALL
-- An institution's number is the same everywhere: another register of the municipality may have named it first.
SELECT k.external_id, min(k.target_id::text)::uuid, true, ''
FROM registers_knownkey k
WHERE k.municipality_id = %(municipality)s AND k.kind = 'organisation' AND k.source_id <> %(source)s
  AND k.external_id NOT IN (SELECT external_id FROM load_organisation)
  AND k.external_id NOT IN (SELECT external_id FROM load_known WHERE kind = 'organisation')
GROUP BY k.external_id
HAVING count(DISTINCT k.target_id) = 1
UNION ALL
SELECT '', %(home)s::uuid, true, ''
WHERE %(home)s IS NOT NULL;
UPDATE load_place p SET kind = o.kind FROM organisations_organisation o WHERE o.id = p.id;
ANALYZE load_place;

CREATE TEMP TABLE load_name ON COMMIT DROP AS
SELECT o.id, o.name FROM load_organisation o WHERE o.taken AND o.is_new
UNION
SELECT o.id, o.name FROM organisations_organisation o WHERE o.id IN (SELECT id FROM load_place);
