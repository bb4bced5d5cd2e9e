-- Beside those who may meet the person, a hand-over is open to the receiver while it waits for an answer, and for a
-- moment after it: the row that an answer leaves must be visible to whoever writes it, and clocks differ a little.
-- The sender needs no right of its own: whoever offers holds, and keeps a window after it.
DROP POLICY app_reads ON responsibility_handover;
DROP POLICY app_inserts ON responsibility_handover;
DROP POLICY app_updates ON responsibility_handover;
CREATE POLICY app_reads ON responsibility_handover FOR SELECT TO {app} USING (
    person_id = ANY ((SELECT gate.my_persons('D'))::uuid[])
    OR (to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])
        AND (state = 'offered' OR answered_at > gate.now() - interval '15 minutes')));
CREATE POLICY app_inserts ON responsibility_handover FOR INSERT TO {app} WITH CHECK (
    person_id = ANY ((SELECT gate.my_persons('D'))::uuid[]));
CREATE POLICY app_updates ON responsibility_handover FOR UPDATE TO {app}
    USING (
        person_id = ANY ((SELECT gate.my_persons('D'))::uuid[])
        OR (to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[]) AND state = 'offered'))
    WITH CHECK (
        person_id = ANY ((SELECT gate.my_persons('D'))::uuid[])
        OR to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[]));
