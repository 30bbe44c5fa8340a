-- One row when a wave of any survey knows the department.
SELECT code FROM survey.wave_department WHERE code = $1::text LIMIT 1
