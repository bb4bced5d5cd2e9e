-- What the enrolments of a person at a place come to: spells that do not overlap, and which of ours each one is.
-- A file of changes is joined with what this register said before and left out.
CREATE TEMP TABLE load_statement ON COMMIT DROP AS
SELECT
    e.position, e.external_id, e.known_id, e.person_id, e.organisation_id, e.category AS kind, e.unit_id, e.grade,
    e.programme_code, e.programme_name, e.starts_on, e.ends_on, e.starts_inferred, e.end_reason, e.end_reason_code,
    e.said IS DISTINCT FROM e.fingerprint AS is_news,
    e.known_id IS NULL OR e.said_ends_on IS DISTINCT FROM e.ends_on AS end_is_news
FROM load_enrolment e
WHERE e.taken AND e.nth = 1 AND NOT e.removed
UNION ALL
-- An institution's word that somebody was enrolled; it says nothing about an end, so it moves none.
SELECT
    e.position, e.external_id, e.known_id, e.person_id, e.organisation_id, e.activity, NULL, NULL, e.programme_code,
    e.programme_name, e.starts_on, NULL, false, '', '', true, false
FROM load_event e
WHERE e.taken AND e.nth = 1 AND e.category = 'enrolled' AND e.said IS DISTINCT FROM e.fingerprint
UNION ALL
SELECT
    0, k.external_id, k.target_id, s.person_id, s.organisation_id, s.kind, k.unit_id, k.grade,
    s.programme_code, s.programme_name, k.starts_on, k.ends_on, s.starts_inferred, s.end_reason, s.end_reason_code,
    false, false
FROM load_known k
JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = k.target_id
WHERE %(delta)s AND k.kind = 'enrolment' AND NOT k.gone AND s.organisation_id IS NOT NULL
  AND k.external_id NOT IN (SELECT external_id FROM load_enrolment)
  AND s.person_id IN (SELECT person_id FROM load_enrolment WHERE taken);

