-- Whom the asking user may meet. May be run again: migrations that change it do. Made by the gate, which owns it.
SET LOCAL ROLE {gate};

-- What the asking user's posts open of one class of data: where, for which purpose, and whether of every team there.
CREATE OR REPLACE FUNCTION gate.my_duties(class text)
RETURNS TABLE (organisation_id uuid, unit_id uuid, purpose text, whole_organisation boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 4 SET search_path = pg_catalog, public AS $$
    SELECT m.organisation_id, m.unit_id, r.purpose, r.whole_organisation
    FROM access_membership m
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    JOIN gate.role_right r ON r.role = m.role AND strpos(r.classes, class) > 0
    WHERE m.user_id = (SELECT gate.user_id())
      AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now())
$$;

-- Hidden persons who are not for this user. No definer and no settings of its own, so that it dissolves into the question.
CREATE OR REPLACE FUNCTION gate.closed(asking uuid, instant timestamptz)
RETURNS TABLE (municipality_id uuid, person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT h.municipality_id, h.person_id
    FROM public.access_hiddenperson h
    WHERE h.lifted_at IS NULL
      AND NOT EXISTS (
          SELECT FROM public.access_namedreader n
          WHERE n.municipality_id = h.municipality_id AND n.person_id = h.person_id
            AND n.user_id = asking AND n.valid @> instant)
$$;

-- The persons whose data of one class the asking user may meet now: post x grant x role's rights; some of them twice.
-- Hidden persons are among them only for those on their named list. Every policy asks this once per statement, so it
-- is written in steps: who asks and what is closed to them are settled first, and the grants are read once. Left to
-- join in its own order, the planner took ten times as long for ten thousand people, and a million grants are never
-- to be read for one user. PL/pgSQL keeps the plans.
--
-- A transaction may say that it is about a few persons only (stafet.about). That narrows what is seen and never widens
-- it, so it need not be signed; it saves reading the grants of ten thousand people to show one of them.
--
-- What an emergency opens is met only by the one it was opened to, and only where the transaction is about that person:
-- on their own pages, where the log says so, and in no list.
CREATE OR REPLACE FUNCTION gate.my_persons(class text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    asking uuid := gate.user_id();
    instant timestamptz := gate.now();
    about uuid[] := nullif(current_setting('stafet.about', true), '')::uuid[];
BEGIN
    IF asking IS NULL THEN
        RETURN gate.own_persons(class); -- nobody, but for those who ask for their own: said by the room own
    END IF;
    IF about IS NULL THEN
        RETURN (
            SELECT coalesce(array_agg(g.person_id), '{}')
            FROM gate.my_duties(class) mine
            JOIN access_grant g ON g.organisation_id = mine.organisation_id AND g.purpose = mine.purpose
                AND strpos(g.classes, class) > 0
            WHERE g.valid @> instant AND mine.purpose <> 'emergency'
              AND (g.unit_id IS NULL OR mine.whole_organisation OR g.unit_id = mine.unit_id)
              AND g.person_id NOT IN (SELECT h.person_id FROM gate.closed(asking, instant) h));
    END IF;
    RETURN (
        SELECT coalesce(array_agg(g.person_id), '{}')
        FROM gate.my_duties(class) mine
        JOIN access_grant g ON g.organisation_id = mine.organisation_id AND g.purpose = mine.purpose
            AND g.person_id = ANY (about) AND strpos(g.classes, class) > 0
        WHERE g.valid @> instant
          AND (g.unit_id IS NULL OR mine.whole_organisation OR g.unit_id = mine.unit_id)
          AND (g.for_user_id IS NULL OR g.for_user_id = asking)
          AND NOT EXISTS (
              SELECT FROM gate.closed(asking, instant) h
              WHERE h.municipality_id = g.municipality_id AND h.person_id = g.person_id));
END
$$;

-- The hidden persons within reach of the asking user's organisations who are not for this user.
CREATE OR REPLACE FUNCTION gate.hidden_persons() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT h.person_id), '{}')
    FROM gate.closed((SELECT gate.user_id()), (SELECT gate.now())) h
    WHERE EXISTS (
        SELECT FROM access_grant g
        WHERE g.municipality_id = h.municipality_id AND g.person_id = h.person_id
          AND g.organisation_id = ANY ((SELECT gate.my_organisations())::uuid[]))
$$;

REVOKE ALL ON FUNCTION gate.my_duties(text), gate.closed(uuid, timestamptz), gate.my_persons(text),
    gate.hidden_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_persons(text), gate.hidden_persons() TO {app}, {job};
RESET ROLE;
