-- Which class a row means: the one known under this key, else the one of this name, place and year.
CREATE TEMP TABLE load_unit ON COMMIT DROP AS
WITH told AS (
    SELECT
        r.*,
        k.target_id AS known_id,
        k.fingerprint AS said,
        p.id AS organisation_id,
        p.is_there
    FROM load_row r
    LEFT JOIN load_known k ON k.kind = r.kind AND k.external_id = r.external_id
    LEFT JOIN load_place p ON p.key = r.organisation_key
    WHERE r.kind = 'group'
),
named AS (
    SELECT t.position, min(u.id::text)::uuid AS id
    FROM told t
    JOIN organisations_unit u
        ON u.organisation_id = t.organisation_id AND u.kind = 'class' AND lower(u.name) = lower(t.name)
        AND (u.ends_on IS NULL OR u.ends_on > coalesce(t.starts_on, %(day)s))
        AND (t.ends_on IS NULL OR u.starts_on IS NULL OR u.starts_on < t.ends_on)
    WHERE t.known_id IS NULL
      AND NOT EXISTS (SELECT FROM load_known k WHERE k.kind = 'group' AND k.target_id = u.id)
    GROUP BY t.position
    HAVING count(*) = 1
),
judged AS (
    SELECT
        t.*,
        n.id AS named_id,
        CASE
            WHEN t.choice = 'leave_out' THEN 'left_out'
            WHEN t.contradicts THEN 'contradiction'
            WHEN t.nth > 1 THEN 'twice'
            WHEN t.known_id IS NULL AND t.removed THEN 'never_known'
            WHEN t.organisation_id IS NULL THEN 'organisation_missing'
            WHEN NOT t.is_there AND NOT t.removed THEN 'follows_organisation'
            WHEN t.ends_on <= t.starts_on THEN 'ends_too_soon'
            WHEN n.id IS NOT NULL THEN 'class_recognised'
        END AS cause
    FROM told t
    LEFT JOIN named n ON n.position = t.position
)
SELECT
    j.*,
    coalesce(c.is_taken, true) AS taken,
    j.known_id IS NULL AND j.named_id IS NULL AS is_new,
    coalesce(j.known_id, j.named_id, gate.new_id()) AS id
FROM judged j
LEFT JOIN load_cause c ON c.code = j.cause;

CREATE TEMP TABLE load_class ON COMMIT DROP AS
SELECT u.external_id AS key, u.id, u.taken AND NOT u.removed AS is_there, u.grade, u.starts_on
FROM load_unit u
WHERE u.nth = 1
UNION ALL
SELECT k.external_id, k.target_id, true, u.grade, u.starts_on
FROM load_known k
JOIN organisations_unit u ON u.id = k.target_id
WHERE k.kind = 'group' AND k.external_id NOT IN (SELECT external_id FROM load_unit);
ANALYZE load_class;
