-- Row-level security of access's own tables and of the log. Grants of a person are seen by those who may see the person.
ALTER TABLE access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_grant FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_grant FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

ALTER TABLE access_hiddenperson ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_hiddenperson FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_hiddenperson FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_hiddenperson FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

ALTER TABLE access_namedreader ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_namedreader FORCE ROW LEVEL SECURITY;
CREATE POLICY gate_reads ON access_namedreader FOR SELECT TO {gate} USING (true);
CREATE POLICY job_works ON access_namedreader FOR ALL TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

-- The log of changes and of look-ups: append only.
ALTER TABLE audit_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_change FORCE ROW LEVEL SECURITY;
CREATE POLICY app_reads ON audit_change FOR SELECT TO {app}
    USING (person_id = ANY ((SELECT gate.my_persons('D'))::uuid[]));
CREATE POLICY app_appends ON audit_change FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY job_reads ON audit_change FOR SELECT TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()));
CREATE POLICY job_appends ON audit_change FOR INSERT TO {job}
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
CREATE POLICY app_hidden ON audit_change AS RESTRICTIVE FOR SELECT TO {app}
    USING (person_id IS NULL OR NOT (person_id = ANY ((SELECT gate.hidden_persons())::uuid[])));

ALTER TABLE audit_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_appends ON audit_reading FOR INSERT TO {audit} WITH CHECK (true);
CREATE POLICY app_reads ON audit_reading FOR SELECT TO {app}
    USING (person_ids && (SELECT gate.my_persons('D'))::uuid[]);
