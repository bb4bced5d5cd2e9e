-- Adopted text cannot change: not a word, not a link, not who does what. The only thing that happens to an adopted version is that
-- a newer one replaces it.
CREATE FUNCTION programme_plan_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('adopted', 'superseded') THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'adopted' AND NEW.state = 'superseded'
       AND (to_jsonb(NEW) - 'state' - 'known_at') = (to_jsonb(OLD) - 'state' - 'known_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An adopted plan stands as it is.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'adopted_plan_stands';
END
$$;
CREATE TRIGGER adopted_plan_stands BEFORE UPDATE OR DELETE ON programme_plan
    FOR EACH ROW EXECUTE FUNCTION programme_plan_stands();

-- The text is written while the version is a draft: nobody answers a text that changes under their hands.
CREATE FUNCTION programme_must_be_draft(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM programme_plan WHERE id = which FOR SHARE) <> 'draft' THEN
        RAISE EXCEPTION 'The text of a plan changes only while it is a draft.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_text_is_a_draft';
    END IF;
END
$$;
CREATE FUNCTION programme_part_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM programme_must_be_draft(OLD.plan_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM programme_must_be_draft(NEW.plan_id);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER plan_text_is_a_draft BEFORE INSERT OR UPDATE OR DELETE ON programme_programmepart
    FOR EACH ROW EXECUTE FUNCTION programme_part_of_draft();

CREATE FUNCTION programme_detail_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM programme_must_be_draft((SELECT plan_id FROM programme_programmepart WHERE id = OLD.part_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM programme_must_be_draft((SELECT plan_id FROM programme_programmepart WHERE id = NEW.part_id));
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER plan_text_is_a_draft BEFORE INSERT OR UPDATE OR DELETE ON programme_partlink
    FOR EACH ROW EXECUTE FUNCTION programme_detail_of_draft();
CREATE TRIGGER plan_text_is_a_draft BEFORE INSERT OR UPDATE OR DELETE ON programme_duty
    FOR EACH ROW EXECUTE FUNCTION programme_detail_of_draft();
CREATE TRIGGER plan_text_is_a_draft BEFORE INSERT OR UPDATE OR DELETE ON programme_target
    FOR EACH ROW EXECUTE FUNCTION programme_detail_of_draft();

-- The chain is fixed: which kind rests on which, within one version.
CREATE FUNCTION programme_link_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM programme_programmepart a JOIN programme_programmepart b ON b.plan_id = a.plan_id AND b.id = NEW.upon_id
        WHERE a.id = NEW.part_id AND (a.kind, b.kind) IN (
            ('need', 'finding'), ('goal', 'need'), ('goal', 'policy'), ('guideline', 'goal'),
            ('activity', 'guideline'), ('activity', 'goal'), ('indicator', 'goal'))
    ) THEN
        RAISE EXCEPTION 'This part of a plan does not rest on that one.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_chain_is_fixed';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER plan_chain_is_fixed AFTER INSERT OR UPDATE ON programme_partlink
    FOR EACH ROW EXECUTE FUNCTION programme_link_fits();

-- No goal without a need, judged when the transaction ends.
CREATE FUNCTION programme_goal_has_need(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programme_programmepart WHERE id = which AND kind = 'goal') AND NOT EXISTS (
        SELECT FROM programme_partlink l JOIN programme_programmepart n ON n.id = l.upon_id AND n.kind = 'need'
        WHERE l.part_id = which
    ) THEN
        RAISE EXCEPTION 'A goal rests on a need.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_goal_without_need';
    END IF;
END
$$;
CREATE FUNCTION programme_goal_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM programme_goal_has_need(NEW.id);
    RETURN NULL;
END
$$;
CREATE FUNCTION programme_link_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM programme_goal_has_need(OLD.part_id);
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER no_goal_without_need AFTER INSERT OR UPDATE ON programme_programmepart
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION programme_goal_written();
CREATE CONSTRAINT TRIGGER no_goal_without_need_left AFTER UPDATE OR DELETE ON programme_partlink
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION programme_link_gone();
