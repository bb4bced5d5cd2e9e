-- Who occupies a seat: from the proposal on until it is given back. A row that stands aside since a merge does not.
CREATE FUNCTION practicalcourses_holds(s practicalcourses_courseseat) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT s.state IN ('proposed', 'wanted', 'taken', 'there') AND s.aside_since IS NULL
$$;
CREATE FUNCTION practicalcourses_is_on_it(s practicalcourses_courseseat) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT s.state IN ('taken', 'there') AND s.aside_since IS NULL
$$;

-- One seat more or less, of a course and of a town's share. The checks of both tables refuse one too many.
CREATE FUNCTION practicalcourses_shift(s practicalcourses_courseseat, by_seats integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    on_it integer := CASE WHEN practicalcourses_is_on_it(s) THEN by_seats ELSE 0 END;
BEGIN
    UPDATE practicalcourses_course SET taken = taken + by_seats WHERE id = s.course_id;
    UPDATE practicalcourses_courseshare
       SET taken = taken + CASE WHEN s.is_extra THEN 0 ELSE by_seats END,
           extra = extra + CASE WHEN s.is_extra THEN by_seats ELSE 0 END,
           there = there + on_it,
           most = greatest(most, there + on_it)
     WHERE id = s.share_id;
END
$$;

-- Seats are counted where nobody's name stands, whoever sees whom, in the same transaction and by the database itself.
CREATE FUNCTION practicalcourses_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND practicalcourses_holds(OLD) THEN
        PERFORM practicalcourses_shift(OLD, -1);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN NULL;
    END IF;
    IF practicalcourses_holds(NEW) THEN
        IF NEW.is_extra AND EXISTS (SELECT FROM practicalcourses_course c WHERE c.id = NEW.course_id AND c.released_on IS NULL) THEN
            RAISE EXCEPTION 'Nobody takes a seat of another town before it is released.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'extra_seat_was_released';
        END IF;
        PERFORM practicalcourses_shift(NEW, 1);
    END IF;
    IF TG_OP = 'UPDATE' AND practicalcourses_is_on_it(OLD) AND NOT practicalcourses_is_on_it(NEW) THEN
        UPDATE practicalcourses_listedpupil SET gone_on = coalesce(NEW.ended_on, NEW.known_at::date)
         WHERE municipality_id = NEW.municipality_id AND seat_id = NEW.id AND gone_on IS NULL;
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
    IF (SELECT coalesce(sum(s.quota), 0) FROM practicalcourses_courseshare s WHERE s.course_id = key AND s.state <> 'declined')
            > (SELECT c.seats FROM practicalcourses_course c WHERE c.id = key) THEN
        RAISE EXCEPTION 'Towns are given more seats than the course has.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quotas_fit_the_seats';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER quotas_fit_the_seats AFTER INSERT OR UPDATE OF quota, state ON practicalcourses_courseshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practicalcourses_quotas_fit();
CREATE CONSTRAINT TRIGGER quotas_fit_the_seats AFTER UPDATE OF seats ON practicalcourses_course
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION practicalcourses_quotas_fit();

-- A placement that goes on without the course gives the seat back in the same transaction, whoever moved it and from where.
CREATE FUNCTION practicalcourses_follow_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        UPDATE practicalcourses_courseseat s
           SET state = CASE WHEN s.state = 'there' AND NEW.state = 'completed' THEN 'ended' ELSE 'left' END,
               end_reason = CASE WHEN NEW.state = 'active' THEN 'found_company' WHEN NEW.state = 'completed' THEN 'over' ELSE 'moved_on' END,
               ended_on = NEW.since_on,
               known_at = NEW.known_at
         WHERE s.municipality_id = NEW.municipality_id AND s.placement_id = NEW.id
           AND (s.state IN ('waiting', 'proposed', 'wanted', 'taken', 'there') AND NEW.state IN ('completed', 'withdrawn')
                OR s.kind = 'fallback' AND s.state IN ('waiting', 'proposed', 'wanted') AND NEW.state = 'active'
                OR s.kind = 'fallback' AND s.state IN ('taken', 'there') AND OLD.state = 'on_course'
                   AND NEW.state NOT IN ('on_course', 'evaluated'))
        RETURNING s.line_id)
    UPDATE practicalcourses_courseline l SET left_at = NEW.known_at FROM gone WHERE l.id = gone.line_id AND l.left_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER course_seats_follow_the_way AFTER UPDATE OF state ON placements_placement
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION practicalcourses_follow_the_way();
