-- What a young person writes for themselves is met at work only as far as they have shared it; in a list of grants there
-- is no way round it. Who asks in own name is judged by the room own.
CREATE POLICY app_kept ON progress_reflection AS RESTRICTIVE FOR SELECT TO {app} USING (
    (SELECT gate.user_id()) IS NULL
    OR (shared_at IS NOT NULL AND person_id = ANY ((SELECT gate.my_persons('E'))::uuid[])));
CREATE POLICY app_kept ON progress_reflectionanswer AS RESTRICTIVE FOR SELECT TO {app} USING (
    (SELECT gate.user_id()) IS NULL OR reflection_id IN (SELECT id FROM progress_reflection));
CREATE POLICY app_kept ON progress_portfoliopiece AS RESTRICTIVE FOR SELECT TO {app} USING (
    (SELECT gate.user_id()) IS NULL OR audience = 'plan'
    OR (audience = 'counsellors' AND person_id = ANY ((SELECT gate.my_persons('E'))::uuid[])));

-- Nobody at work writes any of it.
CREATE POLICY app_theirs ON progress_reflection AS RESTRICTIVE FOR INSERT TO {app} WITH CHECK (false);
CREATE POLICY app_theirs_too ON progress_reflection AS RESTRICTIVE FOR UPDATE TO {app} USING (false);
CREATE POLICY app_theirs ON progress_reflectionanswer AS RESTRICTIVE FOR INSERT TO {app} WITH CHECK (false);
CREATE POLICY app_theirs_too ON progress_reflectionanswer AS RESTRICTIVE FOR UPDATE TO {app} USING (false);
CREATE POLICY app_theirs ON progress_portfoliopiece AS RESTRICTIVE FOR INSERT TO {app} WITH CHECK (false);
CREATE POLICY app_theirs_too ON progress_portfoliopiece AS RESTRICTIVE FOR UPDATE TO {app} USING (false);
