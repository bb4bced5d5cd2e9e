-- The named list of a hidden person. The application can't read or write it; these doors are all there is. A name on
-- the list opens nothing by itself: it lets a grant count that would not count otherwise.
GRANT INSERT, UPDATE ON access_namedreader TO {gate};
CREATE POLICY gate_inserts ON access_namedreader FOR INSERT TO {gate} WITH CHECK (true);
CREATE POLICY gate_updates ON access_namedreader FOR UPDATE TO {gate} USING (true);

-- Whether a person who is open to whoever asks is hidden from others.
CREATE FUNCTION gate.is_hidden(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM access_hiddenperson h
        WHERE h.person_id = person AND h.lifted_at IS NULL
          AND (h.municipality_id = (SELECT gate.job_municipality())
               OR person = ANY ((SELECT gate.my_persons('A'))::uuid[])))
$$;

-- Refuse whoever may not change a person's list.
CREATE FUNCTION gate.must_be_named(person uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    tenant uuid;
BEGIN
    SELECT h.municipality_id INTO tenant FROM access_hiddenperson h
    WHERE h.person_id = person AND h.lifted_at IS NULL
      AND (h.municipality_id = (SELECT gate.job_municipality()) OR EXISTS (
          SELECT FROM access_namedreader n
          WHERE n.municipality_id = h.municipality_id AND n.person_id = person
            AND n.user_id = (SELECT gate.user_id()) AND n.valid @> gate.now()));
    IF tenant IS NULL THEN
        RAISE EXCEPTION 'only a named reader may change the list' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN tenant;
END
$$;

CREATE FUNCTION gate.name_reader(person uuid, reader uuid, from_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    tenant uuid := gate.must_be_named(person);
BEGIN
    INSERT INTO access_namedreader (id, municipality_id, person_id, user_id, valid)
    VALUES (gate.new_id(), tenant, person, reader, tstzrange(least(from_at, gate.now()), NULL))
    ON CONFLICT ON CONSTRAINT named_once DO UPDATE
        SET valid = tstzrange(lower(access_namedreader.valid), NULL);
END
$$;

ALTER FUNCTION gate.is_hidden(uuid) OWNER TO {gate};
ALTER FUNCTION gate.must_be_named(uuid) OWNER TO {gate};
ALTER FUNCTION gate.name_reader(uuid, uuid, timestamptz) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.is_hidden(uuid), gate.must_be_named(uuid),
    gate.name_reader(uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.is_hidden(uuid), gate.must_be_named(uuid),
    gate.name_reader(uuid, uuid, timestamptz) TO {app}, {job}, {gate};
