-- What those with custody answered to a story is met in own name by themselves, by no other home.
CREATE POLICY app_own ON materials_storyconsent AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR custody_id IS NULL OR custody_id = ANY ((SELECT gate.own_custodies())::uuid[]));
