-- Somebody stands on the named list for a reason, and may stand there for a time only. Ending is naming until now.
DROP FUNCTION gate.name_reader(uuid, uuid, timestamptz);
CREATE FUNCTION gate.name_reader(person uuid, reader uuid, from_at timestamptz, until_at timestamptz, why text)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    tenant uuid := gate.must_be_named(person);
    begins timestamptz := least(from_at, gate.now());
BEGIN
    INSERT INTO access_namedreader (id, municipality_id, person_id, user_id, valid, reason)
    VALUES (gate.new_id(), tenant, person, reader, tstzrange(begins, until_at), why)
    ON CONFLICT ON CONSTRAINT named_once DO UPDATE
        SET valid = tstzrange(
                CASE WHEN access_namedreader.valid @> gate.now() THEN lower(access_namedreader.valid)
                     ELSE least(begins, until_at) END,
                until_at),
            reason = CASE WHEN why = '' THEN access_namedreader.reason ELSE why END;
END
$$;

-- The named list of a person, for whoever stands on it and for jobs.
CREATE FUNCTION gate.named_list(person uuid)
RETURNS TABLE (user_id uuid, since timestamptz, until timestamptz, reason text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    tenant uuid := gate.must_be_named(person);
BEGIN
    RETURN QUERY
    SELECT n.user_id, lower(n.valid), upper(n.valid), n.reason::text
    FROM access_namedreader n
    WHERE n.municipality_id = tenant AND n.person_id = person AND n.valid @> gate.now();
END
$$;
ALTER FUNCTION gate.name_reader(uuid, uuid, timestamptz, timestamptz, text) OWNER TO {gate};
ALTER FUNCTION gate.named_list(uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.name_reader(uuid, uuid, timestamptz, timestamptz, text), gate.named_list(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.name_reader(uuid, uuid, timestamptz, timestamptz, text), gate.named_list(uuid)
    TO {app}, {job}, {gate};
