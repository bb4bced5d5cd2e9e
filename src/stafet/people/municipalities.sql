-- The list of people in the order of their names. To look a person up in an array of everybody the asking user may meet
-- is quick for a few of them; for a page of a long list the planner, which takes an unknown array for ten, fetched ten
-- thousand people and sorted them. Said as a municipality and a set, the policy lets the list be read in its order,
-- only as far as the page goes, and nowhere else than where the asking user may meet somebody.
SET LOCAL ROLE {gate};

-- Where the persons live whom the asking user may meet, and perhaps some who may not be met: never too few. A step of
-- the loop skips to the next municipality, so that it costs as many steps as there are, not as many as there are grants.
CREATE FUNCTION gate.my_municipalities() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    IF gate.user_id() IS NULL THEN
        RETURN (
            SELECT coalesce(array_agg(DISTINCT p.municipality_id), '{}')
            FROM people_person p WHERE p.id = ANY (gate.own_persons('A')));
    END IF;
    RETURN (
        WITH RECURSIVE step AS (
            SELECT mine.organisation_id, (
                SELECT g.municipality_id FROM access_grant g
                WHERE g.organisation_id = mine.organisation_id
                ORDER BY g.organisation_id, g.municipality_id LIMIT 1) AS municipality_id
            FROM unnest(gate.my_organisations()) mine (organisation_id)
            UNION ALL
            SELECT step.organisation_id, (
                SELECT g.municipality_id FROM access_grant g
                WHERE g.organisation_id = step.organisation_id AND g.municipality_id > step.municipality_id
                ORDER BY g.organisation_id, g.municipality_id LIMIT 1)
            FROM step WHERE step.municipality_id IS NOT NULL)
        SELECT coalesce(array_agg(DISTINCT step.municipality_id), '{}')
        FROM step WHERE step.municipality_id IS NOT NULL);
END
$$;
REVOKE ALL ON FUNCTION gate.my_municipalities() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_municipalities() TO {app}, {job};
RESET ROLE;

ALTER POLICY app_reads ON people_person USING (
    municipality_id = ANY ((SELECT gate.my_municipalities())::uuid[])
    AND id IN (SELECT unnest((SELECT gate.my_persons('A')))));
