-- The days of every open break-off, by the rules of the day on which it was told, all at once. What a rule gives for a
-- day is reckoned before, once for each day that occurs: so much of the calendar is all that holidays can change.
WITH calendar ("day", duty_contact, duty_offer, other_contact, from_age, until_age, lasts) AS (
    SELECT * FROM unnest(%(days)s::date[], %(duty_contacts)s::date[], %(duty_offers)s::date[], %(other_contacts)s::date[],
        %(from_ages)s::int[], %(until_ages)s::int[], %(lasts)s::date[])
), reckoned AS (
    SELECT
        c.id,
        CASE WHEN duty.holds THEN told.duty_contact ELSE told.other_contact END AS contact_due_on,
        CASE WHEN duty.holds THEN told.duty_offer END AS offer_due_on,
        began.lasts AS stable_on
    FROM rechoice_case c
    JOIN responsibility_breakoff b ON b.municipality_id = c.municipality_id AND b.id = c.break_off_id
    JOIN people_person p ON p.municipality_id = c.municipality_id AND p.id = c.person_id
    JOIN calendar told ON told.day = (b.known_at AT TIME ZONE %(zone)s)::date
    LEFT JOIN calendar began ON began.day = c.started_on
    -- A birthday on 29 February comes on the 28th in other years, as PostgreSQL counts. Not known: the stricter clocks.
    CROSS JOIN LATERAL (
        SELECT p.birth_date IS NULL OR (
            told.day >= (p.birth_date + make_interval(years => told.from_age))::date
            AND told.day < (p.birth_date + make_interval(years => told.until_age))::date) AS holds
    ) duty
    WHERE c.municipality_id = %(municipality)s AND c.state <> 'closed'
)
UPDATE rechoice_case c
SET contact_due_on = r.contact_due_on, offer_due_on = r.offer_due_on, stable_on = r.stable_on, known_at = %(at)s
FROM reckoned r
WHERE c.municipality_id = %(municipality)s AND c.id = r.id
  AND (c.contact_due_on, c.offer_due_on, c.stable_on)
      IS DISTINCT FROM (r.contact_due_on, r.offer_due_on, r.stable_on)
