-- Whom an institution's event is about: the person it knows under its own key, else whoever has this number.
CREATE TEMP TABLE load_event ON COMMIT DROP AS
WITH told AS (
    SELECT
        r.*,
        k.target_id AS known_id,
        k.fingerprint AS said,
        coalesce(s.id, n.person_id) AS found_id,
        coalesce(s.hidden, n.person_id IN (SELECT person_id FROM load_hidden), false) AS hidden,
        p.id AS organisation_id,
        p.is_there,
        coalesce(a.activity, '') AS activity
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    LEFT JOIN load_somebody s ON s.key = r.person_key AND r.person_key <> ''
    LEFT JOIN people_nationalnumber n
        ON n.municipality_id = %(municipality)s AND n.lookup_hash = r.number_hash AND n.replaced_at IS NULL
        AND n.kind = ANY (%(identifying)s) AND r.number_kind = ANY (%(identifying)s)
    LEFT JOIN load_place p ON p.key = r.organisation_key
    LEFT JOIN load_activity a ON a.organisation_kind = p.kind
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
ALTER TABLE load_event ADD COLUMN taken boolean;
UPDATE load_event e
SET taken = coalesce((SELECT c.is_taken FROM load_cause c WHERE c.code = e.cause), true);
