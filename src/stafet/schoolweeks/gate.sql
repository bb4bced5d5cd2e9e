-- The schools whose week the asking user reads (keeps = false) or keeps (keeps = true): posts at the school, and posts that
-- are for the whole municipality. The roles are those of schoolweeks.policies; a test compares.
CREATE FUNCTION gate.my_week_schools(keeps boolean) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH posts AS (
        SELECT m.role, o.id, o.municipality_id
        FROM access_membership m
        JOIN access_user u ON u.id = m.user_id AND u.is_active
        JOIN organisations_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = (SELECT gate.user_id())
          AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now())
    )
    SELECT coalesce(array_agg(DISTINCT o.id), '{}')
    FROM organisations_organisation o
    JOIN posts p ON p.municipality_id = o.municipality_id
    WHERE p.role IN ('coordinator', 'administrator')
       OR (p.id = o.id AND p.role = 'school_leader')
       OR (NOT keeps AND p.role = 'counsellor')
       OR (NOT keeps AND p.id = o.id AND p.role IN ('institution_counsellor', 'teacher'))
$$;
ALTER FUNCTION gate.my_week_schools(boolean) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.my_week_schools(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_week_schools(boolean) TO {app}, {job}, {gate};

-- Weeks and their files are only added. Marks and proposals are changed by those who keep the week, and by jobs.
DO $$
DECLARE
    one text;
    reads text := 'school_id = ANY ((SELECT gate.my_week_schools(false))::uuid[])';
    keeps text := 'school_id = ANY ((SELECT gate.my_week_schools(true))::uuid[])';
    tenant text := 'municipality_id = (SELECT gate.job_municipality())';
BEGIN
    FOREACH one IN ARRAY ARRAY['weekfile', 'schoolweek', 'weekmarks', 'weekproposal']
    LOOP
        EXECUTE format('ALTER TABLE schoolweeks_%s ENABLE ROW LEVEL SECURITY', one);
        EXECUTE format('ALTER TABLE schoolweeks_%s FORCE ROW LEVEL SECURITY', one);
        EXECUTE format('CREATE POLICY app_reads ON schoolweeks_%s FOR SELECT TO {app} USING (%s)', one, reads);
        EXECUTE format('CREATE POLICY app_inserts ON schoolweeks_%s FOR INSERT TO {app} WITH CHECK (%s)', one, keeps);
        EXECUTE format('CREATE POLICY job_works ON schoolweeks_%s FOR ALL TO {job} USING (%s) WITH CHECK (%s)',
                       one, tenant, tenant);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['weekmarks', 'weekproposal']
    LOOP
        EXECUTE format('CREATE POLICY app_updates ON schoolweeks_%s FOR UPDATE TO {app} USING (%s) WITH CHECK (%s)',
                       one, keeps, keeps);
    END LOOP;
END
$$;
