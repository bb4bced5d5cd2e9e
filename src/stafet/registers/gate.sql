-- The municipalities whose registers the asking user may load: a post there whose role carries the permission.
-- The roles are those of access.roles; a test compares.
CREATE FUNCTION gate.my_register_municipalities() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT o.municipality_id), '{}')
    FROM access_membership m
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.user_id = (SELECT gate.user_id()) AND m.role IN ('coordinator', 'register_keeper')
      AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now())
$$;
GRANT SELECT ON organisations_organisation TO {gate};
ALTER FUNCTION gate.my_register_municipalities() OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.my_register_municipalities() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_register_municipalities() TO {app}, {job}, {gate};

-- Registers and their loads are seen by those who load registers in the municipality.
DO $$
DECLARE
    one text;
    mine text := 'municipality_id = ANY ((SELECT gate.my_register_municipalities())::uuid[])';
    tenant text := 'municipality_id = (SELECT gate.job_municipality())';
BEGIN
    FOREACH one IN ARRAY ARRAY['source', 'mapping', 'load', 'loadfile', 'stagedrow', 'knownkey', 'datahealth']
    LOOP
        EXECUTE format('ALTER TABLE registers_%s ENABLE ROW LEVEL SECURITY', one);
        EXECUTE format('ALTER TABLE registers_%s FORCE ROW LEVEL SECURITY', one);
        EXECUTE format('CREATE POLICY job_works ON registers_%s FOR ALL TO {job} USING (%s) WITH CHECK (%s)',
                       one, tenant, tenant);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['source', 'mapping', 'load', 'datahealth']
    LOOP
        EXECUTE format('CREATE POLICY app_reads ON registers_%s FOR SELECT TO {app} USING (%s)', one, mine);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['source', 'mapping', 'load', 'loadfile']
    LOOP
        EXECUTE format('CREATE POLICY app_inserts ON registers_%s FOR INSERT TO {app} WITH CHECK (%s)', one, mine);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['source', 'load']
    LOOP
        EXECUTE format('CREATE POLICY app_updates ON registers_%s FOR UPDATE TO {app} USING (%s) WITH CHECK (%s)',
                       one, mine, mine);
    END LOOP;
    -- Rows about protected persons are not shown: an echo is a leak. The file itself is opened by jobs only.
    EXECUTE format('CREATE POLICY app_reads ON registers_stagedrow FOR SELECT TO {app} USING (shown AND %s)', mine);
    EXECUTE format('CREATE POLICY app_chooses ON registers_stagedrow FOR UPDATE TO {app}'
                   ' USING (shown AND %s) WITH CHECK (shown AND %s)', mine, mine);
END
$$;
