-- A version that was published never changes: nobody can be told afterwards that something else stood there. Only where it
-- stands goes on: it is superseded or withdrawn. And no version disappears.
CREATE FUNCTION materials_keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A version is withdrawn, never deleted.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_stays';
    END IF;
    IF OLD.state = 'draft' THEN
        RETURN NEW;
    END IF;
    IF (OLD.material_id, OLD.municipality_id, OLD.language, OLD.number, OLD.title, OLD.words, OLD.link, OLD.translated_by, OLD.published_at)
            IS DISTINCT FROM
       (NEW.material_id, NEW.municipality_id, NEW.language, NEW.number, NEW.title, NEW.words, NEW.link, NEW.translated_by, NEW.published_at)
       OR NEW.state = 'draft' OR (OLD.state <> 'published' AND NEW.state <> OLD.state) THEN
        RAISE EXCEPTION 'A published version never changes: write a new one.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_edition_never_changes';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER editions_are_kept BEFORE UPDATE OR DELETE ON materials_edition
    FOR EACH ROW EXECUTE FUNCTION materials_keep_edition();

-- A story about somebody is told only while their own last answer is a yes, and nobody's last answer is a no.
CREATE FUNCTION materials_story_has_its_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM materials_storyconsent c WHERE c.person_story_id = NEW.id AND c.custody_id IS NULL)
       OR EXISTS (
            SELECT FROM (
                SELECT DISTINCT ON (c.custody_id) c.is_yes FROM materials_storyconsent c
                 WHERE c.person_story_id = NEW.id ORDER BY c.custody_id, c.known_at DESC, c.id DESC
            ) last WHERE NOT last.is_yes) THEN
        RAISE EXCEPTION 'A story about somebody is told with their yes.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'story_has_its_yes';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stories_have_their_yes BEFORE INSERT OR UPDATE OF state ON materials_personstory
    FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION materials_story_has_its_yes();

-- A no takes the story away in the same transaction, whoever wrote the no and from where.
CREATE FUNCTION materials_no_ends_a_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE materials_personstory s
       SET state = 'withdrawn', title = '', words = '', ended_on = NEW.on, known_at = NEW.known_at
     WHERE s.id = NEW.person_story_id AND s.state <> 'withdrawn';
    RETURN NULL;
END
$$;
CREATE TRIGGER a_no_ends_a_story AFTER INSERT ON materials_storyconsent
    FOR EACH ROW WHEN (NOT NEW.is_yes) EXECUTE FUNCTION materials_no_ends_a_story();

-- What is told goes when the story about somebody is taken back, or deleted because its time is up.
CREATE FUNCTION materials_empty_what_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE materials_story t SET state = 'withdrawn', title = '', words = '', is_shared = false
     WHERE t.id = OLD.story_id AND t.state <> 'withdrawn';
    RETURN NULL;
END
$$;
CREATE TRIGGER what_is_told_is_emptied AFTER UPDATE OF state ON materials_personstory
    FOR EACH ROW WHEN (NEW.state = 'withdrawn') EXECUTE FUNCTION materials_empty_what_is_told();
CREATE TRIGGER what_is_told_goes_with_them AFTER DELETE ON materials_personstory
    FOR EACH ROW EXECUTE FUNCTION materials_empty_what_is_told();

-- Of somebody who is protected no story is told from the moment on in which they are.
CREATE FUNCTION materials_protected_has_no_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE materials_personstory s
       SET state = 'withdrawn', title = '', words = '', ended_on = NEW.since_at::date, known_at = NEW.since_at
     WHERE s.municipality_id = NEW.municipality_id AND s.person_id = NEW.person_id AND s.state <> 'withdrawn';
    RETURN NULL;
END
$$;
CREATE TRIGGER protected_people_have_no_story AFTER INSERT OR UPDATE OF lifted_at ON access_hiddenperson
    FOR EACH ROW WHEN (NEW.lifted_at IS NULL) EXECUTE FUNCTION materials_protected_has_no_story();
