-- How live registers are reached is seen and said by those who load registers; the secret is written and never read back.
DO $$
DECLARE
    one text;
    mine text := 'municipality_id = ANY ((SELECT gate.my_register_municipalities())::uuid[])';
    tenant text := 'municipality_id = (SELECT gate.job_municipality())';
BEGIN
    FOREACH one IN ARRAY ARRAY['connection', 'connectionsecret']
    LOOP
        EXECUTE format('ALTER TABLE registers_%s ENABLE ROW LEVEL SECURITY', one);
        EXECUTE format('ALTER TABLE registers_%s FORCE ROW LEVEL SECURITY', one);
        EXECUTE format('CREATE POLICY job_works ON registers_%s FOR ALL TO {job} USING (%s) WITH CHECK (%s)',
                       one, tenant, tenant);
        EXECUTE format('CREATE POLICY app_inserts ON registers_%s FOR INSERT TO {app} WITH CHECK (%s)', one, mine);
    END LOOP;
    EXECUTE format('CREATE POLICY app_reads ON registers_connection FOR SELECT TO {app} USING (%s)', mine);
    EXECUTE format('CREATE POLICY app_updates ON registers_connection FOR UPDATE TO {app}'
                   ' USING (%s) WITH CHECK (%s)', mine, mine);
END
$$;
