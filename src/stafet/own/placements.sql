-- What those with custody answered and signed is met in own name by themselves and by the young person, by no other home.
CREATE POLICY app_own ON placements_custodyconsent AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR custody_id = ANY ((SELECT gate.own_custodies())::uuid[]));
CREATE POLICY app_own ON placements_signature AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR custody_id IS NULL OR custody_id = ANY ((SELECT gate.own_custodies())::uuid[]));
