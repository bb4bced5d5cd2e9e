-- The gate: what row-level security asks. Owned by a role nobody logs in as.
CREATE SCHEMA gate;
GRANT USAGE ON SCHEMA gate TO {app}, {job}, {audit}, {public}, {backup};
GRANT USAGE, CREATE ON SCHEMA gate TO {gate};
GRANT USAGE ON SCHEMA public TO {gate};

CREATE TABLE gate.signing_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE gate.role_right (
    role text NOT NULL,
    purpose text NOT NULL,
    classes text NOT NULL,
    whole_organisation boolean NOT NULL,
    PRIMARY KEY (role, purpose)
);
GRANT SELECT ON gate.signing_key, gate.role_right TO {gate};
GRANT SELECT ON gate.role_right TO {app}, {job};
GRANT SELECT ON access_membership, access_user, access_grant, access_hiddenperson, access_namedreader TO {gate};

-- UUID version 7 for rows made in sets (RFC 9562); servers before 18 have none of their own.
CREATE FUNCTION gate.new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
            FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- The instant that time limits are judged by. A test may replace it; the start-up check compares its body.
CREATE FUNCTION gate.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT pg_catalog.now()';

-- Who is asking: "kind|id|expiry|mac" in a transaction-local setting. None: null, so nothing is seen.
-- Anything else than a well-formed, unexpired, rightly signed context raises (IS DISTINCT FROM: a missing
-- signature must not compare as unknown).
CREATE FUNCTION gate.context(kind text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
    raw text := nullif(current_setting('stafet.context', true), '');
    parts text[];
    key gate.signing_key;
    mac text;
BEGIN
    IF raw IS NULL THEN
        RETURN NULL;
    END IF;
    parts := string_to_array(raw, '|');
    IF array_length(parts, 1) IS DISTINCT FROM 4 THEN
        RAISE EXCEPTION 'the context is malformed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO STRICT key FROM gate.signing_key;
    mac := encode(sha256(key.outer_pad || sha256(
        key.inner_pad || convert_to(parts[1] || '|' || parts[2] || '|' || parts[3], 'UTF8'))), 'hex');
    IF mac IS DISTINCT FROM parts[4] THEN
        RAISE EXCEPTION 'the context is not signed by us' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_timestamp(parts[3]::bigint) <= clock_timestamp() THEN
        RAISE EXCEPTION 'the context has expired' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF parts[1] IS DISTINCT FROM kind THEN
        RETURN NULL;
    END IF;
    RETURN parts[2]::uuid;
END
$$;

CREATE FUNCTION gate.user_id() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT gate.context('user') $$;
CREATE FUNCTION gate.job_municipality() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT gate.context('job') $$;

-- The organisations where the asking user has a post now.
CREATE FUNCTION gate.my_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT m.organisation_id), '{}')
    FROM access_membership m JOIN access_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = (SELECT gate.user_id())
      AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now())
$$;

-- The persons whose data of one class the asking user may meet now: post x grant x role's rights.
-- Hidden persons are among them only for those on their named list. Every policy asks this once per statement, so it
-- is written in steps: who asks and what is closed to them are settled first, and the grants are read once. Left to
-- join in its own order, the planner took ten times as long for ten thousand people.
CREATE FUNCTION gate.my_persons(class text) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    WITH mine AS MATERIALIZED (
        SELECT m.organisation_id, m.unit_id, r.purpose, r.whole_organisation
        FROM access_membership m
        JOIN access_user u ON u.id = m.user_id AND u.is_active
        JOIN gate.role_right r ON r.role = m.role AND strpos(r.classes, class) > 0
        WHERE m.user_id = (SELECT gate.user_id())
          AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now())
    ),
    closed AS MATERIALIZED (
        SELECT h.person_id
        FROM access_hiddenperson h
        WHERE h.lifted_at IS NULL
          AND NOT EXISTS (
              SELECT FROM access_namedreader n
              WHERE n.municipality_id = h.municipality_id AND n.person_id = h.person_id
                AND n.user_id = (SELECT gate.user_id()) AND n.valid @> gate.now())
    )
    SELECT coalesce(array_agg(DISTINCT g.person_id), '{}')
    FROM mine
    JOIN access_grant g ON g.organisation_id = mine.organisation_id AND g.purpose = mine.purpose
        AND strpos(g.classes, class) > 0
    WHERE g.valid @> gate.now()
      AND (g.unit_id IS NULL OR mine.whole_organisation OR g.unit_id = mine.unit_id)
      AND g.person_id NOT IN (SELECT closed.person_id FROM closed)
$$;

-- The hidden persons within reach of the asking user's organisations who are not for this user.
CREATE FUNCTION gate.hidden_persons() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT h.person_id), '{}')
    FROM access_hiddenperson h
    WHERE h.lifted_at IS NULL
      AND NOT EXISTS (
          SELECT FROM access_namedreader n
          WHERE n.municipality_id = h.municipality_id AND n.person_id = h.person_id
            AND n.user_id = (SELECT gate.user_id()) AND n.valid @> gate.now())
      AND EXISTS (
          SELECT FROM access_grant g
          WHERE g.municipality_id = h.municipality_id AND g.person_id = h.person_id
            AND g.organisation_id = ANY ((SELECT gate.my_organisations())::uuid[]))
$$;

ALTER FUNCTION gate.context(text) OWNER TO {gate};
ALTER FUNCTION gate.my_organisations() OWNER TO {gate};
ALTER FUNCTION gate.my_persons(text) OWNER TO {gate};
ALTER FUNCTION gate.hidden_persons() OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.context(text), gate.user_id(), gate.job_municipality(), gate.my_organisations(),
    gate.my_persons(text), gate.hidden_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.context(text), gate.user_id(), gate.job_municipality(), gate.my_organisations(),
    gate.my_persons(text), gate.hidden_persons() TO {app}, {job}, {gate};

-- Access's own tables. Grants of a person are seen by those who may see the person.
ALTER TABLE access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_grant FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_grant FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

ALTER TABLE access_hiddenperson ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_hiddenperson FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_hiddenperson FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_hiddenperson FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

ALTER TABLE access_namedreader ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_namedreader FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_namedreader FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_namedreader FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

-- The log of changes and of look-ups: append only.
ALTER TABLE audit_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_change FORCE ROW LEVEL SECURITY;
CREATE POLICY app_reads ON audit_change FOR SELECT TO {app}
    USING (person_id = ANY ((SELECT gate.my_persons('D'))::uuid[]));
CREATE POLICY app_appends ON audit_change FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY job_reads ON audit_change FOR SELECT TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()));
CREATE POLICY job_appends ON audit_change FOR INSERT TO {job}
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
CREATE POLICY app_hidden ON audit_change AS RESTRICTIVE FOR SELECT TO {app}
    USING (person_id IS NULL OR NOT (person_id = ANY ((SELECT gate.hidden_persons())::uuid[])));

ALTER TABLE audit_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_appends ON audit_reading FOR INSERT TO {audit} WITH CHECK (true);
CREATE POLICY app_reads ON audit_reading FOR SELECT TO {app}
    USING (person_ids && (SELECT gate.my_persons('D'))::uuid[]);
