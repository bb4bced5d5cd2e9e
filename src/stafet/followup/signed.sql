-- What the young person has signed stays as it was: their words and the signature. A few words of the host may still come.
CREATE FUNCTION followup_signed_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['host_words', 'host_name', 'host_on', 'known_at', 'person_id', 'municipality_id'];
BEGIN
    IF OLD.signed_at IS NOT NULL AND to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'What somebody has signed is not changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_evaluation_stands';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER signed_evaluation_stands BEFORE UPDATE ON followup_evaluation
    FOR EACH ROW EXECUTE FUNCTION followup_signed_stands();
