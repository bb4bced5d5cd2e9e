-- A break-off opens its case in the same transaction, whoever tells it: a file, a live register, a person. The room below
-- writes the marker and knows nothing of cases. The days are those its steps carry, by the rules of that day.
CREATE FUNCTION rechoice_open_case() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO rechoice_case (
        id, municipality_id, person_id, break_off_id, state, broken_off_on, reason, reason_words, wishes,
        contact_due_on, offer_due_on, outcome, exempted_because, opened_again, known_at)
    VALUES (
        NEW.id, NEW.municipality_id, NEW.person_id, NEW.id, 'new', NEW.broken_off_on, '', '', '',
        (SELECT coalesce(s.rule_due_on, s.due_on) FROM responsibility_nextstep s
          WHERE s.municipality_id = NEW.municipality_id AND s.id = NEW.step_id),
        (SELECT min(coalesce(s.rule_due_on, s.due_on)) FROM responsibility_nextstep s
          WHERE s.municipality_id = NEW.municipality_id AND s.person_id = NEW.person_id
            AND s.kind = 'offer_activity' AND s.state = 'open'),
        '', '', 0, NEW.known_at);
    RETURN NULL;
END $$;
CREATE TRIGGER opens_its_case AFTER INSERT ON responsibility_breakoff
    FOR EACH ROW EXECUTE FUNCTION rechoice_open_case();

-- Somebody who was registered twice takes the cases along when the marker of the break-off is moved, and back again.
CREATE FUNCTION rechoice_follow_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE rechoice_option o SET person_id = NEW.person_id
      FROM rechoice_case c
     WHERE c.municipality_id = NEW.municipality_id AND c.break_off_id = NEW.id
       AND o.municipality_id = c.municipality_id AND o.case_id = c.id;
    UPDATE rechoice_case SET person_id = NEW.person_id
     WHERE municipality_id = NEW.municipality_id AND break_off_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER takes_its_case_along AFTER UPDATE OF person_id ON responsibility_breakoff
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION rechoice_follow_person();

-- What was broken off before this room was there has a case as well.
INSERT INTO rechoice_case (
    id, municipality_id, person_id, break_off_id, state, broken_off_on, reason, reason_words, wishes,
    contact_due_on, offer_due_on, outcome, exempted_because, opened_again, known_at)
SELECT b.id, b.municipality_id, b.person_id, b.id, 'new', b.broken_off_on, '', '', '',
       coalesce(s.rule_due_on, s.due_on), NULL, '', '', 0, b.known_at
  FROM responsibility_breakoff b JOIN responsibility_nextstep s ON s.id = b.step_id;
