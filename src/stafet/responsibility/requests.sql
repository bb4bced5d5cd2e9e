-- A receiver asks for a person by national number. The request is written if somebody holds that person, and in no
-- case does the caller learn whether: it returns nothing, and the row is shown to the holder only.
GRANT INSERT ON responsibility_holdingrequest TO {gate};
CREATE POLICY gate_inserts ON responsibility_holdingrequest FOR INSERT TO {gate} WITH CHECK (true);

CREATE FUNCTION gate.request_person(
    tenant uuid, number_hash bytea, asking_organisation uuid, asking_words text, at timestamptz
) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT asking_organisation = ANY (gate.my_organisations()) THEN
        RAISE EXCEPTION 'one asks for an organisation one works for' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO responsibility_holdingrequest
        (id, municipality_id, person_id, by_organisation_id, by_user_id, to_organisation_id, words, state, asked_at)
    SELECT gate.new_id(), tenant, n.person_id, asking_organisation, gate.user_id(), h.organisation_id, asking_words,
           'asked', at
    FROM people_nationalnumber n
    JOIN responsibility_holding h
        ON h.municipality_id = n.municipality_id AND h.person_id = n.person_id AND h.ends_at IS NULL
    WHERE n.municipality_id = tenant AND n.lookup_hash = number_hash AND n.replaced_at IS NULL
      AND n.kind IN ('personal', 'coordination') AND h.organisation_id <> asking_organisation
    ON CONFLICT DO NOTHING;
END
$$;
ALTER FUNCTION gate.request_person(uuid, bytea, uuid, text, timestamptz) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.request_person(uuid, bytea, uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.request_person(uuid, bytea, uuid, text, timestamptz) TO {app}, {gate};

-- A person who becomes hidden while an offer of them is on its way: the envelope no longer says who. It runs with the
-- rights of the job that hides the person.
CREATE FUNCTION gate.blank_envelopes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE responsibility_handover h SET envelope_name = '', envelope_birth_year = NULL
    WHERE h.municipality_id = NEW.municipality_id AND h.person_id = NEW.person_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER blank_envelopes AFTER INSERT ON access_hiddenperson
    FOR EACH ROW EXECUTE FUNCTION gate.blank_envelopes();

-- Somebody may be written down, and opened to the organisation that writes, before anybody else knows of them:
-- only by those who carry the municipality's duty, only there, and only while no such person exists.
CREATE FUNCTION gate.may_write_down(person uuid, organisation uuid, tenant uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT NOT EXISTS (SELECT FROM people_person p WHERE p.municipality_id = tenant AND p.id = person)
       AND EXISTS (
           SELECT FROM access_membership m
           JOIN access_user u ON u.id = m.user_id AND u.is_active
           JOIN gate.role_right r ON r.role = m.role AND r.purpose = 'duty'
           JOIN organisations_organisation o ON o.id = m.organisation_id
           WHERE m.user_id = (SELECT gate.user_id()) AND m.organisation_id = organisation
             AND o.municipality_id = tenant
             AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now()))
$$;
GRANT SELECT ON organisations_organisation TO {gate};
ALTER FUNCTION gate.may_write_down(uuid, uuid, uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.may_write_down(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.may_write_down(uuid, uuid, uuid) TO {app}, {gate};
CREATE POLICY app_writes_down ON access_grant FOR INSERT TO {app} WITH CHECK (
    source = 'register' AND purpose = 'guidance' AND upper(valid) <= gate.now() + interval '1 day 10 minutes'
    AND gate.may_write_down(person_id, organisation_id, municipality_id));

-- How much a colleague has in an organisation, protected persons included: a number, for whoever works there.
CREATE FUNCTION gate.entrusted(colleague uuid, organisation uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT CASE WHEN gate.job_municipality() IS NULL AND NOT organisation = ANY (gate.my_organisations()) THEN 0
    ELSE (SELECT count(*) FROM responsibility_holding h
          WHERE h.organisation_id = organisation AND h.holder_id = colleague AND h.ends_at IS NULL
            AND h.municipality_id = coalesce(gate.job_municipality(), h.municipality_id))
       + (SELECT count(*) FROM responsibility_nextstep s
          WHERE s.organisation_id = organisation AND s.assignee_id = colleague AND s.state = 'open'
            AND s.municipality_id = coalesce(gate.job_municipality(), s.municipality_id))
       + (SELECT count(*) FROM responsibility_handover o
          WHERE o.to_organisation_id = organisation AND o.to_user_id = colleague AND o.state = 'offered'
            AND o.municipality_id = coalesce(gate.job_municipality(), o.municipality_id))
    END
$$;
ALTER FUNCTION gate.entrusted(uuid, uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.entrusted(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.entrusted(uuid, uuid) TO {app}, {job}, {gate};
