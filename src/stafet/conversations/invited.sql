-- What a colleague who was invited needs to come, and nothing about whom it is: no name, no text in anybody's own words.
-- Only whoever takes part is told, until a day after; of somebody who is hidden, only who is on the named list. The place
-- is told where people meet in a room; at home, at a telephone or on a walk one asks whoever leads it.
CREATE FUNCTION gate.my_invitation(asked uuid) RETURNS TABLE (
    kind text, planned_at timestamptz, way text, place text, topics text[], parties text[], state text,
    leader text, organisation text, phone text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.kind, c.planned_at, c.way, CASE WHEN c.way IN ('meeting', 'video') THEN c.place ELSE '' END,
           c.topics, ARRAY(SELECT DISTINCT p.party FROM conversations_participant p
                            WHERE p.municipality_id = c.municipality_id AND p.conversation_id = c.id ORDER BY 1),
           c.state, coalesce(u.name, ''), o.name, o.phone
    FROM conversations_conversation c
    JOIN organisations_organisation o ON o.id = c.organisation_id
    LEFT JOIN access_user u ON u.id = c.led_by_id
    WHERE c.id = asked AND c.state IN ('planned', 'cancelled') AND c.planned_at > gate.now() - interval '1 day'
      AND EXISTS (SELECT FROM conversations_participant p
                   WHERE p.municipality_id = c.municipality_id AND p.conversation_id = c.id
                     AND p.user_id = (SELECT gate.user_id()))
      AND EXISTS (SELECT FROM access_membership m
                   WHERE m.user_id = (SELECT gate.user_id())
                     AND m.starts_at <= gate.now() AND (m.ends_at IS NULL OR m.ends_at > gate.now()))
      AND NOT EXISTS (
          SELECT FROM access_hiddenperson h
           WHERE h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.lifted_at IS NULL
             AND NOT EXISTS (
                 SELECT FROM access_namedreader n
                  WHERE n.municipality_id = h.municipality_id AND n.person_id = h.person_id
                    AND n.user_id = (SELECT gate.user_id()) AND n.valid @> gate.now()))
$$;
ALTER FUNCTION gate.my_invitation(uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.my_invitation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.my_invitation(uuid) TO {app}, {gate};
