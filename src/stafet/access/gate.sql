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

ALTER FUNCTION gate.context(text) OWNER TO {gate};
ALTER FUNCTION gate.my_organisations() OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.context(text), gate.user_id(), gate.job_municipality(), gate.my_organisations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.context(text), gate.user_id(), gate.job_municipality(), gate.my_organisations()
    TO {app}, {job}, {gate};
