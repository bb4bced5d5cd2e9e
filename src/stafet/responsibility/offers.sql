-- The persons whose hand-over is on its way to the asking user's organisations. It opens nothing but the
-- right to write the grant that accepting begins with; only then can the rest of the hand-over be written.
CREATE FUNCTION gate.my_offers() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT h.person_id), '{}')
    FROM responsibility_handover h
    WHERE h.to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])
      AND h.state = 'offered'
      AND NOT EXISTS (
          SELECT FROM access_hiddenperson p
          WHERE p.municipality_id = h.municipality_id AND p.person_id = h.person_id AND p.lifted_at IS NULL
            AND NOT EXISTS (
                SELECT FROM access_namedreader n
                WHERE n.municipality_id = p.municipality_id AND n.person_id = p.person_id
                  AND n.user_id = (SELECT gate.user_id()) AND n.valid @> gate.now()))
$$;
ALTER FUNCTION gate.my_offers() OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.my_offers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_offers() TO {app}, {job}, {gate};
