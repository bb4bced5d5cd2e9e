-- What must never be true, judged when the transaction ends: somebody is at a placement without an agreement that is in
-- force, signed by everybody it asks, with every gate open.
CREATE FUNCTION placements_is_open(town uuid, placement uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM placements_agreement a
        WHERE a.municipality_id = town AND a.placement_id = placement AND a.state = 'in_force' AND a.closed_gates = '{}'
          AND EXISTS (SELECT FROM placements_signature s WHERE s.municipality_id = town AND s.agreement_id = a.id)
          AND NOT EXISTS (
              SELECT FROM placements_signature s
              WHERE s.municipality_id = town AND s.agreement_id = a.id AND s.signed_at IS NULL))
$$;

CREATE FUNCTION placements_active_needs_open_gates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here uuid := CASE TG_TABLE_NAME WHEN 'placements_placement' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'placement_id')::uuid END;
BEGIN
    IF EXISTS (SELECT FROM placements_placement p
               WHERE p.municipality_id = NEW.municipality_id AND p.id = here AND p.state = 'active')
       AND NOT placements_is_open(NEW.municipality_id, here) THEN
        RAISE EXCEPTION 'Nobody is at a placement while a gate is closed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'active_needs_open_gates';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER active_needs_open_gates AFTER INSERT OR UPDATE ON placements_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'active')
    EXECUTE FUNCTION placements_active_needs_open_gates();
CREATE CONSTRAINT TRIGGER active_needs_open_gates AFTER UPDATE ON placements_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION placements_active_needs_open_gates();

-- What went out to be signed is not changed any more: only where it stands, how it was judged and how it was decided.
CREATE FUNCTION placements_text_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['state', 'host_declares', 'closed_gates', 'judged_on', 'sent_on', 'supports_school',
        'decided_by_id', 'decided_on', 'decision_words', 'ended_on', 'known_at', 'person_id', 'municipality_id'];
BEGIN
    IF OLD.state <> 'draft' AND to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'What went out to be signed is not changed. Begin a new version.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_text_is_fixed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER agreement_text_is_fixed BEFORE UPDATE ON placements_agreement
    FOR EACH ROW EXECUTE FUNCTION placements_text_is_fixed();

-- A signature is given under a version that is out, and is not taken back or moved: a change of the text makes a new version.
CREATE FUNCTION placements_signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_at IS NOT NULL AND (NEW.signed_at, NEW.seal, NEW.agreement_id)
            IS DISTINCT FROM (OLD.signed_at, OLD.seal, OLD.agreement_id)
       OR OLD.signed_at IS NULL AND NEW.signed_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM placements_agreement a
            WHERE a.municipality_id = NEW.municipality_id AND a.id = NEW.agreement_id AND a.state = 'out') THEN
        RAISE EXCEPTION 'A signature stands under the version that was out when it was given.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_stands';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER signature_stands BEFORE UPDATE ON placements_signature
    FOR EACH ROW EXECUTE FUNCTION placements_signature_stands();
