-- One young person is opened to one colleague for some minutes, or nobody is. The caller never learns why not: there is
-- no such person, there are two of them, the person is protected, or lives elsewhere. Each asking takes one of the day's
-- few, so that the page is no way to find out who exists; the lock lets those who ask at once count one after the other.
GRANT SELECT, INSERT ON emergency_emergencyaccess TO {gate};
GRANT SELECT ON organisations_organisation TO {gate};
ALTER TABLE emergency_emergencyaccess ENABLE ROW LEVEL SECURITY;
ALTER TABLE emergency_emergencyaccess FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON emergency_emergencyaccess FOR SELECT TO {gate} USING (true);
CREATE POLICY gate_inserts ON emergency_emergencyaccess FOR INSERT TO {gate} WITH CHECK (true);
CREATE POLICY app_reads ON emergency_emergencyaccess FOR SELECT TO {app} USING (user_id = (SELECT gate.user_id()));
CREATE POLICY job_works ON emergency_emergencyaccess FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

-- Those who review and control look-ups do it in the scope of the job: what their municipality's own people looked at.
CREATE POLICY job_controls ON audit_reading FOR SELECT TO {job} USING (
    organisation_ids && (
        SELECT coalesce(array_agg(o.id), '{}') FROM organisations_organisation o
        WHERE o.municipality_id = (SELECT gate.job_municipality())));

CREATE FUNCTION gate.in_emergency(tenant uuid, number_hash bytea, name_key text, born date) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT (array_agg(p.id))[1]
    FROM people_person p
    WHERE p.municipality_id = tenant AND p.merged_into_id IS NULL
      AND CASE WHEN number_hash IS NULL THEN p.search_key = name_key AND p.birth_date = born
          ELSE p.id IN (
              SELECT n.person_id FROM people_nationalnumber n
              WHERE n.municipality_id = tenant AND n.lookup_hash = number_hash AND n.replaced_at IS NULL
                AND n.kind IN ('personal', 'coordination')) END
      AND NOT EXISTS (
          SELECT FROM access_hiddenperson h
          WHERE h.municipality_id = tenant AND h.person_id = p.id AND h.lifted_at IS NULL)
    HAVING count(*) = 1
$$;

CREATE FUNCTION gate.open_in_emergency(
    tenant uuid, number_hash bytea, name_key text, born date, asking_organisation uuid, why text, asking_words text,
    case_reference text, today date, minutes integer, at_most integer, review_by date, told_at timestamptz
) RETURNS TABLE (access_id uuid, person uuid) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    asking uuid := gate.user_id();
    used integer;
BEGIN
    IF NOT EXISTS (
        SELECT FROM gate.my_duties('A') d JOIN organisations_organisation o ON o.id = d.organisation_id
        WHERE d.organisation_id = asking_organisation AND d.purpose = 'emergency' AND o.municipality_id = tenant)
    THEN
        RAISE EXCEPTION 'emergency access is for counsellors and leaders' USING ERRCODE = 'insufficient_privilege';
    END IF;
    person := gate.in_emergency(tenant, number_hash, name_key, born);
    IF person = ANY (gate.my_persons('A')) OR EXISTS (
        SELECT FROM access_grant g
        WHERE g.person_id = person AND g.purpose = 'emergency' AND g.for_user_id = asking AND g.valid @> gate.now())
    THEN
        RETURN NEXT;
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('emergency ' || asking, 0));
    SELECT count(*) INTO used FROM emergency_emergencyaccess e WHERE e.user_id = asking AND e.day = today;
    IF used >= at_most THEN
        RETURN;
    END IF;
    access_id := gate.new_id();
    INSERT INTO emergency_emergencyaccess
        (id, municipality_id, at, day, slot, user_id, organisation_id, person_id, holder_organisation_id, reason, words,
         reference, ends_at, due_on, verdict, verdict_words)
    VALUES (access_id, tenant, told_at, today, used + 1, asking, asking_organisation, person, (
            SELECT h.organisation_id FROM responsibility_holding h
            WHERE h.municipality_id = tenant AND h.person_id = person AND h.ends_at IS NULL),
        why, asking_words, case_reference, gate.now() + make_interval(mins => minutes), review_by, '', '');
    IF person IS NOT NULL THEN
        INSERT INTO access_grant
            (id, municipality_id, person_id, organisation_id, purpose, basis, classes, source, source_id, valid,
             for_user_id)
        VALUES (gate.new_id(), tenant, person, asking_organisation, 'emergency', 'stafet.emergency', 'ABD',
            'emergency', access_id, tstzrange(gate.now(), gate.now() + make_interval(mins => minutes)), asking);
    END IF;
    RETURN NEXT;
END
$$;

ALTER FUNCTION gate.in_emergency(uuid, bytea, text, date) OWNER TO {gate};
ALTER FUNCTION gate.open_in_emergency(uuid, bytea, text, date, uuid, text, text, text, date, integer, integer, date,
    timestamptz) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.in_emergency(uuid, bytea, text, date), gate.open_in_emergency(uuid, bytea, text, date,
    uuid, text, text, text, date, integer, integer, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.in_emergency(uuid, bytea, text, date) TO {gate};
GRANT EXECUTE ON FUNCTION gate.open_in_emergency(uuid, bytea, text, date, uuid, text, text, text, date, integer, integer,
    date, timestamptz) TO {app}, {gate};
