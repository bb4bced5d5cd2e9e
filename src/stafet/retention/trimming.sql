-- The logs can be shortened at their far end, and nowhere else: whatever a job is told, the database lets nothing go
-- that is younger than its declared time. A test compares these times with the declarations.
CREATE POLICY job_trims ON audit_change FOR DELETE TO {job}
    USING ((municipality_id IS NULL OR municipality_id = (SELECT gate.job_municipality()))
           AND at <= gate.now() - interval 'P5Y');
CREATE POLICY job_sees_what_is_nobodys ON audit_change FOR SELECT TO {job}
    USING (municipality_id IS NULL AND (SELECT gate.job_municipality()) IS NOT NULL);
CREATE POLICY job_trims ON audit_reading FOR DELETE TO {job}
    USING ((SELECT gate.job_municipality()) IS NOT NULL AND at <= gate.now() - interval 'P13M');
CREATE POLICY job_sees_what_is_old ON audit_reading FOR SELECT TO {job}
    USING ((SELECT gate.job_municipality()) IS NOT NULL AND at <= gate.now() - interval 'P13M');
