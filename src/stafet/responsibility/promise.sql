-- The promise, judged when a transaction commits: covered means exactly one open holding and at least one
-- open step. The coverage row is locked first, so that two transactions that each close one of two steps
-- judge one after the other; each statement then sees what the other has committed.
CREATE FUNCTION gate.judge_promise(tenant uuid, person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    holders bigint;
BEGIN
    PERFORM 1 FROM responsibility_coverage c
        WHERE c.municipality_id = tenant AND c.person_id = person AND c.ends_on IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        IF EXISTS (SELECT FROM responsibility_holding h
                   WHERE h.municipality_id = tenant AND h.person_id = person AND h.ends_at IS NULL) THEN
            RAISE EXCEPTION 'Whoever is held is covered.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'held_person_is_covered';
        END IF;
        RETURN;
    END IF;
    SELECT count(*) INTO holders FROM responsibility_holding h
        WHERE h.municipality_id = tenant AND h.person_id = person AND h.ends_at IS NULL;
    IF holders <> 1 THEN
        RAISE EXCEPTION 'Whoever is covered has exactly one holder.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'covered_person_has_one_holder';
    END IF;
    IF NOT EXISTS (SELECT FROM responsibility_nextstep s
                   WHERE s.municipality_id = tenant AND s.person_id = person AND s.state = 'open') THEN
        RAISE EXCEPTION 'Whoever is covered has a next step with a date.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'covered_person_has_next_step';
    END IF;
END
$$;
ALTER FUNCTION gate.judge_promise(uuid, uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.judge_promise(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.judge_promise(uuid, uuid) TO {gate};

-- A row may move from one person to another (two registrations that were one person): both are judged.
CREATE FUNCTION gate.keep_promise() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM gate.judge_promise(NEW.municipality_id, NEW.person_id);
    END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.person_id <> NEW.person_id) THEN
        PERFORM gate.judge_promise(OLD.municipality_id, OLD.person_id);
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION gate.keep_promise() OWNER TO {gate};

CREATE CONSTRAINT TRIGGER promise_of_coverage AFTER INSERT OR UPDATE OR DELETE ON responsibility_coverage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.keep_promise();
CREATE CONSTRAINT TRIGGER promise_of_holding AFTER INSERT OR UPDATE OR DELETE ON responsibility_holding
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.keep_promise();
CREATE CONSTRAINT TRIGGER promise_of_step AFTER UPDATE OR DELETE ON responsibility_nextstep
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.keep_promise();

-- Grants follow from facts: whoever has the person may write them. Whoever is just accepting an offer may write
-- one: that of their own organisation as the holder.
CREATE POLICY app_reads ON access_grant FOR SELECT TO {app} USING (person_id = ANY ((SELECT gate.my_persons('A'))::uuid[]));
CREATE POLICY app_inserts ON access_grant FOR INSERT TO {app} WITH CHECK (
    person_id = ANY ((SELECT gate.my_persons('A'))::uuid[])
    OR (source = 'holding' AND organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])
        AND person_id = ANY ((SELECT gate.my_offers())::uuid[])));
CREATE POLICY app_updates ON access_grant FOR UPDATE TO {app}
    USING (person_id = ANY ((SELECT gate.my_persons('A'))::uuid[]))
    WITH CHECK (person_id = ANY ((SELECT gate.my_persons('A'))::uuid[]));
CREATE POLICY app_hidden ON access_grant AS RESTRICTIVE FOR ALL TO {app}
    USING (NOT (person_id = ANY ((SELECT gate.hidden_persons())::uuid[])));
