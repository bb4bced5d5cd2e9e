-- Who occupies a seat, from the proposal on until it is given back; and who is on the course. One that stands aside since a
-- merge still does: nobody loses a seat because two registrations became one.
CREATE FUNCTION practicalcourses_shift(s practicalcourses_courseseat, by_seats integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    accepted integer := CASE WHEN s.state IN ('taken', 'there') THEN by_seats ELSE 0 END;
BEGIN
    IF s.state NOT IN ('proposed', 'taken', 'there') THEN
        RETURN;
    END IF;
    UPDATE practicalcourses_course SET taken = taken + by_seats WHERE id = s.course_id;
    UPDATE practicalcourses_courseshare
       SET taken = taken + by_seats, on_it = on_it + accepted, most = greatest(most, on_it + accepted)
     WHERE id = s.share_id AND course_id = s.course_id AND municipality_id = s.municipality_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'A seat is taken from the share of the pupil''s own town.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_of_their_own_town';
    END IF;
END
$$;

-- Seats are counted where nobody's name stands, whoever sees whom, in the same transaction and by the database itself: the
-- checks of both tables refuse one too many, of a course and of a town's quota.
CREATE FUNCTION practicalcourses_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state, OLD.course_id, OLD.share_id) IS NOT DISTINCT FROM (NEW.state, NEW.course_id, NEW.share_id) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM practicalcourses_shift(OLD, -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM practicalcourses_shift(NEW, 1);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER course_seats_are_counted AFTER INSERT OR UPDATE OR DELETE ON practicalcourses_courseseat
    FOR EACH ROW EXECUTE FUNCTION practicalcourses_count();

-- Towns are given no more seats than a course has; judged when the transaction ends, so that one town's can become another's.
CREATE FUNCTION practicalcourses_quotas_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key uuid := CASE TG_TABLE_NAME WHEN 'practicalcourses_course' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'course_id')::uuid END;
BEGIN
    IF (SELECT coalesce(sum(s.quota), 0) FROM practicalcourses_courseshare s WHERE s.course_id = key)
            > (SELECT c.seats FROM practicalcourses_course c WHERE c.id = key) THEN
        RAISE EXCEPTION 'Towns are given more seats than the course has.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quotas_fit_the_seats';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER quotas_fit_the_seats AFTER INSERT OR UPDATE OF quota ON practicalcourses_courseshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practicalcourses_quotas_fit();
CREATE CONSTRAINT TRIGGER quotas_fit_the_seats AFTER UPDATE OF seats ON practicalcourses_course
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practicalcourses_quotas_fit();

-- A placement that goes on without the course gives the seat back in the same transaction, whoever moved it and from where.
-- While an agreement with a company is being made the seat is kept, until the leader has approved it.
CREATE FUNCTION practicalcourses_follow_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE practicalcourses_courseseat s
       SET state = CASE WHEN s.state = 'proposed' THEN 'taken_back'
                        WHEN s.state = 'there' AND NEW.state = 'completed' THEN 'ended'
                        ELSE 'left' END,
           end_reason = CASE WHEN NEW.state = 'approved' THEN 'found_company'
                             WHEN NEW.state = 'completed' THEN 'over'
                             ELSE 'moved_on' END,
           ended_on = NEW.since_on,
           known_at = NEW.known_at
     WHERE s.municipality_id = NEW.municipality_id AND s.placement_id = NEW.id AND s.state IN ('proposed', 'taken', 'there')
       AND (NEW.state IN ('approved', 'completed', 'withdrawn')
            OR s.state IN ('taken', 'there') AND OLD.state = 'on_course' AND NEW.state = 'changing');
    RETURN NULL;
END
$$;
CREATE TRIGGER course_seats_follow_the_way AFTER UPDATE OF state ON placements_placement
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION practicalcourses_follow_the_way();
