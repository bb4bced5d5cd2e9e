-- What an own log-in opens of the plan beyond what the plan's own policies say.
SET LOCAL ROLE {gate};

-- The persons who ask for what is their own as themselves, with one factor or two.
CREATE FUNCTION gate.own_selves() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(s.person_id), '{}')
    FROM gate.own_standing(gate.asking_own(), gate.now()) s
    WHERE s.because = '' AND s.capacity = 'self'
$$;
REVOKE ALL ON FUNCTION gate.own_selves() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.own_selves() TO {app};
RESET ROLE;

-- What somebody needs help with is theirs to read, with two factors. Nobody with custody meets it.
CREATE POLICY app_own_reads ON careerplans_supportneed FOR SELECT TO {app} USING (
    (SELECT gate.context('own')) IS NOT NULL AND person_id = ANY ((SELECT gate.own_selves())::uuid[]));

-- The words of one home are not met in another: those with custody meet their own, the young person all.
CREATE POLICY app_own ON careerplans_planpart AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR voice <> 'home' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON careerplans_planpartevent AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR voice <> 'home' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
