-- What rooms above keep about a person follows a merge and goes back when it is undone. The room of merges knows none of
-- them: each says with a trigger of its own which of its tables follow (follow_merges), in this order.
--   'a_table'                      its rows go along, and back
--   'a_table aside'                also those beside which the kept person has one already: such a row stands aside
--   'a_table of a_parent by a_key' its rows go wherever the row goes that they belong to
CREATE FUNCTION duplicates_follow() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    what text;
BEGIN
    FOREACH what IN ARRAY TG_ARGV LOOP
        IF NEW.state = 'merged' AND OLD.state = 'proposed' THEN
            PERFORM duplicates_take_along(NEW, split_part(what, ' ', 1), split_part(what, ' ', 2));
        ELSIF NEW.state = 'undone' AND split_part(what, ' ', 2) = 'of' THEN
            PERFORM duplicates_bring_parts(NEW, split_part(what, ' ', 1), split_part(what, ' ', 3), split_part(what, ' ', 5));
        ELSIF NEW.state = 'undone' THEN
            PERFORM duplicates_bring_back(NEW, split_part(what, ' ', 1), split_part(what, ' ', 2));
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- Every row of the duplicate is the kept person's. One that the kept person may have only once stands aside from now on.
CREATE FUNCTION duplicates_take_along(merge duplicates_merge, place text, how text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    keys uuid[];
    one uuid;
BEGIN
    EXECUTE format('SELECT coalesce(array_agg(id ORDER BY id), ''{}'') FROM %I WHERE municipality_id = $1 AND person_id = $2', place)
       INTO keys USING merge.municipality_id, merge.duplicate_id;
    FOREACH one IN ARRAY keys LOOP
        BEGIN
            EXECUTE format('UPDATE %I SET person_id = $3 WHERE municipality_id = $1 AND id = $2', place)
              USING merge.municipality_id, one, merge.person_id;
        EXCEPTION WHEN unique_violation THEN
            IF how <> 'aside' THEN RAISE; END IF;
            EXECUTE format('UPDATE %I SET person_id = $3, aside_since = $4 WHERE municipality_id = $1 AND id = $2', place)
              USING merge.municipality_id, one, merge.person_id, merge.decided_at;
        END;
    END LOOP;
    UPDATE duplicates_merge m SET went_along = m.went_along || jsonb_build_object(place, to_jsonb(keys)) WHERE m.id = merge.id;
END $$;

-- The rows that went along go back, and stand aside no longer if that was because of this merge.
CREATE FUNCTION duplicates_bring_back(merge duplicates_merge, place text, how text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    stands text := CASE how WHEN 'aside' THEN ', aside_since = nullif(aside_since, $5)' ELSE '' END;
    keys uuid[];
BEGIN
    SELECT coalesce(array_agg(k::uuid), '{}') INTO keys
      FROM duplicates_merge m, jsonb_array_elements_text(m.went_along -> place) k WHERE m.id = merge.id;
    EXECUTE format('UPDATE %I SET person_id = $3%s WHERE municipality_id = $1 AND person_id = $2 AND id = ANY ($4)',
                   place, stands)
      USING merge.municipality_id, merge.person_id, merge.duplicate_id, keys, merge.decided_at;
END $$;

-- What belongs to a row goes where that row is: also what has been written since.
CREATE FUNCTION duplicates_bring_parts(merge duplicates_merge, place text, parent text, key text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    EXECUTE format('UPDATE %I c SET person_id = $3 FROM %I p WHERE c.municipality_id = $1 AND c.person_id = $2'
                   ' AND p.municipality_id = $1 AND p.id = c.%I AND p.person_id = $3', place, parent, key)
      USING merge.municipality_id, merge.person_id, merge.duplicate_id;
END $$;