CREATE TEMP TABLE load_island ON COMMIT DROP AS
WITH stepped AS (
    SELECT
        s.*,
        CASE WHEN s.starts_on < max(coalesce(s.ends_on, 'infinity')) OVER (
            PARTITION BY s.person_id, s.organisation_id, s.kind ORDER BY s.starts_on, s.external_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins
    FROM load_statement s
)
SELECT
    s.*,
    sum(s.begins) OVER (PARTITION BY s.person_id, s.organisation_id, s.kind ORDER BY s.starts_on, s.external_id) AS nth
FROM stepped s;
ANALYZE load_island;

CREATE TEMP TABLE load_stay ON COMMIT DROP AS
SELECT
    i.person_id, i.organisation_id, i.kind, i.nth,
    min(i.starts_on) AS starts_on,
    CASE WHEN bool_or(i.ends_on IS NULL) THEN NULL ELSE max(i.ends_on) END AS ends_on,
    bool_or(i.is_news) AS is_news,
    bool_or(i.end_is_news) AS end_is_news,
    (array_agg(i.starts_inferred ORDER BY i.starts_on, i.starts_inferred))[1] AS starts_inferred,
    (array_agg(i.end_reason ORDER BY i.ends_on DESC NULLS FIRST, i.external_id))[1] AS end_reason,
    (array_agg(i.end_reason_code ORDER BY i.ends_on DESC NULLS FIRST, i.external_id))[1] AS end_reason_code,
    (array_agg(i.unit_id ORDER BY i.starts_on > %(day)s, i.starts_on DESC, i.unit_id IS NULL, i.external_id))[1] AS unit_id,
    (array_agg(i.grade ORDER BY i.starts_on > %(day)s, i.starts_on DESC, i.grade DESC NULLS LAST))[1] AS grade,
    (array_agg(i.programme_code ORDER BY i.starts_on > %(day)s, i.starts_on DESC, i.external_id))[1] AS programme_code,
    (array_agg(i.programme_name ORDER BY i.starts_on > %(day)s, i.starts_on DESC, i.external_id))[1] AS programme_name
FROM load_island i
GROUP BY i.person_id, i.organisation_id, i.kind, i.nth;
ANALYZE load_stay;

-- A stay is the spell it overlaps at the same place; else the one its key stands for. Each spell is taken once.
CREATE TEMP TABLE load_spell ON COMMIT DROP AS
WITH nearby AS (
    SELECT y.person_id, y.organisation_id, y.kind, y.nth, y.starts_on, s.id, s.starts_on AS was_from, 1 AS rank
    FROM load_stay y
    JOIN pathways_spell s
        ON s.municipality_id = %(municipality)s AND s.person_id = y.person_id AND s.kind = y.kind
        AND s.organisation_id = y.organisation_id
        AND s.starts_on < coalesce(y.ends_on, 'infinity') AND y.starts_on < coalesce(s.ends_on, 'infinity')
    UNION ALL
    SELECT i.person_id, i.organisation_id, i.kind, i.nth, i.starts_on, s.id, s.starts_on,
        CASE WHEN s.kind = i.kind AND s.organisation_id = i.organisation_id THEN 2 ELSE 3 END
    FROM load_island i
    JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = i.known_id AND s.person_id = i.person_id
),
of_spell AS (
    SELECT DISTINCT ON (n.id) n.* FROM nearby n ORDER BY n.id, n.rank, n.starts_on, n.organisation_id, n.kind, n.nth
),
of_stay AS (
    SELECT DISTINCT ON (n.person_id, n.organisation_id, n.kind, n.nth) n.*
    FROM of_spell n
    ORDER BY n.person_id, n.organisation_id, n.kind, n.nth, n.rank, n.was_from, n.id
),
overlapping AS (
    -- A spell that is some stay's own makes room by itself; one that is nobody's stands in the way.
    SELECT DISTINCT n.person_id, n.organisation_id, n.kind, n.nth
    FROM nearby n
    LEFT JOIN of_stay t ON t.id = n.id
    WHERE n.rank = 1 AND t.id IS NULL
)
SELECT
    y.*,
    n.id IS NULL AS is_new,
    coalesce(n.id, gate.new_id()) AS spell_id,
    o.nth IS NOT NULL AS overlaps_another
FROM load_stay y
LEFT JOIN of_stay n
    ON (n.person_id, n.organisation_id, n.kind, n.nth) = (y.person_id, y.organisation_id, y.kind, y.nth)
LEFT JOIN overlapping o
    ON (o.person_id, o.organisation_id, o.kind, o.nth) = (y.person_id, y.organisation_id, y.kind, y.nth);

UPDATE load_enrolment e
SET cause = 'spell_overlaps', taken = false
FROM load_island i
JOIN load_spell y ON (y.person_id, y.organisation_id, y.kind, y.nth) = (i.person_id, i.organisation_id, i.kind, i.nth)
WHERE y.overlaps_another AND y.is_news AND i.position = e.position;
DELETE FROM load_spell WHERE overlaps_another;
ANALYZE load_spell;

-- What the file takes back, and what a whole file no longer says although it was still running.
CREATE TEMP TABLE load_end ON COMMIT DROP AS
WITH present AS (
    SELECT spell_id FROM load_spell
    UNION
    SELECT k.target_id FROM load_known k JOIN load_row r ON r.external_id = k.external_id
    WHERE k.kind = 'enrolment' AND (r.kind = 'enrolment' OR r.category = 'enrolment') AND NOT r.removed
)
SELECT DISTINCT ON (s.id)
    s.id AS spell_id, s.person_id, s.organisation_id, s.kind, s.starts_on, s.missing_since,
    bool_or(ended.is_taken_back) OVER (PARTITION BY s.id) AS is_taken_back,
    bool_or(ended.is_asked) OVER (PARTITION BY s.id) AS is_asked,
    s.person_id IN (SELECT person_id FROM load_hidden) AS hidden
FROM (
    SELECT e.known_id AS spell_id, NOT r.asks AS is_taken_back, r.asks AS is_asked
    FROM load_enrolment e CROSS JOIN load_source r
    WHERE e.removed AND e.taken AND e.known_id IS NOT NULL
      AND (NOT r.asks OR e.said IS DISTINCT FROM e.fingerprint)
    UNION ALL
    SELECT k.target_id, NOT r.asks, r.asks
    FROM load_person p CROSS JOIN load_source r
    JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.person_id = p.id
    JOIN load_known k ON k.kind = 'enrolment' AND k.target_id = s.id AND NOT k.gone
    WHERE p.removed AND p.taken AND (NOT r.asks OR p.said IS DISTINCT FROM p.fingerprint)
    UNION ALL
    SELECT k.target_id, false, false
    FROM load_known k
    WHERE %(whole)s AND k.kind = 'enrolment' AND NOT k.gone
) ended
JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = ended.spell_id
WHERE s.id NOT IN (SELECT spell_id FROM present)
  AND (s.ends_on IS NULL OR s.ends_on > %(day)s)
ORDER BY s.id;
ANALYZE load_end;
