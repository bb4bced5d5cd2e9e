-- What an own log-in opens now. Judged at every statement by the gate's clock: no job, no cache, no day's delay.
SET LOCAL ROLE {gate};

-- Whether somebody asks for what is their own: with two factors ('own') or one ('single'). Staff ask as 'user'.
CREATE OR REPLACE FUNCTION gate.in_own() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('stafet.context', true), '') ~ '^(own|single)\|'
$$;

CREATE OR REPLACE FUNCTION gate.asking_own() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN gate.in_own() THEN coalesce(gate.context('own'), gate.context('single')) END
$$;

-- Every own log-in of a user, and why it opens nothing now; '' when it does. Eighteen is the age in both countries'
-- rules (custody.until_age; a test compares); a birthday on 29 February comes on the 28th in other years, as PostgreSQL
-- counts. Days begin at midnight where the municipality lies. A person registered twice is the one that counts.
CREATE OR REPLACE FUNCTION gate.own_standing(asking uuid, instant timestamptz)
RETURNS TABLE (login_id uuid, person_id uuid, municipality_id uuid, capacity text, custody_id uuid, because text)
LANGUAGE sql STABLE AS $$
    SELECT l.id, p.id, l.municipality_id, l.capacity, l.custody_id,
        CASE
            WHEN NOT u.is_active OR l.ends_at <= instant OR l.starts_at > instant THEN 'ended'
            WHEN EXISTS (
                SELECT FROM public.responsibility_coverage d
                WHERE d.municipality_id = l.municipality_id AND d.person_id = p.id AND d.end_reason = 'died'
            ) THEN 'died'
            WHEN l.capacity = 'self' THEN ''
            WHEN p.birth_date IS NULL THEN 'closed'
            WHEN instant >= (p.birth_date + interval '18 years')::date::timestamp AT TIME ZONE m.zone THEN 'of_age'
            WHEN c.kind NOT IN ('shared', 'sole') THEN 'no_custody'
            WHEN instant < c.starts_on::timestamp AT TIME ZONE m.zone THEN 'not_yet'
            WHEN instant >= c.ends_on::timestamp AT TIME ZONE m.zone THEN 'custody_ended'
            WHEN EXISTS (
                SELECT FROM gate.closed(asking, instant) h
                WHERE h.municipality_id = l.municipality_id AND h.person_id = p.id
            ) THEN 'closed'
            ELSE ''
        END
    FROM public.own_personallogin l
    JOIN public.access_user u ON u.id = l.user_id
    JOIN public.people_person w ON w.id = l.person_id
    JOIN public.people_person p ON p.id = coalesce(w.merged_into_id, w.id)
    JOIN LATERAL (
        SELECT CASE t.country WHEN 'se' THEN 'Europe/Stockholm' ELSE 'Europe/Copenhagen' END AS zone
        FROM public.organisations_municipality t WHERE t.id = l.municipality_id
    ) m ON true
    LEFT JOIN public.own_custody c ON c.id = l.custody_id
    WHERE l.user_id = asking
$$;

-- The persons whose data of one class somebody may meet as their own: A, B and D; with one factor only A and D, and only
-- their own. Asked by gate.my_persons, and so by every policy.
CREATE OR REPLACE FUNCTION gate.own_persons(class text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asking uuid := gate.asking_own();
    single boolean := gate.context('single') IS NOT NULL;
    about uuid[] := nullif(current_setting('stafet.about', true), '')::uuid[];
BEGIN
    IF asking IS NULL OR strpos(CASE WHEN single THEN 'AD' ELSE 'ABD' END, class) = 0 THEN
        RETURN '{}';
    END IF;
    RETURN (
        SELECT coalesce(array_agg(DISTINCT s.person_id), '{}')
        FROM gate.own_standing(asking, gate.now()) s
        WHERE s.because = '' AND (NOT single OR s.capacity = 'self')
          AND (about IS NULL OR s.person_id = ANY (about)));
END
$$;

-- For the page that says what an own log-in opens, or why it does not.
CREATE OR REPLACE FUNCTION gate.own_log_ins()
RETURNS TABLE (login_id uuid, person_id uuid, municipality_id uuid, capacity text, custody_id uuid, because text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.login_id, s.person_id, s.municipality_id, s.capacity, s.custody_id,
        CASE WHEN s.because = '' AND s.capacity <> 'self' AND gate.context('single') IS NOT NULL
             THEN 'one_factor' ELSE s.because END
    FROM gate.own_standing(gate.asking_own(), gate.now()) s
$$;

-- The custodies somebody may meet as their own: a young person all of theirs, a custody holder the one they have.
CREATE OR REPLACE FUNCTION gate.own_custodies() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(c.id), '{}')
    FROM gate.own_standing(gate.asking_own(), gate.now()) s
    JOIN own_custody c ON c.municipality_id = s.municipality_id AND c.person_id = s.person_id
    WHERE s.because = '' AND (s.capacity = 'self' OR c.id = s.custody_id)
$$;

-- Where an own invitation lies: whoever follows a link is nobody yet. Only to whoever knows the link's key.
CREATE OR REPLACE FUNCTION gate.own_invitation(link uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT i.municipality_id FROM own_owninvitation i WHERE i.link_id = link
$$;

REVOKE ALL ON FUNCTION gate.in_own(), gate.asking_own(), gate.own_standing(uuid, timestamptz), gate.own_persons(text),
    gate.own_log_ins(), gate.own_custodies(), gate.own_invitation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.in_own(), gate.asking_own(), gate.own_log_ins(), gate.own_custodies(),
    gate.own_invitation(uuid), gate.own_persons(text) TO {app}, {job};
RESET ROLE;

-- In own name nobody meets another household, another's words, or who else was invited.
CREATE POLICY app_own ON own_custody AS RESTRICTIVE FOR SELECT TO {app}
    USING (NOT (SELECT gate.in_own()) OR id = ANY ((SELECT gate.own_custodies())::uuid[]));
CREATE POLICY app_own ON own_personallogin AS RESTRICTIVE FOR SELECT TO {app}
    USING (NOT (SELECT gate.in_own()) OR user_id = (SELECT gate.asking_own()));
CREATE POLICY app_own ON own_owninvitation AS RESTRICTIVE FOR SELECT TO {app} USING (NOT (SELECT gate.in_own()));
CREATE POLICY app_own ON own_correction AS RESTRICTIVE FOR SELECT TO {app}
    USING (NOT (SELECT gate.in_own()) OR said_by_id = (SELECT gate.asking_own()));
