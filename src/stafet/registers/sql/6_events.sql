-- Whom an institution's event is about: the person it knows under its own key, else whoever has this number. Where:
-- the organisation of this key or of this very name, else the one whose register it is.
CREATE TEMP TABLE load_event ON COMMIT DROP AS
WITH named AS (
    SELECT lower(o.name) AS name, min(o.id::text)::uuid AS id, min(o.kind) AS kind
    FROM organisations_organisation o
    WHERE o.ends_on IS NULL OR o.ends_on > %(day)s
    GROUP BY lower(o.name)
    HAVING count(*) = 1
),
told AS (
    SELECT
        r.*,
        k.target_id AS known_id,
        k.fingerprint AS said,
        coalesce(s.id, n.person_id) AS found_id,
        coalesce(s.hidden, n.person_id IN (SELECT person_id FROM load_hidden), false) AS hidden,
        coalesce(p.id, o.id, %(home)s) AS organisation_id,
        coalesce(p.is_there, true) AS is_there,
        coalesce(a.activity, '') AS activity
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    LEFT JOIN load_somebody s ON s.key = r.person_key AND r.person_key <> ''
    LEFT JOIN people_nationalnumber n
        ON n.municipality_id = %(municipality)s AND n.lookup_hash = r.number_hash AND n.replaced_at IS NULL
        AND n.kind = ANY (%(identifying)s) AND r.number_kind = ANY (%(identifying)s)
    LEFT JOIN load_place p ON p.key = r.organisation_key
    LEFT JOIN named o ON o.name = lower(r.organisation_key) AND p.id IS NULL
    LEFT JOIN organisations_organisation at_home ON at_home.id = %(home)s AND p.id IS NULL AND o.id IS NULL
    LEFT JOIN load_activity a ON a.organisation_kind = coalesce(p.kind, o.kind, at_home.kind)
    WHERE r.kind = 'event'
)
SELECT
    t.*,
    CASE
        WHEN t.choice = 'leave_out' THEN 'left_out'
        WHEN t.contradicts THEN 'contradiction'
        WHEN t.nth > 1 THEN 'twice'
        WHEN t.organisation_id IS NULL THEN 'organisation_missing'
        WHEN NOT t.is_there THEN 'follows_organisation'
        WHEN t.starts_on > %(day)s AND t.category <> 'enrolled' THEN 'event_in_the_future'
        WHEN t.starts_on > %(furthest_start)s THEN 'starts_too_far_ahead'
        WHEN t.activity = '' THEN 'activity_unknown'
        WHEN t.found_id IS NULL AND t.search_key = '' THEN 'person_unknown_and_unnamed'
        WHEN t.found_id IS NULL AND t.choice <> 'take_in' THEN 'person_unknown'
    END AS cause
FROM told t;
ALTER TABLE load_event ADD COLUMN taken boolean, ADD COLUMN person_id uuid;
UPDATE load_event e
SET taken = coalesce((SELECT c.is_taken FROM load_cause c WHERE c.code = e.cause), true), person_id = e.found_id;

-- Somebody the institution tells of for the first time is one person, however many events there are.
CREATE TEMP TABLE load_newcomer ON COMMIT DROP AS
SELECT DISTINCT ON (n.same) n.*, gate.new_id() AS id
FROM (
    SELECT e.*, coalesce(encode(e.number_hash, 'hex'), nullif(e.person_key, ''), e.search_key || e.birth_date::text,
        e.search_key) AS same
    FROM load_event e WHERE e.taken AND e.found_id IS NULL AND e.choice = 'take_in'
) n
ORDER BY n.same, n.birth_date, n.position;
UPDATE load_event e
SET person_id = n.id
FROM load_newcomer n
WHERE e.taken AND e.found_id IS NULL AND n.same
    = coalesce(encode(e.number_hash, 'hex'), nullif(e.person_key, ''), e.search_key || e.birth_date::text, e.search_key);
INSERT INTO load_somebody (key, id, is_there, hidden, birth_date, given_names, family_name)
SELECT 'event:' || n.same, n.id, true, false, n.birth_date, n.given_names, n.family_name FROM load_newcomer n
UNION
SELECT 'event:' || p.id::text, p.id, true, e.hidden, p.birth_date, p.given_names, p.family_name
FROM load_event e
JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = e.found_id
WHERE e.taken AND p.id NOT IN (SELECT id FROM load_somebody WHERE id IS NOT NULL);
ANALYZE load_event;
