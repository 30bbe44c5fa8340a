-- What is stored about a person, as JSON; tokens are left out, since they give access and say nothing.
SELECT jsonb_build_object(
    'person', jsonb_build_object('employee_id', p.employee_id, 'email', p.email, 'name', p.name, 'language', p.language,
                                 'manager', p.manager, 'segments', p.segments,
                                 'department', jsonb_build_object('code', d.code, 'name', d.name)),
    'manages', (SELECT coalesce(jsonb_agg(m.employee_id ORDER BY m.employee_id), '[]') FROM identity.person m
                WHERE m.manager = p.employee_id),
    'wants_reminders', (SELECT c.wanted FROM identity.reminder_choice c WHERE c.person_id = p.person_id),
    'invitations', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'wave', w.key, 'survey', w.survey_id, 'department', (SELECT s.code FROM survey.wave_department s
                                                                WHERE s.wave_id = i.wave_id AND s.department = i.department),
            'segments', (SELECT coalesce(jsonb_object_agg(s.name, s.categories[get_byte(i.segments, s.segment) + 1]), '{}')
                         FROM survey.wave_segment s WHERE s.wave_id = i.wave_id),
            'messages', (SELECT coalesce(jsonb_agg(jsonb_build_object('reminder', m.reminder, 'state', m.state,
                                                                      'day', m.attempted, 'reply', m.reply) ORDER BY m.reminder), '[]')
                         FROM identity.delivery m WHERE m.wave_id = i.wave_id AND m.invitation = i.invitation)) ORDER BY w.wave_id), '[]')
        FROM identity.invitation i JOIN survey.wave w USING (wave_id) WHERE i.person_id = p.person_id),
    'panels', (SELECT coalesce(jsonb_agg(jsonb_build_object('schedule', s.key, 'last_asked_in_its_wave', t.last) ORDER BY s.key), '[]')
        FROM identity.panel_turn t JOIN survey.schedule s USING (schedule_id) WHERE t.person_id = p.person_id),
    'actions', (SELECT coalesce(jsonb_agg(jsonb_build_object('action', a.action_id, 'title', a.title, 'state', a.state) ORDER BY a.action_id), '[]')
        FROM action.action a WHERE p.email <> '' AND lower(a.owner) = lower(p.email)),
    'events', (SELECT coalesce(jsonb_agg(jsonb_build_object('action', e.action_id, 'happened', e.happened, 'to', e.to_state, 'note', e.note)
                                         ORDER BY e.action_id, e.event), '[]')
        FROM action.event e WHERE p.email <> '' AND lower(e.actor) = lower(p.email)))::text
FROM identity.person p JOIN identity.department d USING (department_id)
WHERE p.person_id = $1::integer
