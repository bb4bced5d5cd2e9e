-- What the rooms below are to write down, each in the shape it asks for. Rows that say nothing new are not among it.
CREATE TEMP TABLE incoming_organisation ON COMMIT DROP AS
SELECT
    o.id, o.is_new, p.id AS parent_id, coalesce(nullif(o.category, ''), o.inferred_kind, 'other') AS kind, o.name,
    CASE WHEN o.removed THEN %(day)s END AS ends_on
FROM load_organisation o
LEFT JOIN load_place p ON p.key = o.organisation_key AND o.organisation_key <> ''
WHERE o.taken AND o.nth = 1 AND o.said IS DISTINCT FROM o.fingerprint
  AND o.cause IS DISTINCT FROM 'organisation_recognised';

CREATE TEMP TABLE incoming_class ON COMMIT DROP AS
SELECT
    u.id, u.is_new, u.organisation_id, u.name, u.grade, u.starts_on,
    CASE WHEN u.removed AND u.ends_on IS NULL AND coalesce(u.starts_on, '-infinity') < %(day)s THEN %(day)s
         ELSE u.ends_on END AS ends_on
FROM load_unit u
WHERE u.taken AND u.nth = 1 AND u.said IS DISTINCT FROM u.fingerprint;

CREATE TEMP TABLE incoming_person ON COMMIT DROP AS
SELECT
    p.id AS person_id, p.is_new, p.given_names, p.family_name, p.search_key, p.sort_key, p.birth_date, p.email, p.phone,
    %(country)s::text AS number_country, p.number_kind, p.number_hash, p.number_sealed, p.protection,
    p.protection = '' AND k.protected IS TRUE AS flag_is_gone
FROM load_person p
LEFT JOIN registers_knownkey k
    ON k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = 'person'
    AND k.external_id = p.external_id
WHERE p.taken AND p.nth = 1 AND NOT p.removed AND p.said IS DISTINCT FROM p.fingerprint
UNION ALL
SELECT
    n.id, true, n.given_names, n.family_name, n.search_key, n.sort_key, n.birth_date, '', '', %(country)s::text,
    n.number_kind, n.number_hash, n.number_sealed, '', false
FROM load_newcomer n;

CREATE TEMP TABLE incoming_spell ON COMMIT DROP AS
SELECT
    y.spell_id, y.is_new, y.person_id,
    CASE WHEN y.is_new OR y.is_news THEN y.kind ELSE s.kind END AS kind,
    CASE WHEN y.is_new OR y.is_news THEN y.organisation_id ELSE s.organisation_id END AS organisation_id,
    CASE WHEN y.is_new OR y.is_news THEN coalesce(y.unit_id, s.unit_id) ELSE s.unit_id END AS unit_id,
    CASE WHEN y.is_new OR y.is_news THEN coalesce(y.grade, s.grade) ELSE s.grade END AS grade,
    CASE WHEN y.is_new OR y.is_news THEN y.programme_code ELSE s.programme_code END AS programme_code,
    CASE WHEN y.is_new OR y.is_news THEN y.programme_name ELSE s.programme_name END AS programme_name,
    -- A start we knew already is not lost to one that was only inferred, nor to a file of changes.
    CASE WHEN y.is_new THEN y.starts_on WHEN NOT y.is_news THEN s.starts_on
         WHEN y.starts_inferred OR %(delta)s THEN least(s.starts_on, y.starts_on)
         ELSE y.starts_on END AS starts_on,
    -- An end we know from elsewhere stays until this register says something new about the end.
    CASE WHEN y.is_new THEN y.ends_on WHEN y.is_news AND y.end_is_news
         AND NOT (y.ends_on IS NULL AND s.end_reason IN ('broken_off', 'completed', 'died')) THEN y.ends_on
         ELSE s.ends_on END AS ends_on,
    CASE WHEN y.is_new THEN y.end_reason WHEN y.is_news AND y.end_is_news
         AND NOT (y.ends_on IS NULL AND s.end_reason IN ('broken_off', 'completed', 'died'))
         THEN coalesce(nullif(y.end_reason, ''), CASE WHEN y.ends_on IS NULL THEN '' ELSE s.end_reason END)
         ELSE s.end_reason END AS end_reason,
    CASE WHEN y.is_new OR (y.is_news AND y.end_is_news AND y.end_reason_code <> '') THEN y.end_reason_code
         ELSE s.end_reason_code END AS end_reason_code,
    %(source)s::uuid AS source_id,
    CASE WHEN y.is_new THEN y.starts_inferred ELSE s.starts_inferred AND y.starts_inferred END AS starts_inferred,
    NULL::date AS missing_since,
    coalesce(s.confirmed_on, CASE WHEN y.starts_on <= %(day)s THEN %(day)s END) AS confirmed_on
FROM load_spell y
LEFT JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = y.spell_id
WHERE y.is_new OR y.is_news OR s.missing_since IS NOT NULL
   OR (s.confirmed_on IS NULL AND y.starts_on <= %(day)s)
UNION ALL
-- Taken back: it ends today, or never was. No longer said: it is missing, and somebody will ask.
SELECT
    s.id, false, s.person_id, s.kind, s.organisation_id, s.unit_id, s.grade, s.programme_code, s.programme_name,
    s.starts_on,
    CASE WHEN NOT e.is_taken_back THEN s.ends_on ELSE greatest(%(day)s, s.starts_on + 1) END,
    CASE WHEN NOT e.is_taken_back THEN s.end_reason
         WHEN s.starts_on >= %(day)s THEN 'never_started' ELSE 'not_known' END,
    s.end_reason_code, s.source_id, s.starts_inferred,
    CASE WHEN e.is_taken_back AND s.starts_on < %(day)s THEN s.missing_since
         ELSE coalesce(s.missing_since, %(day)s) END,
    s.confirmed_on
