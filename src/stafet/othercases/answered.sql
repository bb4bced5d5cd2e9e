-- The persons for whom the asking user's organisation has the responsibility now, where it is the home municipality's own.
CREATE FUNCTION gate.answered_for() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(h.person_id), '{}')
    FROM responsibility_holding h
    JOIN organisations_organisation o ON o.id = h.organisation_id AND o.municipality_id = h.municipality_id
    WHERE h.ends_at IS NULL AND h.organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])
      AND o.kind IN ('municipality', 'guidance_unit', 'job_centre')
$$;
ALTER FUNCTION gate.answered_for() OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.answered_for() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.answered_for() TO {app}, {gate};

-- A case elsewhere is known to nobody else, whatever a grant opens; whoever does not ask as staff is told by the room "own".
CREATE POLICY app_answers ON othercases_othercase AS RESTRICTIVE FOR ALL TO {app}
    USING ((SELECT gate.user_id()) IS NULL OR person_id = ANY ((SELECT gate.answered_for())::uuid[]));
CREATE POLICY app_answers ON othercases_othercaseevent AS RESTRICTIVE FOR SELECT TO {app}
    USING ((SELECT gate.user_id()) IS NULL OR person_id = ANY ((SELECT gate.answered_for())::uuid[]));
