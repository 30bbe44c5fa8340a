-- sets the wave that report_figures reads, because COPY takes no parameters
SELECT set_config('echolot.report_wave', $1::integer::text, false)
