-- Whose place a live register says has ended early, with nothing that follows: it does not say why, so somebody asks.
-- A place that ends while the school year winds up ends with it. What has been followed by something else is a change.
CREATE TEMP TABLE incoming_doubt ON COMMIT DROP AS
SELECT DISTINCT i.person_id
FROM incoming_spell i
JOIN load_source r ON r.asks
LEFT JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = i.spell_id
WHERE i.ends_on IS NOT NULL AND i.ends_on IS DISTINCT FROM s.ends_on AND i.missing_since IS NULL
  AND i.ends_on > %(day)s - %(gap)s::int
  AND i.end_reason NOT IN ('completed', 'broken_off', 'died', 'moved', 'changed')
  AND i.kind = ANY (%(full_time)s)
  AND (i.end_reason_code = 'cancelled'
       OR 365 - (((i.ends_on - 1 - %(school_year)s::date) %% 365) + 365) %% 365 > %(winds_up)s::int)
  AND NOT EXISTS (
      SELECT FROM load_spell y
      WHERE y.person_id = i.person_id AND y.spell_id <> i.spell_id AND y.kind = ANY (%(full_time)s)
        AND y.starts_on <= i.ends_on + %(gap)s::int AND (y.ends_on IS NULL OR y.ends_on > i.ends_on));
