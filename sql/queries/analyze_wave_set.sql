-- names the wave that the COPY statements of this transaction mean (COPY takes no parameters)
SELECT set_config('echolot.wave', $1::integer::text, true)