FROM load_end e
JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = e.spell_id;
-- A start that moved behind an end we knew from elsewhere takes the end with it.
UPDATE incoming_spell SET ends_on = NULL, end_reason = '', end_reason_code = '' WHERE ends_on <= starts_on;
ANALYZE incoming_spell;

-- A teacher sees the pupils of the class, for as long as they are in it.
CREATE TEMP TABLE incoming_class_grant ON COMMIT DROP AS
SELECT person_id, organisation_id, unit_id, %(class_basis)s::text AS basis, spell_id AS source_id, starts_on, ends_on
FROM incoming_spell
WHERE kind = ANY (%(taught)s) AND organisation_id IS NOT NULL;

-- What this register's keys stand for from now on, and what it said under them.
CREATE TEMP TABLE incoming_key ON COMMIT DROP AS
SELECT
    o.kind, o.external_id, o.id AS target_id, o.fingerprint, NULL::date AS starts_on, NULL::date AS ends_on,
    NULL::uuid AS unit_id, NULL::smallint AS grade, false AS protected, o.removed AS gone
FROM load_organisation o WHERE o.taken AND o.nth = 1
UNION ALL
SELECT u.kind, u.external_id, u.id, u.fingerprint, NULL, NULL, NULL, NULL, false, u.removed
FROM load_unit u WHERE u.taken AND u.nth = 1
UNION ALL
SELECT p.kind, p.external_id, p.id, p.fingerprint, NULL, NULL, NULL, NULL, p.protection <> '', p.removed
FROM load_person p WHERE p.taken AND p.nth = 1
UNION ALL
SELECT 'enrolment', e.external_id, coalesce(y.spell_id, e.known_id), e.fingerprint, e.starts_on, e.ends_on, e.unit_id,
    e.grade, false, e.removed
FROM load_enrolment e
LEFT JOIN load_island i ON i.position = e.position
LEFT JOIN load_spell y ON (y.person_id, y.organisation_id, y.kind, y.nth) = (i.person_id, i.organisation_id, i.kind, i.nth)
WHERE e.taken AND e.nth = 1 AND coalesce(y.spell_id, e.known_id) IS NOT NULL
UNION ALL
SELECT v.kind, v.external_id, v.person_id, v.fingerprint, NULL, NULL, NULL, NULL, false, false
FROM load_event v WHERE v.taken AND v.nth = 1
UNION ALL
SELECT DISTINCT ON (v.person_key) 'person', v.person_key, v.person_id, '', NULL::date, NULL::date, NULL::uuid,
    NULL::smallint, false, false
FROM load_event v
WHERE v.taken AND v.nth = 1 AND v.person_key <> ''
  AND v.person_key NOT IN (SELECT external_id FROM load_known WHERE kind = 'person')
  AND v.person_key NOT IN (SELECT external_id FROM load_person);
ANALYZE incoming_key;

-- The promise begins for these, each with a first step whose day a rule gives.
CREATE TEMP TABLE incoming_intake ON COMMIT DROP AS
SELECT
    i.person_id, i.organisation_id, NULL::uuid AS holder_id, %(coverage_rule)s::text AS rule, i.step_kind,
    ''::text AS step_words, NULL::uuid AS step_assignee_id, NULL::uuid AS step_unit_id, d.due_on AS step_due_on,
    d.rule AS step_rule, d.due_on AS step_rule_due_on
FROM load_intake i
JOIN load_due d ON d.step_kind = i.step_kind;
ANALYZE incoming_intake;

-- What turns for a person with this load: somebody has broken off, completed or died. What lies long back, or has
-- been followed by something else, turns nothing any more.
CREATE TEMP TABLE incoming_turn ON COMMIT DROP AS
SELECT i.spell_id, i.person_id, i.kind, i.end_reason, i.end_reason_code, i.ends_on
FROM incoming_spell i
LEFT JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = i.spell_id
WHERE i.end_reason IN ('broken_off', 'completed', 'died') AND i.end_reason IS DISTINCT FROM s.end_reason
  AND i.ends_on <= %(day)s AND (s.id IS NOT NULL OR i.ends_on > %(day)s - %(gap)s::int)
  AND (i.end_reason <> 'broken_off' OR i.kind = ANY (%(youth)s))
  AND (i.end_reason <> 'completed' OR i.kind = ANY (%(qualifying)s))
  AND NOT (i.end_reason = 'broken_off' AND EXISTS (
      SELECT FROM load_spell y
      WHERE y.person_id = i.person_id AND y.starts_on >= i.ends_on AND y.starts_on <= %(day)s
        AND (y.ends_on IS NULL OR y.ends_on > %(day)s)));

-- What institutions report that is more than a place: in the order in which it happened.
CREATE TEMP TABLE incoming_event ON COMMIT DROP AS
SELECT v.position, v.category AS event, v.person_id, v.organisation_id, v.activity, v.starts_on AS on_day,
    v.end_reason_code, v.programme_code, v.programme_name
FROM load_event v
WHERE v.taken AND v.nth = 1 AND v.category <> 'enrolled' AND v.said IS DISTINCT FROM v.fingerprint;
