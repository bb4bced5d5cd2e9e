-- What an own log-in opens of languages and earlier education: what one home says of its language is not met in another.
CREATE POLICY app_own ON languages_spokenlanguage AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR whose = 'young_person' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON languages_spokenlanguageevent AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR whose = 'young_person' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));

-- Earlier education is a guidance note: read with two factors, by the young person alone.
CREATE POLICY app_own_reads ON languages_earliereducation FOR SELECT TO {app} USING (
    (SELECT gate.context('own')) IS NOT NULL AND person_id = ANY ((SELECT gate.own_selves())::uuid[]));

-- That there is a case elsewhere is read with two factors, by the young person alone.
CREATE POLICY app_own_reads ON othercases_othercase FOR SELECT TO {app} USING (
    (SELECT gate.context('own')) IS NOT NULL AND person_id = ANY ((SELECT gate.own_selves())::uuid[]));
