-- What belongs to a municipality and is about nobody: everybody reads it, and only its own jobs change it. An organisation
-- of another municipality may be written down by whoever meets it first; from then on it is that municipality's.
ALTER TABLE organisations_organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON organisations_organisation FOR SELECT USING (true);
CREATE POLICY job_founds ON organisations_organisation FOR INSERT TO {job} WITH CHECK (true);
CREATE POLICY job_changes ON organisations_organisation FOR UPDATE TO {job}
    USING (municipality_id = (SELECT gate.job_municipality()))
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));

ALTER TABLE organisations_municipalpolicy ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON organisations_municipalpolicy FOR SELECT USING (true);
CREATE POLICY job_decides ON organisations_municipalpolicy FOR INSERT TO {job}
    WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
