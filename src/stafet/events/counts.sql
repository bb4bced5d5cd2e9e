-- Who has a seat is counted where nobody's name stands, whoever sees whom, in the same transaction and by the database itself:
-- the check of the event refuses one too many. Parts and guests share one number of seats.
CREATE FUNCTION events_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'signed_up' THEN
        UPDATE events_event SET taken = taken - 1 - OLD.along WHERE id = OLD.event_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'signed_up' THEN
        UPDATE events_event SET taken = taken + 1 + NEW.along WHERE id = NEW.event_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER parts_are_counted AFTER INSERT OR DELETE OR UPDATE OF state, along, event_id ON events_part
    FOR EACH ROW EXECUTE FUNCTION events_count();
CREATE TRIGGER guests_are_counted AFTER INSERT OR DELETE OR UPDATE OF state, along, event_id ON events_guest
    FOR EACH ROW EXECUTE FUNCTION events_count();

-- What those with custody answered is met in own name by themselves and by the young person, by no other home.
CREATE POLICY app_own ON events_part AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR custody_id IS NULL OR custody_id = ANY ((SELECT gate.own_custodies())::uuid[]));
CREATE POLICY app_own ON events_attendancemark AS RESTRICTIVE FOR SELECT TO {app} USING (
    NOT (SELECT gate.in_own()) OR EXISTS (SELECT FROM events_part p WHERE p.id = part_id));
