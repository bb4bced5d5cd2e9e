-- What an own log-in opens of somebody's way beyond what its own policies say.

-- The words of one home are not met in another: those with custody meet their own, the young person all.
CREATE POLICY app_own ON progress_ownwords AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR voice <> 'home' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON progress_ownwordsevent AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR voice <> 'home' OR written_by_id = (SELECT gate.asking_own())
    OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));

-- What the young person writes for themselves is theirs, with one factor or two; those with custody meet a piece that was
-- shared with everybody who reads the plan.
CREATE POLICY app_own ON progress_reflection AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON progress_reflectionanswer AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON progress_reflectioninvitation AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
CREATE POLICY app_own ON progress_portfoliopiece AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR audience = 'plan' OR person_id = ANY ((SELECT gate.own_selves())::uuid[]));
