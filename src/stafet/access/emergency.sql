-- Until when the asking user meets a person by an emergency only; nothing when they meet them anyway, or not at all.
CREATE OR REPLACE FUNCTION gate.emergency_until(person uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT max(upper(g.valid))
    FROM gate.my_duties('A') mine
    JOIN access_grant g ON g.organisation_id = mine.organisation_id AND g.purpose = mine.purpose
        AND g.person_id = person AND strpos(g.classes, 'A') > 0
    WHERE g.valid @> gate.now()
      AND (g.unit_id IS NULL OR mine.whole_organisation OR g.unit_id = mine.unit_id)
      AND (g.for_user_id IS NULL OR g.for_user_id = (SELECT gate.user_id()))
    HAVING bool_and(g.purpose = 'emergency')
$$;

ALTER FUNCTION gate.emergency_until(uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.emergency_until(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.emergency_until(uuid) TO {app}, {job}, {gate};

-- The gate itself opens somebody in an emergency, and nothing else.
GRANT INSERT ON access_grant TO {gate};
CREATE POLICY gate_opens_in_emergency ON access_grant FOR INSERT TO {gate} WITH CHECK (purpose = 'emergency');

-- Nobody gives an emergency to themself: whoever may meet a person may write grants, but not this kind.
CREATE POLICY app_opens_no_emergency ON access_grant AS RESTRICTIVE FOR INSERT TO {app}
    WITH CHECK (purpose <> 'emergency');
CREATE POLICY app_prolongs_no_emergency ON access_grant AS RESTRICTIVE FOR UPDATE TO {app}
    USING (purpose <> 'emergency') WITH CHECK (purpose <> 'emergency');
