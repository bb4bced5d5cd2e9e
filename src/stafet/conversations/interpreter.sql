-- Whoever is invited to a conversation is told that an interpreter comes, and not in which language: that would say whom.
CREATE FUNCTION gate.interpreter_comes(asked uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM gate.my_invitation(asked) i, conversations_conversation c
         WHERE c.id = asked AND c.interpreter = 'booked')
$$;
ALTER FUNCTION gate.interpreter_comes(uuid) OWNER TO {gate};
REVOKE ALL ON FUNCTION gate.interpreter_comes(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.interpreter_comes(uuid) TO {app}, {gate};
